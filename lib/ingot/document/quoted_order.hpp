#pragma once

#include <ingot/core/case_fold.hpp>

#include <string_view>

namespace ingot::inline v0 {

/// Whether a text is an id of something in a subscription, so that it compares without regard to case. Other
/// texts that name a consumer, such as `infra/main.bicep:41`, are exact.
[[nodiscard]] constexpr bool is_subscription_id(std::string_view text) noexcept {
    return starts_with_folded(text, "/subscriptions/");
}

/// Order of two texts by their canonical JSON strings, without making those: a text ends in a quotation mark
/// there, and some characters are escaped. Negative, zero or positive. With `folded` set, of the folded text.
[[nodiscard]] int compare_quoted(std::string_view a, std::string_view b, bool a_folded = false,
                                 bool b_folded = false) noexcept;

[[nodiscard]] inline bool less_quoted(std::string_view a, std::string_view b) noexcept {
    return compare_quoted(a, b) < 0;
}

} // namespace ingot::inline v0
