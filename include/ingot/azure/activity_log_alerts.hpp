#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

/// An update can change nothing but tags and `enabled`.
inline constexpr tracked_resource_operations activity_log_alerts{"Microsoft.Insights/activityLogAlerts",
                                                                 &api_versions::activity_log_alerts};

} // namespace ingot::inline v0::azure
