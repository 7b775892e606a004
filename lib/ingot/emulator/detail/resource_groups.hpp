#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Makes the subscription and the resource group of an id known.
void note_scopes(world& state, std::string_view id, std::string_view location);

/// Why nothing below that path can be asked for: its subscription or resource group does not exist.
/// @param creates whether the request may bring its resource group into being
[[nodiscard]] std::optional<refusal> refused_scope(const world& state, std::string_view path, bool creates);

/// Why nothing can be made at that path: its resource group is being deleted.
[[nodiscard]] std::optional<refusal> refused_as_deprovisioning(const world& state, std::string_view path);

/// GET of `/subscriptions` and `/subscriptions/{id}`.
[[nodiscard]] http::response handle_subscription(const world& state, const call& request);

/// GET, PUT, PATCH (tags) and DELETE of `/subscriptions/{id}/resourceGroups/{name}`.
[[nodiscard]] http::response handle_resource_group(world& state, const call& request);
[[nodiscard]] http::response list_resource_groups(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
