#pragma once

#include <ingot/run/throttle/budget.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

namespace ingot::inline v0::run {

/// Counts what a budget without `refill` has left: no more than `capacity` requests leave in any `period`,
/// wherever it begins. Each counts for one period from its answer, or from when it left while there is none.
class draw_window {
public:
    explicit draw_window(budget limit) noexcept : limit_(limit) {}

    /// When the next request may leave: `now`, or later.
    [[nodiscard]] timestamp earliest(timestamp now) const noexcept {
        const std::size_t over = gone(now);
        if (counted_.size() - over < capacity()) return now;
        return counted_[counted_.size() - capacity()] + limit_.period;
    }

    [[nodiscard]] std::int64_t remaining(timestamp now) const noexcept {
        const std::size_t held = counted_.size() - gone(now);
        return held >= capacity() ? 0 : static_cast<std::int64_t>(capacity() - held);
    }

    /// Takes one. @pre earliest(now) == now
    /// @return its number, counted from 1
    std::uint64_t take(timestamp now) {
        forget(now);
        counted_.push_back(now);
        return ++last_;
    }

    /// The request of that number has been answered, or has failed.
    void answered(std::uint64_t number, timestamp now) noexcept {
        const std::uint64_t first = last_ - counted_.size() + 1;
        if (number < first || number > last_) return;
        timestamp& mine = counted_[static_cast<std::size_t>(number - first)];
        mine = std::max(mine, now);
    }

    /// The service has told that `left` were left after the request of that number. What others have taken
    /// counts from now on. Never raises the count.
    void lower(std::int64_t left, std::uint64_t number, timestamp now) {
        forget(now);
        const std::uint64_t behind = number < last_ ? last_ - number : 0;
        const auto newer = static_cast<std::int64_t>(std::min<std::uint64_t>(behind, capacity()));
        const auto most = static_cast<std::size_t>(std::max<std::int64_t>(left - newer, 0));
        if (most >= capacity()) return;
        while (counted_.size() < capacity() - most) {
            counted_.push_back(now);
            ++last_;
        }
    }

    /// Whether it is as if nothing had ever been taken.
    [[nodiscard]] bool untouched(timestamp now) const noexcept { return gone(now) == counted_.size(); }

private:
    [[nodiscard]] std::size_t capacity() const noexcept { return static_cast<std::size_t>(limit_.capacity); }

    /// How many of the first ones count no more. One that was answered late keeps those behind it.
    [[nodiscard]] std::size_t gone(timestamp now) const noexcept {
        std::size_t over = 0;
        while (over < counted_.size() && counted_[over] + limit_.period <= now) ++over;
        return over;
    }

    void forget(timestamp now) {
        counted_.erase(counted_.begin(), counted_.begin() + static_cast<std::ptrdiff_t>(gone(now)));
    }

    budget limit_;
    std::deque<timestamp> counted_; ///< in the order in which they left
    std::uint64_t last_ = 0;
};

} // namespace ingot::inline v0::run
