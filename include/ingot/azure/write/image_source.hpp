#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// What an image version is made of. There is one and only one kind of source: it "can only be specified
// either directly under storageProfile or within individual OS or data disks" (Azure Compute Gallery,
// troubleshooting). Sources are of the region that the version is made in.

namespace ingot::inline v0::azure {

/// A managed image, another image version, or a disk or snapshot with the system. Source:
/// GalleryArtifactVersionFullSource.id.
struct resource_source {
    resource_id id;
};

/// A virtual machine, stopped, in the OS state of the definition. Source:
/// GalleryArtifactVersionFullSource.virtualMachineId, since 2023-07-03.
struct virtual_machine_source {
    resource_id id;
};

/// A version of a community gallery: `/CommunityGalleries/<public name>/Images/<i>/Versions/<v>`. Source:
/// GalleryArtifactVersionFullSource.communityGalleryImageId.
struct community_image_source {
    std::string id;
};

/// A page blob in a storage account. The address is not repeated in errors, because it may be signed. Source:
/// GalleryDiskImageSource.uri and .storageAccountId.
struct vhd_source {
    std::string uri;
    resource_id storage_account;
};

/// A disk or snapshot, or a blob. Source: GalleryDiskImageSource.
using disk_source = std::variant<resource_source, vhd_source>;

/// Source: HostCaching.
enum class host_caching { none, read_only, read_write };

struct host_caching_names {
    using value = host_caching;
    static constexpr std::array<std::pair<host_caching, std::string_view>, 3> table{{
        {host_caching::none, "None"},
        {host_caching::read_only, "ReadOnly"},
        {host_caching::read_write, "ReadWrite"},
    }};
};

/// Source: GalleryOSDiskImage.
struct os_disk_image {
    disk_source source;
    open_enum<host_caching_names> host_caching;
};

/// Source: GalleryDataDiskImage.
struct data_disk_image {
    std::int32_t lun = 0; ///< each once
    disk_source source;
    open_enum<host_caching_names> host_caching;
};

/// Disk by disk.
struct disk_sources {
    os_disk_image os_disk;
    std::vector<data_disk_image> data_disks;
};

using image_source =
    std::variant<resource_source, virtual_machine_source, community_image_source, disk_sources>;

} // namespace ingot::inline v0::azure
