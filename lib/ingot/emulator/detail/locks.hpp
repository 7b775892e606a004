#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Whether a lock at the resource or at any scope above it forbids the request: CanNotDelete forbids DELETE,
/// ReadOnly every write. Answered by the service with 409 ScopeLocked.
[[nodiscard]] std::optional<refusal> refused_by_lock(const world& state, std::string_view id,
                                                     http::method method);

/// PUT, GET and DELETE of `{scope}/providers/Microsoft.Authorization/locks/{name}`.
[[nodiscard]] http::response handle_lock(world& state, const call& request);

/// GET of `{scope}/providers/Microsoft.Authorization/locks`: the locks at the scope and below it; with
/// `$filter=atScope()` those at the scope alone.
[[nodiscard]] http::response list_locks(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
