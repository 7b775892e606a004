#include "subscriptions.hpp"

#include "arm_client.hpp"
#include "json_value.hpp"

#include <ingot/core/case_fold.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace ingot::cli {

bool needs_usage_check(const plan& what) {
    return std::any_of(what.steps.begin(), what.steps.end(),
                       [](const step& one) { return one.action != action::deprecate; });
}

result<std::vector<std::string>> named_or_visible(transport& carrier, const connection& cloud,
                                                  std::vector<std::string> named) {
    if (!named.empty()) return named;
    // Source: Subscriptions_List of Microsoft.Resources.
    const auto pages = arm_client(carrier, cloud).list("/subscriptions?api-version=2022-12-01");
    if (!pages)
        return tl::unexpected(error{pages.error().code,
                                    fmt::format("the subscriptions cannot be listed ({}); name those of the "
                                                "galleries and of everybody who may use them with "
                                                "--subscription",
                                                pages.error().message),
                                    pages.error().service,
                                    {}});
    for (const std::string& page : *pages)
        for (const json_value& one : json_value::parse(page).member("value").items())
            if (const auto id = one.member("subscriptionId").text()) named.push_back(*id);
    if (named.empty())
        return fail(errc::forbidden, "the credential sees no subscription; name them with --subscription");
    return named;
}

result<std::vector<std::string>> consuming_subscriptions(transport& carrier, const connection& cloud,
                                                         std::vector<std::string> named, const plan& what) {
    auto users = named_or_visible(carrier, cloud, std::move(named));
    if (!users) return users;
    std::set<std::string, less_folded> all(users->begin(), users->end());
    for (const step& one : what.steps)
        if (const auto own = one.target.subscription(); !own.empty()) all.emplace(own);
    return std::vector<std::string>(all.begin(), all.end());
}

} // namespace ingot::cli
