#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// GET, PUT, PATCH and DELETE of `{scope}/providers/Microsoft.Resources/tags/default` of a resource or
/// resource group. PATCH merges, replaces or deletes, as its `operation` says; tag names compare without
/// regard to case.
[[nodiscard]] http::response handle_tags(world& state, const call& request);

} // namespace ingot::inline v0::emulator
