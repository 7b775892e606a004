#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::cli {

/// Levenshtein's distance: how many letters must be put in, taken out or changed.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

/// The word that was probably meant; none when nothing is near.
[[nodiscard]] inline std::optional<std::string_view> nearest(std::string_view written,
                                                             const std::vector<std::string_view>& words) {
    std::optional<std::string_view> best;
    std::size_t distance = std::max<std::size_t>(written.size() / 2, 1) + 1;
    for (const std::string_view word : words) {
        const std::size_t d = written.size() > 1 && word.substr(0, written.size()) == written
                                  ? 0
                                  : edit_distance(written, word);
        if (d < distance) {
            distance = d;
            best = word;
        }
    }
    return best;
}

} // namespace ingot::cli
