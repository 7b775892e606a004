#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

inline constexpr tracked_resource_operations scheduled_query_rules{"Microsoft.Insights/scheduledQueryRules",
                                                                   &api_versions::scheduled_query_rules};

} // namespace ingot::inline v0::azure
