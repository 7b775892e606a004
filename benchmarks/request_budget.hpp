#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/transport.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::benchmarks {

/// What the service publishes that one caller may ask: tokens that a bucket holds, and how many come each minute.
struct published_budget {
    std::string_view group;
    std::string_view ending; ///< of the path of its requests; empty: every GET
    double capacity;
    double per_minute;
};

/// Source: Azure Resource Manager request limits (reads); Azure Compute throttling limits (the lists of
/// virtual machines and of scale sets). Each holds for a subscription.
inline constexpr published_budget published_budgets[] = {
    {"reads", "", 250, 25 * 60},
    {"virtual machine lists", "/providers/Microsoft.Compute/virtualMachines", 900, 300},
    {"scale set lists", "/providers/Microsoft.Compute/virtualMachineScaleSets", 1080, 360},
};

/// Watches what goes over a transport and counts the requests for which the published budgets had no token
/// left. Knows nothing of how the client paces itself.
class budget_watch final : public transport {
public:
    explicit budget_watch(transport& wire) : wire_(wire) {}

    struct tally {
        std::size_t requests = 0;
        std::size_t beyond = 0; ///< that came when the bucket was empty
        double lowest = 1e9;    ///< tokens that were left at the worst moment
    };

    void start(exchange_id exchange, http::request request) override {
        const std::string path(http::path_of(request.url));
        const auto subscription = subscription_of(path);
        ++requests;
        for (const published_budget& each : published_budgets)
            if (each.ending.empty() || ends_with(path, each.ending)) spend(each, subscription);
        wire_.start(exchange, std::move(request));
    }
    std::vector<completion> wait(timestamp until) override { return wire_.wait(until); }
    timestamp now() const override { return wire_.now(); }
    void cancel(exchange_id exchange) override { wire_.cancel(exchange); }

    std::map<std::string_view, tally> tallies;
    std::size_t requests = 0;

private:
    struct bucket {
        double tokens;
        timestamp at;
    };

    static bool ends_with(std::string_view path, std::string_view ending) {
        return path.size() >= ending.size() && equal_folded(path.substr(path.size() - ending.size()), ending) &&
               path.find("/virtualMachineScaleSets/") == std::string_view::npos;
    }

    static std::string subscription_of(std::string_view path) {
        constexpr std::string_view prefix = "/subscriptions/";
        if (!starts_with_folded(path, prefix)) return {};
        path.remove_prefix(prefix.size());
        return fold(path.substr(0, path.find('/')));
    }

    void spend(const published_budget& budget, const std::string& subscription) {
        const timestamp present = wire_.now();
        bucket& one = buckets_.try_emplace({budget.group, subscription}, bucket{budget.capacity, present}).first->second;
        const double minutes = std::chrono::duration<double, std::ratio<60>>(present - one.at).count();
        one.tokens = std::min(budget.capacity, one.tokens + minutes * budget.per_minute);
        one.at = present;
        tally& counted = tallies[budget.group];
        ++counted.requests;
        // The sum of many small refills may lack a trifle.
        if (one.tokens < 1 - 1e-6)
            ++counted.beyond;
        else
            one.tokens -= 1;
        counted.lowest = std::min(counted.lowest, one.tokens);
    }

    transport& wire_;
    std::map<std::pair<std::string_view, std::string>, bucket> buckets_;
};

} // namespace ingot::benchmarks
