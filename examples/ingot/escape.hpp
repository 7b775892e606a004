#pragma once

#include <string>
#include <string_view>

namespace ingot::cli {

enum class line_ends { escaped, kept };

/// Text that a terminal shows and does not obey: control characters (C0, DEL, C1), the controls of the
/// direction of writing, and line and paragraph separators become `\u001b`, bytes that are no UTF-8 become
/// `\x9b`. What needs no escape stays as it is, so that escaping twice does no harm.
[[nodiscard]] std::string escaped(std::string_view text, line_ends ends = line_ends::escaped);

} // namespace ingot::cli
