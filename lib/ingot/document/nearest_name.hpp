#pragma once

#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// Of the known names the one that takes the fewest typing slips to turn into `typed`, the first of equals;
/// empty when none is known. A slip adds, drops or changes a character, or swaps two neighbours.
[[nodiscard]] std::string_view nearest_name(std::string_view typed,
                                            const std::vector<std::string_view>& known);

} // namespace ingot::inline v0
