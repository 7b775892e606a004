#pragma once

#include <ingot/azure/detail/body_object.hpp>
#include <ingot/azure/write/target_region_body.hpp>

#include <cstdint>

namespace ingot::inline v0::azure_detail {

/// Of one image version (Azure Compute Gallery, limits).
inline constexpr std::int32_t most_replicas = 100;

void fill_target_region(body_object& into, const azure::target_region_body& target);
void fill_extended_location(body_object& into, const azure::target_extended_location& target);

} // namespace ingot::inline v0::azure_detail
