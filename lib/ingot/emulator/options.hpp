#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/authority.hpp>
#include <ingot/emulator/instance_health.hpp>
#include <ingot/emulator/script_runner.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {

/// How long the service takes for what it does on its own. All in virtual time, none negative.
struct latencies {
    /// From accepting the write of a gallery or image definition to its end.
    duration definition_write = std::chrono::seconds(5);
    /// From accepting the deletion of a gallery, image definition or image version to its end.
    duration gallery_delete = std::chrono::seconds(30);
    /// From accepting an update of an image version to provisioningState Succeeded. New regions are still
    /// replicating then (Azure/AgentBaker#8373).
    duration version_update = std::chrono::seconds(60);
    /// Creation, update and deletion of virtual machines, scale sets, disks and image templates.
    duration compute_write = std::chrono::seconds(30);
    /// Starting, stopping or deallocating a machine, without what its guest takes to shut down.
    duration power_change = std::chrono::seconds(30);
    /// How long the guest takes to shut down in order; skipShutdown spares it.
    duration guest_shutdown = std::chrono::seconds(30);
    /// How long an instance of a scale set takes to get another OS disk.
    duration instance_upgrade = std::chrono::minutes(2);
    /// From a new latest version in a region to the start of the automatic OS upgrades there. It "can take up
    /// to three hours" (virtual-machine-scale-sets-automatic-upgrade.md of azure-compute-docs).
    duration automatic_upgrade = std::chrono::hours(3);
    /// From running an image template to its image, which then still has to replicate.
    duration image_build = std::chrono::minutes(40);
    /// For so long after a child is gone the deletion of its parent is still refused (about 20 s were
    /// measured: Azure/azure-rest-api-specs#19686).
    duration parent_delete_lag = std::chrono::seconds(20);
};

/// How long one region takes to receive its replica: `shortest` plus a share of `spread` that depends only
/// on the names of the version and the region. The home region is first; the others start when it is done.
struct replication_times {
    duration home = std::chrono::minutes(5);
    duration shortest = std::chrono::minutes(10);
    duration spread = std::chrono::minutes(50);
};

/// When the write of an image version is over (its long-running operation, and provisioningState).
enum class version_write_ends {
    with_home_region, ///< once the home region has its replica; others may still be replicating
    with_all_regions, ///< once every region has its replica, or has failed to get it
};

struct options {
    /// The instant at which virtual time begins.
    timestamp now = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
    emulator::latencies latencies;
    emulator::replication_times replication;
    emulator::version_write_ends version_write_ends = version_write_ends::with_home_region;
    /// Most items on one page of a list; at least 1. `$top` makes pages smaller, never larger.
    std::size_t page_size = 50;
    /// Subscriptions that exist besides those that seeded resources name. With `any_subscription` every
    /// other id exists as well; without it, it is answered with 404 SubscriptionNotFound.
    std::vector<std::string> subscriptions;
    bool any_subscription = true;
    /// Whether resource groups come into being with their first resource. Without it, writing to one that
    /// was neither created nor seeded is answered with 404 ResourceGroupNotFound.
    bool implicit_resource_groups = true;
    /// Whether disks, snapshots, managed images, image versions and machines can be made from disks, snapshots,
    /// managed images and machines that the emulator has never seen. Without it, naming one is answered with
    /// 404 NotFound.
    bool implicit_sources = true;
    /// Whether a write without `safetyProfile.allowDeletionOfReplicatedLocations`, to a version that has
    /// none stored, may drop regions. The service does so silently (Azure/AgentBaker#9228); set this to
    /// false to have every such write refused.
    bool absent_safety_profile_allows_removal = true;
    /// Whether versions that are created with api-version 2026-03-03 or later, and say nothing else, get an
    /// end of life half a year ahead and cannot be deleted before it, as was announced
    /// (Azure/azure-cli#32375).
    bool blocks_deletion_by_default = false;
    /// How long a deleted version can be restored in a gallery with soft delete that names no
    /// `retentionPeriodInDays`.
    duration soft_delete_retention = std::chrono::hours(24 * 7);
    /// The `Retry-After` of long-running operations; whole seconds, at least 1.
    std::chrono::seconds retry_after = std::chrono::seconds(10);
    /// How far back the activity log reaches.
    duration activity_log_retention = std::chrono::hours(24 * 90);
    /// Seeds request ids and operation ids, which are otherwise counted.
    std::uint64_t id_seed = 1;
    /// Subscriptions whose resources Resource Graph leaves out of every answer without a word, as it does where
    /// the caller may not read them.
    std::vector<std::string> graph_hides;
    /// Decides what the scripts of run commands do. Must not be empty.
    script_runner run_script = run_usual_preparations;
    /// Decides which instances of scale sets are healthy. Must not be empty.
    health_probe is_healthy = always_healthy;
    /// Who may ask for tokens, and whether requests need one.
    authority_options authority;
    /// Seconds of virtual time in one second of the clients' clocks, at least 1. What clients are told in
    /// seconds (`Retry-After` of long-running operations, `expires_in`) is told in theirs.
    std::int64_t pace = 1;
};

} // namespace ingot::inline v0::emulator
