#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../Microsoft.Compute/virtualMachineScaleSets/{set}`. A Uniform set has as
/// many instances as its capacity says; each is made from the image that the model means at that moment.
/// A change of the model's image reaches the instances at once when the upgrade policy is Automatic; else
/// they say `latestModelApplied` false until they are upgraded.
[[nodiscard]] http::response handle_scale_set(world& state, const call& request);

/// POST of `.../virtualMachineScaleSets/{set}/manualupgrade` with `{"instanceIds": ["*"]}` or some ids.
[[nodiscard]] http::response upgrade_instances(world& state, const call& request);

/// GET and DELETE of `.../virtualMachineScaleSets/{set}/virtualMachines/{id}`.
[[nodiscard]] http::response handle_scale_set_instance(world& state, const call& request);

/// GET of `.../virtualMachineScaleSets/{set}/virtualMachines`; the one filter is
/// `properties/latestModelApplied eq true|false`.
[[nodiscard]] http::response list_scale_set_instances(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
