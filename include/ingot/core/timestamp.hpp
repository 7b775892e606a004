#pragma once

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Spans of time in ticks of 100 ns, the resolution of Azure's own instants.
using duration = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;

/// An instant in UTC. Sums of a parsed instant and a parsed duration cannot overflow.
using timestamp = std::chrono::sys_time<duration>;

/// The longest duration that parse_duration() accepts: 10,000 years of 365 days.
inline constexpr duration longest_duration = std::chrono::hours(24) * 3'650'000LL;

namespace detail {

/// Reads fixed-width and counted runs of digits from the front of a text.
class digit_reader {
public:
    explicit constexpr digit_reader(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] constexpr std::string_view rest() const noexcept { return rest_; }

    [[nodiscard]] constexpr bool take(char expected) noexcept {
        if (rest_.empty() || rest_.front() != expected) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Exactly `width` digits.
    [[nodiscard]] constexpr std::optional<int> fixed(std::size_t width) noexcept {
        if (rest_.size() < width) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) {
            if (!is_digit(rest_[i])) return std::nullopt;
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(width);
        return value;
    }

    /// One digit or more, at most `limit` in value.
    [[nodiscard]] constexpr std::optional<std::int64_t> counted(std::int64_t limit) noexcept {
        std::size_t used = 0;
        std::int64_t value = 0;
        while (used < rest_.size() && is_digit(rest_[used])) {
            value = value * 10 + (rest_[used] - '0');
            if (value > limit) return std::nullopt;
            ++used;
        }
        if (used == 0) return std::nullopt;
        rest_.remove_prefix(used);
        return value;
    }

    /// The digits after a decimal point, as ticks; finer digits are cut off.
    [[nodiscard]] constexpr std::optional<duration> fraction() noexcept {
        std::size_t used = 0;
        std::int64_t ticks = 0;
        std::int64_t unit = duration::period::den / 10;
        while (used < rest_.size() && is_digit(rest_[used])) {
            ticks += unit * (rest_[used] - '0');
            unit /= 10;
            ++used;
        }
        if (used == 0) return std::nullopt;
        rest_.remove_prefix(used);
        return duration(ticks);
    }

private:
    [[nodiscard]] static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    std::string_view rest_;
};

} // namespace detail

/// Reads an RFC 3339 instant: a date, a time and an offset, all of them required. Year 1 is how the
/// service spells "never" and counts as absent, like anything else that is not an instant.
[[nodiscard]] constexpr std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    using namespace std::chrono;
    detail::digit_reader in(text);
    const auto y = in.fixed(4);
    if (!y || !in.take('-')) return std::nullopt;
    const auto m = in.fixed(2);
    if (!m || !in.take('-')) return std::nullopt;
    const auto d = in.fixed(2);
    if (!d || !(in.take('T') || in.take('t'))) return std::nullopt;
    const auto hh = in.fixed(2);
    if (!hh || !in.take(':')) return std::nullopt;
    const auto mm = in.fixed(2);
    if (!mm || !in.take(':')) return std::nullopt;
    const auto ss = in.fixed(2);
    if (!ss) return std::nullopt;
    duration part{0};
    if (in.take('.')) {
        const auto ticks = in.fraction();
        if (!ticks) return std::nullopt;
        part = *ticks;
    }
    minutes offset{0};
    if (!(in.take('Z') || in.take('z'))) {
        const bool west = in.take('-');
        if (!west && !in.take('+')) return std::nullopt;
        const auto oh = in.fixed(2);
        if (!oh || !in.take(':')) return std::nullopt;
        const auto om = in.fixed(2);
        if (!om || *oh > 23 || *om > 59) return std::nullopt;
        offset = hours(*oh) + minutes(*om);
        if (west) offset = -offset;
    }
    if (!in.rest().empty()) return std::nullopt;
    const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    if (!date.ok() || *hh > 23 || *mm > 59 || *ss > 60) return std::nullopt;
    const auto minute = sys_days(date) + hours(*hh) + minutes(*mm) - offset;
    // A leap second ends a UTC day, nothing else does.
    if (*ss == 60 && (minute + minutes(1)) != floor<days>(minute + minutes(1))) return std::nullopt;
    const timestamp instant = timestamp(minute) + seconds(*ss) + part;
    const auto utc_year = year_month_day(floor<days>(instant)).year();
    if (*y <= 1 || utc_year <= year(1)) return std::nullopt;
    return instant;
}

