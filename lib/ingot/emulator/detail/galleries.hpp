#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../Microsoft.Compute/galleries/{gallery}`.
[[nodiscard]] http::response handle_gallery(world& state, const call& request);

/// GET of `.../Microsoft.Compute/galleries` in a resource group or a subscription.
[[nodiscard]] http::response list_galleries(const world& state, const call& request);

/// POST of `.../galleries/{gallery}/share`: Add, Remove, Reset and EnableCommunity.
[[nodiscard]] http::response share_gallery(world& state, const call& request);

} // namespace ingot::inline v0::emulator
