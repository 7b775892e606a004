#pragma once

#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>

#include <optional>

namespace ingot::inline v0::azure {

/// An image version in the recycle bin. Source: GallerySoftDeletedResource.
struct soft_deleted_version {
    resource_id version; ///< `properties.resourceArmId`: by this it was known, and is restored
    region location;     ///< of the version; a restoration may want it
    std::optional<timestamp> deleted_at;
    std::optional<timestamp> consumption_ends_at; ///< of no use from then on (2026-03-03)
    std::optional<timestamp> gone_at;             ///< past restoring from then on (2026-03-03)
};

} // namespace ingot::inline v0::azure
