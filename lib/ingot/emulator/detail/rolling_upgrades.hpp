#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// POST of `.../virtualMachineScaleSets/{set}/osRollingUpgrade`: rolls out what the model means now.
[[nodiscard]] http::response start_os_upgrade(world& state, const call& request);

/// POST of `.../virtualMachineScaleSets/{set}/rollingUpgrades/cancel`; the batch under way is finished.
[[nodiscard]] http::response cancel_upgrade(world& state, const call& request);

/// GET of `.../virtualMachineScaleSets/{set}/rollingUpgrades/latest`.
[[nodiscard]] http::response get_latest_upgrade(const world& state, const call& request);

/// GET of `.../virtualMachineScaleSets/{set}/osUpgradeHistory`: the last five of two months, newest first.
[[nodiscard]] http::response list_os_upgrades(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
