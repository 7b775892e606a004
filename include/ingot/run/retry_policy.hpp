#pragma once

#include <ingot/core/timestamp.hpp>

#include <algorithm>
#include <chrono>

namespace ingot::inline v0::run {

/// How often and how patiently an operation tries.
struct retry_policy {
    int max_attempts = 6; ///< of one request, the first included; at least 1
    duration first_delay = std::chrono::seconds(1);
    duration longest_delay = std::chrono::seconds(60);

    /// Between two looks at a long-running operation whose answer has no Retry-After. Faster than 15 a minute
    /// and Compute throttles the looking itself (Compute throttling limits, "async operation status").
    duration poll_interval = std::chrono::seconds(15);

    /// For so long after its start a long-running operation may be unknown at its polling URL.
    duration not_found_grace = std::chrono::minutes(2);

    /// For so long a parent may be refused to be deleted because of children that are gone.
    duration children_grace = std::chrono::minutes(10);
};

/// The delay before attempt `failures` + 1: doubling, capped, spread by `jitter` over its upper half.
/// @param failures 1 or more
/// @param jitter   0 to 1
[[nodiscard]] constexpr duration backoff(const retry_policy& policy, int failures, double jitter) noexcept {
    duration delay = policy.first_delay;
    for (int i = 1; i < failures && delay < policy.longest_delay; ++i) delay *= 2;
    delay = std::min(delay, policy.longest_delay);
    const double spread = std::clamp(jitter, 0.0, 1.0);
    return delay / 2 + duration(static_cast<duration::rep>(static_cast<double>((delay / 2).count()) * spread));
}

} // namespace ingot::inline v0::run
