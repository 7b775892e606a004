#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why the request's `If-Match` or `If-None-Match` forbids the write: 412 PreconditionFailed. `there` is null
/// when the resource does not exist. Before api-version 2024-07-01 both headers mean nothing.
[[nodiscard]] std::optional<refusal> refused_by_etag(const call& request, std::string_view id,
                                                     const stored_resource* there);

/// Gives the resource another `etag`.
void renew_etag(json& body);

/// Leaves `etag` out for api-versions that do not know it.
void hide_unknown_etag(const call& request, json& body);

} // namespace ingot::inline v0::emulator