/// The canonical RFC 3339 form in UTC: `2026-09-30T00:00:00Z`, with a fraction only where there is one.
/// Instants outside the years 0001 to 9999 are shown as the nearest that can be written.
[[nodiscard]] inline std::string format_timestamp(timestamp instant) {
    using namespace std::chrono;
    constexpr timestamp first = sys_days(year(1) / 1 / 1);
    constexpr timestamp last = sys_days(year(9999) / 12 / 31) + hours(23) + minutes(59) + seconds(59);
    if (instant < first) instant = first;
    if (instant > last + seconds(1) - duration(1)) instant = last;
    const auto midnight = floor<days>(instant);
    const year_month_day date(midnight);
    const duration in_day = instant - midnight;
    const auto digits = [](std::string& out, std::int64_t value, int width) {
        std::array<char, 20> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        const auto length = static_cast<int>(end - buffer.data());
        for (int i = length; i < width; ++i) out += '0';
        out.append(buffer.data(), end);
    };
    std::string text;
    text.reserve(28);
    digits(text, static_cast<int>(date.year()), 4);
    text += '-';
    digits(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    digits(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    digits(text, duration_cast<hours>(in_day).count(), 2);
    text += ':';
    digits(text, duration_cast<minutes>(in_day % hours(1)).count(), 2);
    text += ':';
    digits(text, duration_cast<seconds>(in_day % minutes(1)).count(), 2);
    if (const auto part = (in_day % seconds(1)).count(); part != 0) {
        text += '.';
        digits(text, part, 7);
        text.erase(text.find_last_not_of('0') + 1);
    }
    text += 'Z';
    return text;
}

/// Reads an ISO 8601 duration in days and time units: `P90D`, `PT24H`, `P1DT12H`, `PT0.5S`.
/// Months and years have no fixed length and are refused, and so are weeks and signs.
[[nodiscard]] constexpr std::optional<duration> parse_duration(std::string_view text) noexcept {
    using namespace std::chrono;
    detail::digit_reader in(text);
    if (!in.take('P')) return std::nullopt;
    constexpr std::int64_t most_seconds = duration_cast<seconds>(longest_duration).count();
    duration total{0};
    bool any = false;
    if (!in.rest().empty() && in.rest().front() != 'T') {
        const auto count = in.counted(most_seconds / 86'400);
        if (!count || !in.take('D')) return std::nullopt;
        total += days(*count);
        any = true;
    }
    if (in.take('T')) {
        if (in.rest().empty()) return std::nullopt;
        int stage = 0; // hours, then minutes, then seconds
        while (!in.rest().empty()) {
            const auto count = in.counted(most_seconds);
            if (!count) return std::nullopt;
            duration part{0};
            const bool fractional = in.take('.');
            if (fractional) {
                const auto ticks = in.fraction();
                if (!ticks) return std::nullopt;
                part = *ticks;
            }
            // Each addend is at most longest_duration, and so is the sum before it: no overflow.
            if (stage < 1 && !fractional && in.take('H')) {
                if (*count > most_seconds / 3600) return std::nullopt;
                total += hours(*count);
                stage = 1;
            } else if (stage < 2 && !fractional && in.take('M')) {
                if (*count > most_seconds / 60) return std::nullopt;
                total += minutes(*count);
                stage = 2;
            } else if (stage < 3 && in.take('S')) {
                total += seconds(*count) + part;
                stage = 3;
            } else {
                return std::nullopt;
            }
            any = true;
            if (total > longest_duration) return std::nullopt;
        }
    }
    if (!any || !in.rest().empty() || total > longest_duration) return std::nullopt;
    return total;
}

/// The canonical ISO 8601 form: whole days, then hours, minutes and seconds; `PT0S` for nothing.
/// @pre `span` is not negative.
[[nodiscard]] inline std::string format_duration(duration span) {
    using namespace std::chrono;
    if (span == duration::zero()) return "PT0S";
    std::string text = "P";
    if (const auto whole = duration_cast<days>(span).count(); whole != 0) text += std::to_string(whole) + 'D';
    span %= days(1);
    if (span == duration::zero()) return text;
    text += 'T';
    if (const auto h = duration_cast<hours>(span).count(); h != 0) text += std::to_string(h) + 'H';
    span %= hours(1);
    if (const auto m = duration_cast<minutes>(span).count(); m != 0) text += std::to_string(m) + 'M';
    span %= minutes(1);
    if (span == duration::zero()) return text;
    text += std::to_string(duration_cast<seconds>(span).count());
    if (const auto part = (span % seconds(1)).count(); part != 0) {
        std::string digits = std::to_string(part);
        digits.insert(0, 7 - digits.size(), '0');
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text + 'S';
}

} // namespace ingot::inline v0
