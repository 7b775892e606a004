#pragma once

#include <ingot/azure/write/image_source.hpp>
#include <ingot/azure/write/target_region_body.hpp>
#include <ingot/azure/write/uefi_settings.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

// What a write to an image version may say. What is absent is not sent.

namespace ingot::inline v0::azure {

/// Source: GalleryImageVersionPublishingProfile.replicationMode.
enum class replication_mode {
    full,
    shallow, ///< one replica, in the home region alone
};

struct replication_mode_names {
    using value = replication_mode;
    static constexpr std::array<std::pair<replication_mode, std::string_view>, 2> table{{
        {replication_mode::full, "Full"},
        {replication_mode::shallow, "Shallow"},
    }};
};

/// Source: StorageAccountStrategy (2025-03-03).
enum class storage_account_strategy { prefer_standard_zrs, default_standard_lrs };

struct storage_account_strategy_names {
    using value = storage_account_strategy;
    static constexpr std::array<std::pair<storage_account_strategy, std::string_view>, 2> table{{
        {storage_account_strategy::prefer_standard_zrs, "PreferStandard_ZRS"},
        {storage_account_strategy::default_standard_lrs, "DefaultStandard_LRS"},
    }};
};

/// Source: GalleryImageVersionPublishingProfile.
struct publishing_body {
    /// Full desired state: a region that has a replica and is left out loses it. At least one.
    std::vector<target_region_body> target_regions;
    std::vector<target_extended_location> target_extended_locations; ///< as target_regions
    std::optional<std::int32_t> replica_count; ///< 1 to 100, where a region gives no count of its own
    std::optional<bool> exclude_from_latest;
    std::optional<timestamp>
        end_of_life_date; ///< must be in the future, also when it is sent again unchanged
    open_enum<storage_account_type_names> storage_account_type; ///< cannot be changed afterwards
    /// In place of storage_account_type; only in api-versions that have it
    /// (gallery_profile::has_storage_account_strategy). Cannot be changed afterwards.
    open_enum<storage_account_strategy_names> storage_account_strategy;
    open_enum<replication_mode_names> replication_mode; ///< cannot be changed afterwards
};

/// Source: GalleryImageVersionSafetyProfile.
struct safety_body {
    /// Whether target regions may be taken away by leaving them out.
    std::optional<bool> allow_deletion_of_replicated_locations;
    std::optional<bool> block_deletion_before_end_of_life;
};

/// PUT of an image version (GalleryImageVersions_CreateOrUpdate). There is no creating only: on a version
/// that exists it is an update, and `target_regions` that it leaves out lose their replica. Read first.
struct image_version_creation {
    using resource = gallery_image_version; ///< that the service answers with

    region location; ///< the home region; required, and one of the target regions
    ingot::tags tags;
    image_source source;
    publishing_body publishing;
    safety_body safety;
    std::optional<uefi_settings> uefi;
};

/// PATCH of an image version (GalleryImageVersions_Update): what is absent stays as it is. The empty
/// `storageProfile` that the service insists on is sent with it. An update that begins with what is there
/// comes from read_image_version_update().
struct image_version_update {
    using resource = gallery_image_version;

    std::optional<ingot::tags> tags; ///< all of them: those that are left out go
    std::optional<publishing_body> publishing;
    safety_body safety;
};

} // namespace ingot::inline v0::azure
