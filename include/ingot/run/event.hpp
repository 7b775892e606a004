#pragma once

#include <ingot/error.hpp>
#include <ingot/http/response.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <variant>

namespace ingot::inline v0::run {

/// Begin, or go on from a saved state.
struct started {};

struct response_received {
    http::response response;
};

/// No response: `errc::unavailable` and `errc::timed_out` may pass, anything else is final.
struct exchange_failed {
    error reason;
};

/// The instant that was waited for, or the deadline, has come.
struct woke {};

struct cancelled {};

using event = std::variant<started, response_received, exchange_failed, woke, cancelled>;

inline constexpr std::size_t event_count = std::variant_size_v<event>;

[[nodiscard]] constexpr std::string_view name_of_event(std::size_t index) noexcept {
    constexpr std::array<std::string_view, event_count> names{"started", "response_received",
                                                              "exchange_failed", "woke", "cancelled"};
    return names[index];
}

} // namespace ingot::inline v0::run
