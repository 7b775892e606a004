#pragma once

#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// What Azure Resource Manager does with every request: it checks the api-version, the subscription, the
/// resource group and the locks, hands the request to the one who knows the path, and marks the answer with
/// request ids and the date.
[[nodiscard]] http::response route(world& state, const http::request& request);

} // namespace ingot::inline v0::emulator
