#pragma once

#include <ingot/core/timestamp.hpp>

#include <cstdint>

namespace ingot::inline v0::run {

/// How many requests a service takes.
struct budget {
    std::int64_t capacity = 1; ///< requests that may leave at once; at least 1
    /// How many come back after each whole `period`, up to `capacity`. With 0 the budget is a window: each
    /// request comes back by itself, one `period` after it was answered.
    std::int64_t refill = 0;
    duration period{1}; ///< positive

    friend bool operator==(const budget&, const budget&) = default;
};

} // namespace ingot::inline v0::run
