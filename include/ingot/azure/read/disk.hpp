#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/azure/read/image_reference.hpp>
#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0::azure {

// Source of these: Microsoft.Compute/disks and snapshots, 2024-03-02.

/// Where the bytes of a disk or snapshot came from. Source: CreationData.
struct creation_data {
    std::string create_option;                     ///< such as `FromImage`, `Copy`, `Empty`
    std::optional<image_reference> gallery_image;  ///< `galleryImageReference`
    std::optional<image_reference> platform_image; ///< `imageReference`
    resource_id source_resource;                   ///< a disk or snapshot
    std::string source_unique_id;
};

/// A managed disk. Source: Disk.
struct disk {
    resource_id id;
    region location;
    ingot::tags tags;
    std::string storage; ///< `sku.name`, such as `Premium_LRS`
    open_enum<arm_provisioning_names> provisioning_state;
    std::string state;                ///< `diskState`, such as `Attached`, `Unattached`, `Reserved`
    open_enum<os_type_names> os_type; ///< absent: a data disk
    open_enum<hyper_v_generation_names> hyper_v_generation;
    std::optional<std::int32_t> size_gb;
    std::string unique_id;
    std::vector<resource_id> attached_to; ///< `managedBy` and `managedByExtended`
    creation_data creation;
    std::optional<timestamp> time_created;
};

/// A snapshot. Source: Snapshot.
struct snapshot {
    resource_id id;
    region location;
    ingot::tags tags;
    std::string storage;
    open_enum<arm_provisioning_names> provisioning_state;
    open_enum<os_type_names> os_type;
    open_enum<hyper_v_generation_names> hyper_v_generation;
    std::optional<std::int32_t> size_gb;
    bool incremental = false;
    /// Percent of the bytes that have arrived, of a copy from another region; none: it is no such copy.
    std::optional<double> completion_percent;
    creation_data creation;
    std::optional<timestamp> time_created;
};

} // namespace ingot::inline v0::azure
