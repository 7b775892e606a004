#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../Microsoft.Compute/virtualMachines/{vm}`. Creation resolves the image
/// and records `exactVersion`; from then on the image reference cannot change.
[[nodiscard]] http::response handle_virtual_machine(world& state, const call& request);

} // namespace ingot::inline v0::emulator
