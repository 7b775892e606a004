#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/policy_judgement.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <optional>

namespace ingot::inline v0::emulator {

/// The resource as it will be once a PUT or PATCH is done, with id, name and type; null for every other
/// request and for kinds that no policy looks at.
[[nodiscard]] json resource_after(const world& state, const call& request);

/// Answers 403 RequestDisallowedByPolicy when an assigned policy denies what the request would make of its
/// resource.
[[nodiscard]] std::optional<http::response> refused_by_policy(const world& state, const call& request);

/// The description of a policy that says no, as errors and restrictions show it.
[[nodiscard]] json violation_of(const judgement& denied);

/// What the assignment tells whoever violates it; empty when it has no message for that policy.
[[nodiscard]] std::string_view message_of(const judgement& denied) noexcept;

} // namespace ingot::inline v0::emulator
