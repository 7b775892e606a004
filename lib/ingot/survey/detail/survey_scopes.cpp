#include <ingot/survey/detail/survey_scopes.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>

#include <set>
#include <string_view>

namespace ingot::inline v0::survey_detail {

result<std::vector<std::string>> survey_scopes(const survey_options& options) {
    if (!http::parse_url(options.endpoint))
        return fail(errc::invalid_argument, "'" + options.endpoint + "' is not an endpoint; expected " +
                                                "https://<host>, such as https://management.azure.com");
    std::vector<std::string> scopes;
    std::set<std::string> known;
    for (std::string_view subscription : options.subscriptions) {
        constexpr std::string_view prefix = "/subscriptions/";
        const std::string_view given = subscription;
        if (starts_with_folded(subscription, prefix)) subscription.remove_prefix(prefix.size());
        if (!subscription.empty() && subscription.back() == '/') subscription.remove_suffix(1);
        if (subscription.empty() || subscription.find('/') != std::string_view::npos)
            return fail(errc::invalid_argument,
                        "'" + std::string(given) + "' is not a subscription; give its id, or /subscriptions/<id>");
        if (known.insert(fold(subscription)).second)
            scopes.push_back(std::string(prefix) + std::string(subscription));
    }
    if (scopes.empty()) return fail(errc::invalid_argument, "no subscription to survey; name at least one");
    return scopes;
}

} // namespace ingot::inline v0::survey_detail
