#pragma once

#include <ingot/azure/request.hpp>

#include <utility>

namespace ingot::inline v0::azure {

class subscription_operations {
public:
    /// All that the caller can see.
    [[nodiscard]] request list(const service& at) const {
        return detail::list(at, request_path().along("subscriptions"), at.versions.subscriptions);
    }
    [[nodiscard]] request get(const service& at, const resource_id& subscription) const {
        return detail::read(at, request_path::to_subscription(subscription), at.versions.subscriptions);
    }
};

inline constexpr subscription_operations subscriptions;

} // namespace ingot::inline v0::azure
