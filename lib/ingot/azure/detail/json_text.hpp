#pragma once

#include <ingot/document/json_tree.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::azure_detail {

/// A string as JSON. Fails with `errc::invalid_argument` when it is not UTF-8.
[[nodiscard]] result<std::string> json_string(std::string_view text);

/// A value that was read, as JSON again: numbers digit by digit as they came, members in their order.
[[nodiscard]] std::string json_text(const json_value& value);

} // namespace ingot::inline v0::azure_detail
