#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/policy/policy.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// SHA-256 of the canonical plan without its `plan_digest`, as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string plan_digest(const plan& from);

/// Fills in the digests of the documents that a plan was made of, and then its own. Any later change of the
/// plan makes it unreadable.
void seal(plan& made, const estate& from, const policy& under);

/// Decides and plans: make_plan() of decide(), with versions digested by version_digest(), and sealed. The same
/// documents and instant give the same bytes.
[[nodiscard]] plan make_sealed_plan(const estate& from, const policy& under, timestamp now);

/// Writes an `ingot.plan/1` document: canonical JSON in one line, as a stream. Fails when the sink does, or
/// when a text is not UTF-8.
/// @pre `from` is sealed
[[nodiscard]] result<void> write_plan(const plan& from, byte_sink& sink);

/// Reads an `ingot.plan/1` document. A plan is carried out, so it is read strictly: unknown members are
/// refused, and so is a plan whose digest does not fit what it says.
/// @param name what errors call the document, usually its path
/// @return invalid_document with every violation, or the failure of the source
[[nodiscard]] result<plan> read_plan(byte_source& source, std::string_view name,
                                     const json_limits& limits = plan_limits);

/// The same for a text in memory.
[[nodiscard]] result<plan> read_plan(std::string_view text, std::string_view name,
                                     const json_limits& limits = plan_limits);

/// The same for a file.
[[nodiscard]] result<plan> read_plan_file(const std::string& path, const json_limits& limits = plan_limits);

} // namespace ingot::inline v0
