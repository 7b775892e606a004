#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../Microsoft.Compute/disks/{disk}` and `.../snapshots/{snapshot}`. How it
/// is created never changes, its size never shrinks, and a disk that a machine has attached does not go.
[[nodiscard]] http::response handle_disk(world& state, const call& request, resource_kind kind);

} // namespace ingot::inline v0::emulator
