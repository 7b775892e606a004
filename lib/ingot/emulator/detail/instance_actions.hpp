#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// POST of `.../virtualMachineScaleSets/{set}/{action}` with `{"instanceIds"}`, all without it: start,
/// powerOff, deallocate, restart. Instances on which it makes no sense are passed over.
[[nodiscard]] http::response act_on_scale_set(world& state, const call& request);

/// POST of `.../virtualMachineScaleSets/{set}/reimage` and `/reimageall` with `{"instanceIds"}`, all without
/// it: each gets its image anew, in the version that its reference means now.
[[nodiscard]] http::response reimage_instances(world& state, const call& request);

/// The same of one instance.
[[nodiscard]] http::response reimage_instance(world& state, const call& request);

/// POST of `.../virtualMachineScaleSets/{set}/delete` with `{"instanceIds"}`; the capacity follows.
[[nodiscard]] http::response delete_instances(world& state, const call& request);

/// GET of `.../virtualMachineScaleSets/{set}/instanceView`: how many instances are in each state.
[[nodiscard]] http::response get_scale_set_view(const world& state, const call& request);

/// GET of `.../virtualMachineScaleSets/{set}/virtualMachines/{id}/instanceView`.
[[nodiscard]] http::response get_instance_view_of_set(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
