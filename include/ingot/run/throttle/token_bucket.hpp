#pragma once

#include <ingot/run/throttle/budget.hpp>

#include <algorithm>
#include <cstdint>

namespace ingot::inline v0::run {

/// Counts what a budget with `refill` has left, in whole requests and whole periods.
///
/// The service's count is not to be seen, nor when its periods begin. Periods are therefore counted from the
/// answer to the first request that left a full bucket, by which the service must have counted it: so this
/// count is never above that of a service that refills evenly or by the period, however long requests travel.
/// At most `capacity` + `refill` for each begun period leave in any stretch of time.
class token_bucket {
public:
    /// @pre refill is positive
    explicit token_bucket(budget limit) noexcept : limit_(limit), level_(limit.capacity) {}

    /// When the next request may leave: `now`, or later.
    [[nodiscard]] timestamp earliest(timestamp now) const noexcept {
        if (level_at(now) > 0) return now;
        return since_ + limit_.period * (periods(now) + 1);
    }

    /// Whole requests left.
    [[nodiscard]] std::int64_t remaining(timestamp now) const noexcept { return level_at(now); }

    /// Takes one. @pre earliest(now) == now
    /// @return its number, counted from 1
    std::uint64_t take(timestamp now) noexcept {
        settle(now);
        ++taken_;
        if (level_ == limit_.capacity) {
            since_ = std::max(since_, now);
            first_ = taken_;
        }
        if (level_ > 0) --level_;
        return taken_;
    }

    /// The request of that number has been answered, or has failed.
    void answered(std::uint64_t number, timestamp now) noexcept {
        if (number != first_ || periods(now) > 0) return;
        since_ = std::max(since_, now);
        first_ = 0;
    }

    /// The service has told that `left` were left after the request of that number; those that left behind it
    /// may not have been counted then. Never raises the count.
    void lower(std::int64_t left, std::uint64_t number, timestamp now) noexcept {
        settle(now);
        const auto newer = number < taken_ ? static_cast<std::int64_t>(taken_ - number) : std::int64_t{0};
        const std::int64_t most = std::max<std::int64_t>(left - std::min(newer, limit_.capacity), 0);
        if (most >= level_) return;
        if (level_ == limit_.capacity) since_ = std::max(since_, now);
        level_ = most;
    }

    /// Whether it is as if nothing had ever been taken.
    [[nodiscard]] bool untouched(timestamp now) const noexcept { return level_at(now) == limit_.capacity; }

private:
    /// Whole periods since the last one that was counted.
    [[nodiscard]] std::int64_t periods(timestamp now) const noexcept {
        return now <= since_ ? 0 : (now - since_) / limit_.period;
    }

    [[nodiscard]] std::int64_t level_at(timestamp now) const noexcept {
        const std::int64_t missing = limit_.capacity - level_;
        // Compared before multiplied: a long time cannot overflow.
        const std::int64_t passed = periods(now);
        if (passed >= missing / limit_.refill + 1) return limit_.capacity;
        return std::min(limit_.capacity, level_ + passed * limit_.refill);
    }

    void settle(timestamp now) noexcept {
        const std::int64_t level = level_at(now);
        since_ += limit_.period * periods(now);
        level_ = level;
    }

    budget limit_;
    std::int64_t level_;
    timestamp since_ = timestamp(duration(0)); ///< when the period under way began
    std::uint64_t taken_ = 0;
    std::uint64_t first_ = 0; ///< the request that left a full bucket, until it is answered
};

} // namespace ingot::inline v0::run
