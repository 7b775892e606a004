#include "command_table.hpp"

namespace ingot::cli {

const std::vector<command>& command_table() {
    static const std::vector<command> table = {
        survey_command(), latest_command(), plan_command(),    explain_command(), check_command(),
        apply_command(),  resume_command(), publish_command(), emulate_command(),
    };
    return table;
}

} // namespace ingot::cli
