#pragma once

#include <ingot/core/region.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/activity_log.hpp>
#include <ingot/emulator/detail/event_queue.hpp>
#include <ingot/emulator/detail/guest.hpp>
#include <ingot/emulator/detail/guid_source.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/long_running_operations.hpp>
#include <ingot/emulator/detail/resource_store.hpp>
#include <ingot/emulator/detail/rolling_upgrade.hpp>
#include <ingot/emulator/detail/script_runs.hpp>
#include <ingot/emulator/fired_alert.hpp>
#include <ingot/emulator/options.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {

/// A replica on its way.
struct replica_under_way {
    timestamp starts;
    timestamp ends;
};

/// A run of an image template.
struct template_run {
    std::uint64_t number = 0;
    std::string operation; ///< id of the long-running operation
};

/// A failure that was asked for.
struct planned_failure {
    std::string version_id; ///< folded; empty means any version
    region where;           ///< unused for the failure of a publish
    std::size_t times = 0;
};

/// What a user has asked Resource Graph in the present window.
struct graph_quota {
    timestamp resets{};
    std::size_t used = 0;
};

/// Everything that the emulated service knows.
struct world {
    explicit world(options chosen) : settings(std::move(chosen)), now(settings.now), ids(settings.id_seed) {}

    options settings;
    timestamp now;
    guid_source ids;
    event_queue events;
    resource_store resources;
    long_running_operations operations;
    activity_log activities{settings.id_seed};
    std::vector<fired_alert> alerts;
    std::set<std::string, std::less<>> subscriptions; ///< folded, those that were named

    /// Folded id of a version -> its replicas under way.
    std::map<std::string, std::map<region, replica_under_way>, std::less<>> replicating;
    /// Folded id of a soft-deleted version -> what restoring brings back.
    std::map<std::string, json, std::less<>> recycled;
    /// Folded id of a child that is gone -> until when its parent cannot go.
    std::map<std::string, timestamp, std::less<>> lingering;
    /// Folded id of a machine -> what goes on inside; a machine that is not named is as it was made.
    std::map<std::string, guest_state, std::less<>> guests;
    /// The scripts that run, by their keys.
    std::map<std::string, script_run, std::less<>> scripts;
    std::uint64_t next_script_run = 1;
    /// Folded id of a scale set -> its rolling upgrades, the latest last.
    std::map<std::string, std::vector<rolling_upgrade>, std::less<>> upgrades;
    std::uint64_t next_upgrade = 1;
    /// Folded id of an image template -> its run.
    std::map<std::string, template_run, std::less<>> building;
    std::uint64_t next_build = 1;

    std::vector<planned_failure> failing_replications;
    std::vector<planned_failure> failing_publishes;
    std::vector<planned_failure> failing_builds; ///< by the id of the image template
    graph_quota graph;
};

} // namespace ingot::inline v0::emulator
