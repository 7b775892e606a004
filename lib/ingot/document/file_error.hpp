#pragma once

#include <ingot/error.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// What kept a file from being opened, read or written; `number` is the value of errno.
[[nodiscard]] error file_error(std::string_view what, std::string_view path, int number);

} // namespace ingot::inline v0
