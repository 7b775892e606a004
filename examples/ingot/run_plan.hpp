#pragma once

#include "arguments.hpp"
#include "exit_status.hpp"
#include "run_journal.hpp"

#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

namespace ingot::cli {

/// Applies a plan, or goes on with it, and reports each step that did not go as planned.
/// @param log of this plan, or empty
[[nodiscard]] result<exit_status> run_plan(const arguments& given, const plan& what, run_journal& log);

} // namespace ingot::cli
