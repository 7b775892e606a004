#pragma once

#include "exit_status.hpp"

#include <ingot/apply/apply.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

namespace ingot::cli {

/// What became of the steps: counts, and each that did not go as planned.
void print_report(const apply_report& report);

/// `ingot.run/1`.
[[nodiscard]] result<void> print_report_json(const apply_report& report, const plan& applied);

/// Done; refused when nothing was written and safety was the reason; else incomplete.
[[nodiscard]] exit_status status_of(const apply_report& report);

/// Whether nothing but the way to the cloud kept steps from being done: the run can go on later.
[[nodiscard]] bool was_cut_off(const apply_report& report);

} // namespace ingot::cli
