#pragma once

#include <ingot/core/region.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <string_view>

namespace ingot::inline v0::emulator {

/// When replicas will be there.
struct replication_ends {
    timestamp home; ///< the home region's; now, if it is there already
    timestamp last; ///< the last one's
};

/// Brings `properties.replicationStatus` of a stored version in line with its target regions: rows of
/// regions that are no longer targets go, and replication to regions without a row begins. The home region
/// is served first when it is new. One row a region: Replicating, then Completed or Failed.
/// @param all_fail every replica that begins ends in Failed
replication_ends replicate(world& state, std::string_view id, stored_resource& version, bool all_fail);

/// Starts the rows that were on their way when the version was deleted anew.
void resume_replication(world& state, std::string_view id, stored_resource& version);

/// The status with the progress of this instant. A version without a stored status, as seeded ones may be,
/// counts as replicated to its target regions when it is Succeeded.
[[nodiscard]] json replication_status(const world& state, std::string_view id, const json& version);

/// Whether a virtual machine in that region can be made from the version, as far as replicas go.
[[nodiscard]] bool is_replicated(const json& version, const region& where);

/// Whether some replica could not be made.
[[nodiscard]] bool any_replica_failed(const json& version);

} // namespace ingot::inline v0::emulator
