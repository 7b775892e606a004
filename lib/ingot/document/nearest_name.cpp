#include <ingot/document/nearest_name.hpp>

#include <ingot/core/case_fold.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>

namespace ingot::inline v0 {

namespace {

/// Names as long as this are nobody's slip, and comparing them would take long.
constexpr std::size_t longest_typed = 64;

/// Damerau's distance in its restricted form, with case left out of account.
std::size_t slips(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = fold(a[i - 1]) == fold(b[j - 1]);
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) && fold(a[i - 2]) == fold(b[j - 1]))
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

} // namespace

std::string_view nearest_name(std::string_view typed, const std::vector<std::string_view>& known) {
    typed = typed.substr(0, longest_typed);
    std::string_view nearest;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const std::string_view name : known) {
        const std::size_t distance = slips(typed, name);
        if (distance < fewest) {
            fewest = distance;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace ingot::inline v0
