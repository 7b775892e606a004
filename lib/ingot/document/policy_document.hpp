#pragma once

#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/policy/policy.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Reads an `ingot.policy/1` document, in which comments are allowed and unknown members are not.
/// @param name what errors call the document, usually its path
/// @return invalid_document with every violation, or the failure of the source
[[nodiscard]] result<policy> read_policy(byte_source& source, std::string_view name,
                                         const json_limits& limits = policy_limits);

/// The same for a text in memory.
[[nodiscard]] result<policy> read_policy(std::string_view text, std::string_view name,
                                         const json_limits& limits = policy_limits);

/// The same for a file.
[[nodiscard]] result<policy> read_policy_file(const std::string& path,
                                              const json_limits& limits = policy_limits);

} // namespace ingot::inline v0
