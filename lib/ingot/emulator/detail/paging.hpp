#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// What of a resource is listed; an item that yields nothing is passed over.
using listed_form = std::function<std::optional<json>(std::string_view folded_id, const json& body)>;

/// One page of the resources of that kind whose ids begin with `prefix`, as `{value, nextLink}`. The link
/// names the scheme and host of the request and carries an opaque `$skiptoken`; a resource that comes or
/// goes between two pages makes no other one appear twice or be missed.
[[nodiscard]] http::response list_page(const world& state, const call& request, resource_kind kind,
                                       std::string_view prefix, const listed_form& form);

/// The URL of the request with another `$skiptoken`, which must need no encoding.
[[nodiscard]] std::string link_to_next_page(const call& request, std::string_view token);

/// The whole body.
[[nodiscard]] std::optional<json> as_stored(std::string_view folded_id, const json& body);

} // namespace ingot::inline v0::emulator
