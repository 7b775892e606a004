#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../galleries/{gallery}/images/{definition}/versions/{version}`.
[[nodiscard]] http::response handle_image_version(world& state, const call& request);

/// GET of `.../galleries/{gallery}/images/{definition}/versions`.
[[nodiscard]] http::response list_image_versions(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
