#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// Resources of Microsoft.ResourceGraph: answers a query over the resources of many subscriptions, page by
/// page, within the quota of its user.
[[nodiscard]] http::response query_resources(world& state, const call& request);

} // namespace ingot::inline v0::emulator
