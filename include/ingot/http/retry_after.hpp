#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/http/headers.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace ingot::inline v0::http {

/// No answer makes us wait longer than this at a stretch. Compute's throttling has been seen to ask for 20
/// minutes (Azure troubleshooting, "API throttling errors").
inline constexpr duration longest_retry_after = std::chrono::hours(1);

namespace detail {

using ingot::detail::digit_reader;

[[nodiscard]] constexpr bool take_text(digit_reader& in, std::string_view expected) noexcept {
    for (const char c : expected)
        if (!in.take(c)) return false;
    return true;
}

[[nodiscard]] constexpr std::optional<unsigned> take_month(digit_reader& in) noexcept {
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned i = 0; i < names.size(); ++i) {
        if (in.rest().substr(0, 3) == names[i]) {
            (void)take_text(in, names[i]);
            return i + 1;
        }
    }
    return std::nullopt;
}

[[nodiscard]] constexpr std::optional<duration> take_clock(digit_reader& in) noexcept {
    const auto h = in.fixed(2);
    if (!h || !in.take(':')) return std::nullopt;
    const auto m = in.fixed(2);
    if (!m || !in.take(':')) return std::nullopt;
    const auto s = in.fixed(2);
    if (!s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
    return std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::seconds(*s);
}

/// Takes one of seven day names and `after` behind it. Whether the day fits the date does not matter.
[[nodiscard]] constexpr bool take_day_name(digit_reader& in, const std::array<std::string_view, 7>& names,
                                           std::string_view after) noexcept {
    for (const auto name : names) {
        if (in.rest().substr(0, name.size()) == name &&
            in.rest().substr(name.size(), after.size()) == after)
            return take_text(in, name) && take_text(in, after);
    }
    return false;
}

inline constexpr std::array<std::string_view, 7> short_day_names{"Mon", "Tue", "Wed", "Thu",
                                                                 "Fri", "Sat", "Sun"};
inline constexpr std::array<std::string_view, 7> long_day_names{
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

[[nodiscard]] constexpr std::optional<timestamp> instant_of(int y, unsigned m, int d, duration clock) noexcept {
    const std::chrono::year_month_day date{std::chrono::year(y), std::chrono::month(m),
                                           std::chrono::day(static_cast<unsigned>(d))};
    if (!date.ok()) return std::nullopt;
    return timestamp(std::chrono::sys_days(date)) + clock;
}

/// `06 Nov 1994 08:49:37 GMT` or, with a two-digit year, `06-Nov-94 08:49:37 GMT`.
[[nodiscard]] constexpr std::optional<timestamp> take_date(digit_reader& in, char between, bool short_year,
                                                           timestamp now) noexcept {
    const auto d = in.fixed(2);
    if (!d || !in.take(between)) return std::nullopt;
    const auto m = take_month(in);
    if (!m || !in.take(between)) return std::nullopt;
    auto y = in.fixed(short_year ? 2 : 4);
    if (!y || !in.take(' ')) return std::nullopt;
    const auto clock = take_clock(in);
    if (!clock || !take_text(in, " GMT")) return std::nullopt;
    if (short_year) {
        // RFC 9110, 5.6.7: more than 50 years ahead means the past century.
        const int this_year = static_cast<int>(
            std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now)).year());
        *y += this_year - this_year % 100;
        if (*y > this_year + 50) *y -= 100;
    }
    return instant_of(*y, *m, *d, *clock);
}

/// `Nov  6 08:49:37 1994`
[[nodiscard]] constexpr std::optional<timestamp> take_asctime(digit_reader& in) noexcept {
    const auto m = take_month(in);
    if (!m || !in.take(' ')) return std::nullopt;
    const auto d = in.take(' ') ? in.fixed(1) : in.fixed(2);
    if (!d || !in.take(' ')) return std::nullopt;
    const auto clock = take_clock(in);
    if (!clock || !in.take(' ')) return std::nullopt;
    const auto y = in.fixed(4);
    if (!y) return std::nullopt;
    return instant_of(*y, *m, *d, *clock);
}

} // namespace detail

/// Reads an HTTP-date in any of the three forms of RFC 9110, 5.6.7. `now` places a two-digit year.
[[nodiscard]] constexpr std::optional<timestamp> parse_http_date(std::string_view text, timestamp now) noexcept {
    std::optional<timestamp> instant;
    detail::digit_reader in(text);
    if (detail::take_day_name(in, detail::short_day_names, ", "))
        instant = detail::take_date(in, ' ', false, now);
    else if (detail::take_day_name(in, detail::long_day_names, ", "))
        instant = detail::take_date(in, '-', true, now);
    else if (detail::take_day_name(in, detail::short_day_names, " "))
        instant = detail::take_asctime(in);
    return in.rest().empty() ? instant : std::nullopt;
}

/// Reads the value of `Retry-After` (RFC 9110, 10.2.3): whole seconds or an HTTP-date. The answer is not
/// negative and at most longest_retry_after; anything else counts as absent.
[[nodiscard]] constexpr std::optional<duration> parse_retry_after(std::string_view value, timestamp now) noexcept {
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    if (value.empty()) return std::nullopt;
    if (std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        const auto cap = std::chrono::duration_cast<std::chrono::seconds>(longest_retry_after);
        const auto count = ingot::detail::digit_reader(value).counted(cap.count());
        return count ? std::chrono::seconds(*count) : cap;
    }
    const auto instant = parse_http_date(value, now);
    if (!instant) return std::nullopt;
    return std::clamp<duration>(*instant - now, duration::zero(), longest_retry_after);
}

/// How long the service asks to wait: `retry-after-ms`, `x-ms-retry-after-ms`, then `Retry-After`.
[[nodiscard]] inline std::optional<duration> retry_after(const headers& fields, timestamp now) noexcept {
    for (const std::string_view name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
        const auto value = fields.find(name);
        if (!value || value->empty()) continue;
        ingot::detail::digit_reader in(*value);
        const auto cap = std::chrono::duration_cast<std::chrono::milliseconds>(longest_retry_after);
        if (const auto count = in.counted(cap.count()); count && in.rest().empty())
            return std::chrono::milliseconds(*count);
    }
    const auto value = fields.find("retry-after");
    return value ? parse_retry_after(*value, now) : std::nullopt;
}

} // namespace ingot::inline v0::http
