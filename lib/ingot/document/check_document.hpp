#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/plan/plan_finding.hpp>
#include <ingot/result.hpp>

#include <vector>

namespace ingot::inline v0 {

/// Writes an `ingot.check/1` document: what check_plan() found. Canonical JSON in one line. Fails when the sink
/// does, or when a text is not UTF-8.
/// @param same_estate whether the plan was made of the estate that it was checked against
[[nodiscard]] result<void> write_findings(const std::vector<plan_finding>& findings, bool same_estate,
                                          byte_sink& sink);

} // namespace ingot::inline v0
