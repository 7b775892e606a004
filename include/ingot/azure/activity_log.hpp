#pragma once

#include <ingot/azure/request.hpp>
#include <ingot/core/timestamp.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::azure {

/// What was done in a subscription: writes, deletions and actions, each as it begins and as it ends.
class activity_log_operations {
public:
    /// @param from, to the service wants both
    /// @param more one more condition that the service knows, such as `resourceUri eq '<id>'`; empty: all
    [[nodiscard]] request list(const service& at, const resource_id& subscription, timestamp from,
                               timestamp to, std::string_view more = {}) const {
        std::string filter = "eventTimestamp ge '" + format_timestamp(from) + "' and eventTimestamp le '" +
                             format_timestamp(to) + "'";
        if (!more.empty()) {
            filter += " and ";
            filter += more;
        }
        return detail::list(at,
                            request_path::to_subscription(subscription)
                                .along("providers/Microsoft.Insights/eventtypes/management/values"),
                            at.versions.activity_log, {{"$filter", std::move(filter)}});
    }
};

inline constexpr activity_log_operations activity_log;

} // namespace ingot::inline v0::azure
