#pragma once

#include "command.hpp"

#include <vector>

namespace ingot::cli {

/// Every command, in the order in which one uses them.
[[nodiscard]] const std::vector<command>& command_table();

// Each defined in the file of its name.
[[nodiscard]] command survey_command();
[[nodiscard]] command latest_command();
[[nodiscard]] command plan_command();
[[nodiscard]] command explain_command();
[[nodiscard]] command check_command();
[[nodiscard]] command apply_command();
[[nodiscard]] command resume_command();
[[nodiscard]] command publish_command();
[[nodiscard]] command emulate_command();

} // namespace ingot::cli
