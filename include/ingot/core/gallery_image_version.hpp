#pragma once

#include <ingot/core/image_target.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Source: GalleryProvisioningState.
enum class provisioning { creating, updating, failed, succeeded, deleting, migrating };

struct provisioning_names {
    using value = provisioning;
    static constexpr std::array<std::pair<provisioning, std::string_view>, 6> table{{
        {provisioning::creating, "Creating"},
        {provisioning::updating, "Updating"},
        {provisioning::failed, "Failed"},
        {provisioning::succeeded, "Succeeded"},
        {provisioning::deleting, "Deleting"},
        {provisioning::migrating, "Migrating"},
    }};
};

/// Source: ReplicationState, of one region.
enum class replication { unknown, replicating, completed, failed };

struct replication_names {
    using value = replication;
    static constexpr std::array<std::pair<replication, std::string_view>, 4> table{{
        {replication::unknown, "Unknown"},
        {replication::replicating, "Replicating"},
        {replication::completed, "Completed"},
        {replication::failed, "Failed"},
    }};
};

/// Where a version is to have replicas. Source: TargetRegion.
struct target_region {
    region name;
    std::optional<std::int32_t> regional_replica_count;
    std::string storage_account_type;
    std::optional<bool> exclude_from_latest; ///< wins over the version's own flag
    std::int32_t additional_replicas = 0;    ///< sum over `additionalReplicaSets`

    friend bool operator==(const target_region&, const target_region&) = default;
};

/// Source: GalleryImageVersionPublishingProfile.
struct publishing_profile {
    std::vector<target_region> target_regions; ///< each region once
    std::optional<std::int32_t> replica_count; ///< where a region gives no count of its own
    std::optional<bool> exclude_from_latest;
    std::optional<timestamp> published_date;
    std::optional<timestamp> end_of_life_date; ///< informational, unless the safety profile blocks deletion

    friend bool operator==(const publishing_profile&, const publishing_profile&) = default;
};

/// Source: GalleryImageVersionSafetyProfile.
struct safety_profile {
    bool block_deletion_before_end_of_life = false;

    friend bool operator==(const safety_profile&, const safety_profile&) = default;
};

/// Source: GalleryImageVersionStorageProfile.
struct storage_profile {
    std::vector<image_target>
        sources;              ///< of the version, its OS disk and its data disks: gallery images only
    std::int64_t size_gb = 0; ///< of all its disks

    friend bool operator==(const storage_profile&, const storage_profile&) = default;
};

/// Source: RegionalReplicationStatus.
struct replication_row {
    region name;
    open_enum<replication_names> state;

    friend bool operator==(const replication_row&, const replication_row&) = default;
};

/// A gallery image version, as far as a decision rests on it.
struct gallery_image_version {
    resource_id id;
    image_version version; ///< the last segment of the id
    region location;       ///< the home region; its replica cannot go before the version
    ingot::tags tags;
    open_enum<provisioning_names> provisioning_state;
    publishing_profile publishing;
    safety_profile safety;
    storage_profile storage;
    std::optional<std::vector<replication_row>> replication; ///< each region once; none: not reported
    bool validation_failed = false;                          ///< some executed validation says Failed
    std::optional<timestamp> created_at;                     ///< `systemData.createdAt`

    [[nodiscard]] resource_id definition_id() const { return id.without_last(2); }

    /// The replicas in a target region, defaults applied; one where nothing says otherwise.
    [[nodiscard]] std::int32_t replicas_in(const target_region& where) const noexcept {
        return where.regional_replica_count.value_or(publishing.replica_count.value_or(1)) +
               where.additional_replicas;
    }

    friend bool operator==(const gallery_image_version&, const gallery_image_version&) = default;
};

/// Reads the id of a gallery image version; fails when it is none or its name is not three numbers.
[[nodiscard]] inline result<resource_id> parse_version_id(std::string_view text) {
    auto id = resource_id::parse(text);
    if (!id) return id;
    const auto target = parse_image_target(text);
    if (!target) return tl::unexpected(target.error());
    if (!*target || (*target)->how != image_target::form::gallery || !(*target)->version)
        return fail(errc::invalid_argument,
                    "'" + std::string(text) +
                        "' is not the id of an image version; expected .../providers/Microsoft.Compute/"
                        "galleries/<gallery>/images/<definition>/versions/<version>");
    return id;
}

} // namespace ingot::inline v0
