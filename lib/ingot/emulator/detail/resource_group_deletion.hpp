#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/resource_store.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// Accepts the deletion of a resource group: 202 with `Location`, then 200, or 409 ResourceGroupDeletionBlocked
/// with what could not be deleted. A lock at anything in the group refuses it as a whole: there is no partial
/// deletion then.
[[nodiscard]] http::response delete_resource_group(world& state, const call& request, stored_resource& group);

} // namespace ingot::inline v0::emulator
