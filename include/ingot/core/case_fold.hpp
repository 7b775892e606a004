#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// ASCII lower case of one character; other bytes stay. Azure's identifiers compare this way
/// (case-insensitive, case-preserving), and it must not depend on a locale.
[[nodiscard]] constexpr char fold(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string fold(std::string_view text) {
    std::string folded(text);
    std::transform(folded.begin(), folded.end(), folded.begin(), [](char c) { return fold(c); });
    return folded;
}

[[nodiscard]] constexpr bool equal_folded(std::string_view a, std::string_view b) noexcept {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return fold(x) == fold(y); });
}

[[nodiscard]] constexpr bool starts_with_folded(std::string_view text, std::string_view prefix) noexcept {
    return text.size() >= prefix.size() && equal_folded(text.substr(0, prefix.size()), prefix);
}

/// Order of the folded bytes, as unsigned values.
[[nodiscard]] constexpr std::strong_ordering compare_folded(std::string_view a, std::string_view b) noexcept {
    const std::size_t shared = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < shared; ++i) {
        const auto x = static_cast<unsigned char>(fold(a[i]));
        const auto y = static_cast<unsigned char>(fold(b[i]));
        if (x != y) return x <=> y;
    }
    return a.size() <=> b.size();
}

/// For ordered containers keyed by text that compares without regard to case.
struct less_folded {
    using is_transparent = void;
    [[nodiscard]] constexpr bool operator()(std::string_view a, std::string_view b) const noexcept {
        return compare_folded(a, b) < 0;
    }
};

} // namespace ingot::inline v0
