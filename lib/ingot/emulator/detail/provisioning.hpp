#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <functional>
#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

[[nodiscard]] std::string_view provisioning_state(const json& body) noexcept;
void set_provisioning_state(json& body, std::string_view value);

/// Why a resource cannot be written now: it is being deleted (OperationNotAllowed) or busy with another
/// operation (AnotherOperationInProgress).
/// @param operation as the message names it, such as `Update Gallery Image Version`
[[nodiscard]] std::optional<refusal> refused_as_busy(const world& state, const stored_resource& there,
                                                     std::string_view id, std::string_view operation);

/// Why the body of a PUT cannot be a tracked resource: no location, a location other than the existing
/// resource's, or tags that are not texts. `there` may be null.
[[nodiscard]] std::optional<refusal> refused_envelope(const json& body, const stored_resource* there);
[[nodiscard]] std::optional<refusal> refused_tags(const json& body);

/// Sets `id`, `name` and `type`, and leaves out what only the service may say.
void set_envelope(json& body, resource_kind kind, std::string_view id);

/// Accepts the creation of a resource: 201 with provisioningState Creating, which becomes Succeeded.
[[nodiscard]] http::response begin_create(world& state, const call& request, resource_kind kind,
                                          std::string_view id, json body, duration takes);

/// Accepts the update of a resource whose stored body was changed already: 200 and Updating.
[[nodiscard]] http::response begin_update(world& state, const call& request, resource_kind kind,
                                          std::string_view id, duration takes);

/// Accepts a deletion: 202, Deleting; then `done` takes the resource away. One that is on its way is
/// answered with the same operation.
[[nodiscard]] http::response begin_delete(world& state, const call& request, resource_kind kind,
                                          std::string_view id, duration takes, std::function<void()> done);

/// Accepts an action on a resource, which is Updating meanwhile: 202, and in the end 200 without a body. After
/// `takes`, `done` does what was asked, unless the resource is gone by then.
[[nodiscard]] http::response begin_action(world& state, const call& request, resource_kind kind,
                                          std::string_view id, duration takes, std::function<void()> done);

} // namespace ingot::inline v0::emulator
