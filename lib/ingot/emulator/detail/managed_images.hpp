#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../Microsoft.Compute/images/{image}`: made from a generalized machine, or
/// from a disk, a snapshot or a blob; what it was made from never changes.
[[nodiscard]] http::response handle_managed_image(world& state, const call& request);

} // namespace ingot::inline v0::emulator
