#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// The functions that need nothing but their arguments; nothing for any other name.
[[nodiscard]] std::optional<result<json>> call_common_function(std::string_view name,
                                                               const std::vector<json>& arguments);
[[nodiscard]] bool names_common_function(std::string_view name) noexcept;

/// The texts of a scalar as concat() and string() write it; nothing for objects and arrays.
[[nodiscard]] std::optional<std::string> scalar_text(const json& value);

/// Whether two values are the same, texts without regard to case.
[[nodiscard]] bool same_value(const json& a, const json& b);

} // namespace ingot::inline v0::emulator
