#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why a gallery or an image definition cannot be deleted: something is nested in it, a nested version is
/// soft-deleted, or a nested resource has been gone for less than the parent-delete lag.
[[nodiscard]] std::optional<refusal> refused_for_nested(const world& state, resource_kind kind,
                                                        std::string_view id);

/// The nearest missing one of the resources above this one, as 404 ParentResourceNotFound.
[[nodiscard]] std::optional<refusal> missing_parent(const world& state, resource_kind kind,
                                                    std::string_view id);

/// Takes the resource away for good and lets it linger for its parent.
void vanish(world& state, resource_kind kind, std::string_view id);

} // namespace ingot::inline v0::emulator
