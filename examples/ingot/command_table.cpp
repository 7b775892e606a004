#include "command_table.hpp"

namespace ingot::cli {

const std::vector<command> &command_table() {
    static const std::vector<command> table = {
        latest_command(),
        plan_command(),
        explain_command(),
        check_command(),
    };
    return table;
}

} // namespace ingot::cli
