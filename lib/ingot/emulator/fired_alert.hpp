#pragma once

#include <ingot/core/timestamp.hpp>

#include <string>
#include <vector>

namespace ingot::inline v0::emulator {

/// One event of the activity log that an activity-log alert answered to.
struct fired_alert {
    timestamp at;
    std::string rule;                       ///< id of the activity-log alert
    std::string resource_id;                ///< what the event is about
    std::string operation;                  ///< operationName, such as Microsoft.Compute/galleries/write
    std::string status;                     ///< Started, Accepted, Succeeded or Failed
    std::vector<std::string> action_groups; ///< ids, as the rule names them
};

} // namespace ingot::inline v0::emulator
