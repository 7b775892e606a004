#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/plan/latest.hpp>
#include <ingot/result.hpp>

#include <vector>

namespace ingot::inline v0 {

/// Writes an `ingot.latest/1` document: canonical JSON in one line. Fails when the sink does, or when a text
/// is not UTF-8.
[[nodiscard]] result<void> write_latest(const std::vector<definition_latest>& definitions, byte_sink& sink);

} // namespace ingot::inline v0
