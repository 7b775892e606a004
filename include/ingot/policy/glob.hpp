#pragma once

#include <ingot/core/case_fold.hpp>

#include <cstddef>
#include <string_view>

namespace ingot::inline v0 {

/// Whether a glob matches the whole of a text, without regard to case: `*` stands for any run of
/// characters, also none, `?` for exactly one byte. Time is at most the product of both lengths.
[[nodiscard]] constexpr bool glob_matches(std::string_view glob, std::string_view text) noexcept {
    std::size_t g = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos; // the last star met, and how much text it has taken so far
    std::size_t taken = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            taken = t;
        } else if (g < glob.size() && (glob[g] == '?' || fold(glob[g]) == fold(text[t]))) {
            ++g;
            ++t;
        } else if (star != std::string_view::npos) {
            g = star + 1;
            t = ++taken;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*') ++g;
    return g == glob.size();
}

} // namespace ingot::inline v0
