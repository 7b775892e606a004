#pragma once

#include <ingot/core/timestamp.hpp>

#include <chrono>
#include <cstdint>

namespace ingot::inline v0 {

/// The least time that the service's budgets leave between the first and the last of `deletes` version
/// deletions: 150 in 3 minutes and 1,000 in 30 minutes.
/// Source: x-ms-ratelimit-remaining-resource of a version deletion (DeleteGalleryImageVersion3Min and 30Min),
/// Azure/azure-rest-api-specs issue 11559.
[[nodiscard]] constexpr duration least_delete_time(std::int64_t deletes) noexcept {
    if (deletes <= 0) return duration::zero();
    const std::int64_t before_last = deletes - 1;
    return std::chrono::minutes(30) * (before_last / 1000) +
           std::chrono::minutes(3) * (before_last % 1000 / 150);
}

} // namespace ingot::inline v0
