#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <vector>

namespace ingot::inline v0 {

/// Writes an `ingot.explanation/1` document: some verdicts of a plan with every hold, and the steps of the plan
/// about their versions. Canonical JSON in one line. Fails when the sink does, or when a text is not UTF-8.
/// @param chosen verdicts of `from`
[[nodiscard]] result<void> write_explanation(const plan& from, const std::vector<const verdict*>& chosen,
                                             byte_sink& sink);

} // namespace ingot::inline v0
