#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Reads an `ingot.estate/1` document, one resource at a time, so that its size may exceed the memory.
/// Unknown members are ignored; all that is wrong with known ones is reported at once.
/// @param name what errors call the document, usually its path
/// @return invalid_document with every violation, or the failure of the source
[[nodiscard]] result<estate> read_estate(byte_source& source, std::string_view name,
                                         const json_limits& limits = estate_limits);

/// The same for a text in memory.
[[nodiscard]] result<estate> read_estate(std::string_view text, std::string_view name,
                                         const json_limits& limits = estate_limits);

/// The same for a file.
[[nodiscard]] result<estate> read_estate_file(const std::string& path,
                                              const json_limits& limits = estate_limits);

} // namespace ingot::inline v0
