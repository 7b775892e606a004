#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// POST of `.../virtualMachines/{vm}/{action}`: start, powerOff, deallocate, restart, redeploy, reapply.
[[nodiscard]] http::response act_on_machine(world& state, const call& request);

/// POST of `.../virtualMachines/{vm}/generalize`: at once, for good, and only of a machine that was powered
/// off or deallocated.
[[nodiscard]] http::response generalize_machine(world& state, const call& request);

/// GET of `.../virtualMachines/{vm}/instanceView`.
[[nodiscard]] http::response get_instance_view(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
