#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

inline constexpr tracked_resource_operations disks{"Microsoft.Compute/disks", &api_versions::disks};

} // namespace ingot::inline v0::azure
