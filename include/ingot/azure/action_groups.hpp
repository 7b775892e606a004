#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

inline constexpr tracked_resource_operations action_groups{"Microsoft.Insights/actionGroups",
                                                           &api_versions::action_groups};

} // namespace ingot::inline v0::azure
