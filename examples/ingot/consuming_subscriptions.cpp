#include "consuming_subscriptions.hpp"

#include "arm_client.hpp"
#include "json_value.hpp"

#include <ingot/core/case_fold.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ingot::cli {

bool needs_usage_check(const plan& what) {
    return std::any_of(what.steps.begin(), what.steps.end(),
                       [](const step& one) { return one.action != action::deprecate; });
}

result<std::vector<std::string>> consuming_subscriptions(transport& carrier, const connection& cloud,
                                                         std::vector<std::string> named, const plan& what) {
    if (named.empty()) {
        // Source: Subscriptions_List of Microsoft.Resources.
        const auto pages = arm_client(carrier, cloud).list("/subscriptions?api-version=2022-12-01");
        if (!pages)
            return tl::unexpected(error{pages.error().code,
                                        fmt::format("the subscriptions cannot be listed ({}); name with "
                                                    "--subscription those whose machines may use the images",
                                                    pages.error().message),
                                        pages.error().service,
                                        {}});
        for (const std::string& page : *pages)
            for (const json_value& one : json_value::parse(page).member("value").items())
                if (const auto id = one.member("subscriptionId").text()) named.push_back(*id);
    }
    std::set<std::string, less_folded> all(named.begin(), named.end());
    for (const step& one : what.steps)
        if (const auto own = one.target.subscription(); !own.empty()) all.emplace(own);
    return std::vector<std::string>(all.begin(), all.end());
}

} // namespace ingot::cli
