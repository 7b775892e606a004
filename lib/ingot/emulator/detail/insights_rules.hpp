#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/resource_kind.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of the rules and groups of Microsoft.Insights: done at once, with errors as
/// `{code, message}`. PATCH changes tags and `enabled` of alerts and groups, every property of query rules.
[[nodiscard]] http::response handle_insights_rule(world& state, const call& request, resource_kind kind);

/// GET of their collections in a resource group or a subscription; those of groups come in one page.
[[nodiscard]] http::response list_insights_rules(const world& state, const call& request, resource_kind kind);

/// POST of `.../actionGroups/{name}/subscribe`: enables a receiver that is disabled, 409 when it is not.
[[nodiscard]] http::response subscribe_receiver(world& state, const call& request);

} // namespace ingot::inline v0::emulator
