#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::cli {

/// Escapes text for a terminal and breaks it at spaces so that lines fit the width. The first line begins with `first`, the others with
/// `next`. A word that does not fit a line, such as a resource id, stands alone and runs over.
[[nodiscard]] std::string wrap(std::string_view text, std::string_view first, std::string_view next,
                               std::size_t width);

[[nodiscard]] std::string wrap(std::string_view text, std::string_view indent = "");

/// Text of at most `width` bytes: what is too much goes out of its middle.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t width);

} // namespace ingot::cli
