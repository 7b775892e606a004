#pragma once

#include "arguments.hpp"
#include "exit_status.hpp"

#include <ingot/journal/file_journal.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/result.hpp>

#include <string>

namespace ingot::cli {

/// Where a copy of the plan of a journal stands, so that `ingot resume` needs the journal alone.
[[nodiscard]] std::string plan_beside(const std::string& journal_path);

/// Opens a journal for writing. Fails with guard_rail when another run holds it.
[[nodiscard]] result<file_journal> open_journal(const std::string& path);

/// Applies a plan, or goes on with it, and reports each step that did not go as planned.
/// @param log of this plan, or empty
[[nodiscard]] result<exit_status> run_plan(const arguments& given, const plan& what, file_journal& log,
                                           const std::string& journal_path);

} // namespace ingot::cli
