#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// GET of `.../virtualMachines` in a resource group, a subscription or a location of one. `statusOnly=true`
/// (in a subscription) adds the instance views; the one filter names the scale set of Flexible members, and
/// only with it `$expand=instanceView` is understood.
[[nodiscard]] http::response list_virtual_machines(const world& state, const call& request);

/// GET of `.../virtualMachineScaleSets` at the same scopes.
[[nodiscard]] http::response list_scale_sets(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
