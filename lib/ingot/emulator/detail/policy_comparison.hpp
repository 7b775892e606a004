#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/result.hpp>

#include <string_view>

namespace ingot::inline v0::emulator::policy {

/// Whether conditions compare by that name: `equals`, `notIn`, `like`, ...
[[nodiscard]] bool is_comparison(std::string_view name) noexcept;

/// Whether a value (null where the resource has none) stands in that relation to what the rule names. Texts
/// compare without regard to case but for `match` and `notMatch`.
/// @pre is_comparison(name)
[[nodiscard]] result<bool> compare(std::string_view name, const json* value, const json& wanted);

} // namespace ingot::inline v0::emulator::policy
