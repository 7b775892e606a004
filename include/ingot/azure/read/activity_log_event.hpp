#pragma once

#include <ingot/core/timestamp.hpp>

#include <optional>
#include <string>

namespace ingot::inline v0::azure {

/// One row of the activity log. One operation has several rows with the same correlation id, at its start and
/// at its end at least. Source: EventData.
struct activity_log_event {
    std::string event_data_id; ///< unique
    std::string correlation_id;
    std::string operation_id;
    std::optional<timestamp> at;
    std::string operation;  ///< such as `Microsoft.Compute/galleries/images/versions/delete`
    std::string category;   ///< such as `Administrative`
    std::string status;     ///< `Started`, `Accepted`, `Succeeded`, `Failed` or another
    std::string sub_status; ///< name of an HTTP status, such as `Conflict`
    std::string level;
    std::string caller;
    std::string resource_id; ///< of any kind of resource
};

} // namespace ingot::inline v0::azure
