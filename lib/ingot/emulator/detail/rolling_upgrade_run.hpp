#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/rolling_upgrade.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// The latest rolling upgrade of a set, or null.
[[nodiscard]] rolling_upgrade* latest_upgrade(world& state, std::string_view set_id);
[[nodiscard]] const rolling_upgrade* latest_upgrade(const world& state, std::string_view set_id);

[[nodiscard]] bool is_rolling(const world& state, std::string_view set_id);

/// A number of the policy by which a set is upgraded: the set's own, or the usual 20 percent, which the
/// platform keeps to unless it is told to use the set's (virtual-machine-scale-sets-automatic-upgrade.md of
/// azure-compute-docs).
[[nodiscard]] std::int64_t upgrade_percent(const json& set, bool by_platform, std::string_view name);

/// Rolls the model's image in that version out over the instances of a Uniform set that have another. Nothing
/// of it is done yet when this returns. @pre !is_rolling()
rolling_upgrade& start_rolling_upgrade(world& state, const stored_resource& set,
                                       std::string_view exact_version, bool by_platform);

/// Lets the batch under way be the last one.
void cancel_rolling_upgrade(world& state, rolling_upgrade& upgrade);

/// Ends and forgets the upgrades of a set that is gone.
void forget_rolling_upgrades(world& state, std::string_view set_id);

} // namespace ingot::inline v0::emulator
