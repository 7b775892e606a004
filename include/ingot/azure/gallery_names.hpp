#pragma once

#include <ingot/result.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

// The names that may be given to what is in a gallery. What exists already may be read by any name.

namespace ingot::inline v0::azure {

namespace detail {

[[nodiscard]] constexpr bool is_letter_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

[[nodiscard]] inline result<void> check_name(std::string_view name, std::string_view what,
                                             std::string_view in_the_middle, std::string_view rule) {
    constexpr std::size_t longest = 80;
    const bool good = !name.empty() && name.size() <= longest && is_letter_or_digit(name.front()) &&
                      is_letter_or_digit(name.back()) && std::all_of(name.begin(), name.end(), [&](char c) {
                          return is_letter_or_digit(c) || in_the_middle.find(c) != std::string_view::npos;
                      });
    if (good) return {};
    return fail(errc::invalid_argument,
                "'" + std::string(name) + "' cannot be the name of " + std::string(what) +
                    ": it takes 1 to 80 letters, digits and, in the middle, " + std::string(rule));
}

} // namespace detail

/// The name of a new gallery: no dashes (Azure Compute Gallery, troubleshooting of names).
[[nodiscard]] inline result<void> check_gallery_name(std::string_view name) {
    return detail::check_name(name, "a gallery", "_.", "underscores and dots");
}

/// The name of a new image definition (Azure Compute Gallery, troubleshooting of names).
[[nodiscard]] inline result<void> check_image_definition_name(std::string_view name) {
    return detail::check_name(name, "an image definition", "_.-", "underscores, dots and dashes");
}

} // namespace ingot::inline v0::azure
