#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

/// Images outside of galleries.
inline constexpr tracked_resource_operations managed_images{"Microsoft.Compute/images",
                                                            &api_versions::compute};

} // namespace ingot::inline v0::azure
