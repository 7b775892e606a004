#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of a resource whose body the emulator keeps as it is written: image
/// templates.
[[nodiscard]] http::response handle_tracked_resource(world& state, const call& request, resource_kind kind);

/// GET of a collection of top-level resources in a resource group or a subscription.
[[nodiscard]] http::response list_tracked_resources(const world& state, const call& request,
                                                    resource_kind kind);

/// Writes an accepted update over a stored resource: PUT replaces its properties but those that only the
/// service sets, PATCH merges them; tags are replaced as a whole.
void write_over(json& stored, const json& body, http::method how);

/// Accepts the deletion of a resource that holds nothing else.
[[nodiscard]] http::response delete_tracked_resource(world& state, const call& request, resource_kind kind,
                                                     const stored_resource& there);

} // namespace ingot::inline v0::emulator
