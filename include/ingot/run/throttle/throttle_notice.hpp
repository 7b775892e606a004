#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/http/response.hpp>
#include <ingot/http/retry_after.hpp>
#include <ingot/ports/arm_body_reader.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::run {

/// What an answer tells of the caller's budgets.
struct throttle_notice {
    struct allowance {
        std::string policy;
        std::int64_t left = 0;
        duration whole_again{0}; ///< after so long nothing of it is used up; 0: not told
    };

    std::vector<allowance> left;
    bool throttled = false;           ///< 429, and not for a lock that passes by itself
    bool by_resource_manager = false; ///< the 429 says that Azure Resource Manager itself refused
    duration retry_after{0};
    std::vector<std::string> targets; ///< policies that the body of a 429 names

    [[nodiscard]] std::optional<std::int64_t> left_of(std::string_view policy) const {
        std::optional<std::int64_t> least;
        for (const allowance& one : left)
            if (equal_folded(one.policy, policy)) least = std::min(least.value_or(one.left), one.left);
        return least;
    }

    /// Whether that policy is what a 429 is about.
    [[nodiscard]] bool used_up(std::string_view policy) const {
        if (policy.empty()) return false;
        const auto named = [&](const std::string& one) { return equal_folded(one, policy); };
        if (std::any_of(targets.begin(), targets.end(), named)) return true;
        return targets.empty() && left_of(policy) == std::int64_t{0};
    }
};

namespace detail {

[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

[[nodiscard]] constexpr std::optional<std::int64_t> whole_number(std::string_view text) noexcept {
    ingot::detail::digit_reader in(trimmed(text));
    const auto count = in.counted(std::numeric_limits<std::int32_t>::max());
    return count && in.rest().empty() ? count : std::nullopt;
}

/// `DeleteGalleryImageVersion30Min`: the window that a policy is named for.
[[nodiscard]] constexpr duration window_in(std::string_view policy) noexcept {
    if (policy.size() < 4 || !equal_folded(policy.substr(policy.size() - 3), "Min")) return duration::zero();
    policy.remove_suffix(3);
    std::size_t digits = 0;
    while (digits < policy.size() && policy[policy.size() - digits - 1] >= '0' &&
           policy[policy.size() - digits - 1] <= '9')
        ++digits;
    ingot::detail::digit_reader in(policy.substr(policy.size() - digits));
    constexpr std::int64_t minutes_of_a_day = 1'440;
    const auto minutes = in.counted(minutes_of_a_day);
    return minutes ? duration(std::chrono::minutes(*minutes)) : duration::zero();
}

/// `Microsoft.Compute/X;149,Microsoft.Compute/Y;999`
inline void read_remaining_resource(std::string_view value, std::vector<throttle_notice::allowance>& into) {
    while (!value.empty()) {
        const std::string_view one = value.substr(0, value.find(','));
        value.remove_prefix(std::min(one.size() + 1, value.size()));
        const auto semicolon = one.find(';');
        if (semicolon == std::string_view::npos) continue;
        const auto left = whole_number(one.substr(semicolon + 1));
        std::string_view policy = trimmed(one.substr(0, semicolon));
        if (const auto slash = policy.rfind('/'); slash != std::string_view::npos) policy.remove_prefix(slash + 1);
        if (left && !policy.empty()) into.push_back({std::string(policy), *left, window_in(policy)});
    }
}

/// `hh:mm:ss`
[[nodiscard]] constexpr std::optional<duration> read_resets_after(std::string_view value) noexcept {
    ingot::detail::digit_reader in(trimmed(value));
    const auto clock = http::detail::take_clock(in);
    return clock && in.rest().empty() ? clock : std::nullopt;
}

inline constexpr std::array<std::pair<std::string_view, std::string_view>, 9> arm_counts{{
    {"x-ms-ratelimit-remaining-subscription-reads", "SubscriptionReads"},
    {"x-ms-ratelimit-remaining-subscription-writes", "SubscriptionWrites"},
    {"x-ms-ratelimit-remaining-subscription-deletes", "SubscriptionDeletes"},
    {"x-ms-ratelimit-remaining-subscription-global-reads", "SubscriptionReads"},
    {"x-ms-ratelimit-remaining-subscription-global-writes", "SubscriptionWrites"},
    {"x-ms-ratelimit-remaining-subscription-global-deletes", "SubscriptionDeletes"},
    {"x-ms-ratelimit-remaining-tenant-reads", "TenantReads"},
    {"x-ms-ratelimit-remaining-tenant-writes", "TenantWrites"},
    {"x-ms-ratelimit-remaining-tenant-deletes", "TenantDeletes"},
}};

} // namespace detail

/// Reads the headers by which Azure Resource Manager, Compute and Resource Graph tell of budgets, and the body
/// of a 429 (Azure Resource Manager, "request limits and throttling"; Azure troubleshooting, "API throttling
/// errors"; Resource Graph, "guidance for throttled requests").
[[nodiscard]] inline throttle_notice read_throttle_notice(const http::response& response, const arm_body& body,
                                                          timestamp now) {
    throttle_notice notice;
    for (const auto& [name, value] : response.headers) {
        if (equal_folded(name, "x-ms-ratelimit-remaining-resource")) {
            detail::read_remaining_resource(value, notice.left);
        } else if (equal_folded(name, "x-ms-user-quota-remaining")) {
            const auto resets = response.headers.find("x-ms-user-quota-resets-after");
            const auto after = resets ? detail::read_resets_after(*resets) : std::nullopt;
            if (const auto left = detail::whole_number(value))
                notice.left.push_back({"ResourceGraph", *left, after.value_or(duration::zero())});
        } else {
            for (const auto& [header, policy] : detail::arm_counts)
                if (equal_folded(name, header))
                    if (const auto left = detail::whole_number(value))
                        notice.left.push_back({std::string(policy), *left, duration::zero()});
        }
    }
    if (response.status != 429) return notice;
    const std::string_view code = body.error ? std::string_view(body.error->code) : std::string_view();
    // Some providers answer 429 while something else holds the resource: that says nothing of budgets.
    notice.throttled = !starts_with_folded(code, "RetryableError");
    notice.by_resource_manager =
        equal_folded(code, "SubscriptionRequestsThrottled") || equal_folded(code, "TenantRequestsThrottled");
    notice.retry_after = http::retry_after(response.headers, now).value_or(duration::zero());
    if (body.error)
        for (const arm_error_detail& one : body.error->details)
            if (equal_folded(one.code, "TooManyRequests") && !one.target.empty()) notice.targets.push_back(one.target);
    return notice;
}

} // namespace ingot::inline v0::run
