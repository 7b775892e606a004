#pragma once

#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <vector>

namespace ingot::cli {

/// A table of decisions per definition, the most frequent holds, and the next instants at which one lapses.
void print_overview(const plan& from);

/// Each version with its holds, what shows them, and the steps of the plan about it.
void print_explanations(const plan& from, const std::vector<const verdict*>& chosen);

} // namespace ingot::cli
