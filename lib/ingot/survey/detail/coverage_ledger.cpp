#include <ingot/survey/detail/coverage_ledger.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/survey/is_gone.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace ingot::inline v0::survey_detail {

namespace {

/// How many of the resources that went are named.
constexpr std::size_t most_named = 20;
// Resource Graph is eventually consistent, and leaves out without a word what the caller may not read.
constexpr std::string_view from_an_index =
    "read through Resource Graph, which lags behind: what it shows is in use, what it does not show may be";

/// Whether the service says that there is no recycle bin to list at all, as where the feature is not offered
/// or not registered. Which of the codes it uses is not documented.
bool has_no_bin(const error& why) {
    if (!why.service || why.service->http_status < 400 || why.service->http_status >= 500) return false;
    constexpr std::array codes{"FeatureNotEnabled",   "FeatureNotRegistered", "FeatureNotSupported",
                               "InvalidResourceType", "NotSupported",         "NoRegisteredProviderFound",
                               "OperationNotAllowed", "OperationNotSupported", "SubscriptionNotRegisteredForFeature"};
    return std::any_of(codes.begin(), codes.end(),
                       [&](std::string_view code) { return equal_folded(code, why.service->code); });
}

} // namespace

void coverage_ledger::missed(place where, const error& why, absence missing) {
    standing& now = standings_[where];
    if ((missing != absence::fault && is_gone(why)) || (missing == absence::empty && has_no_bin(why))) {
        ++now.answers;
        if (missing == absence::empty) return;
        ++now.vanished;
        if (++vanished_ <= most_named)
            gone_.push_back("left out, because it went while the survey was under way: " + why.message);
        return;
    }
    if (now.faults++ > 0) return;
    now.denied = why.code == errc::forbidden || why.code == errc::unauthenticated;
    now.detail = why.message;
}

/// What depends on a list that failed has not been asked for all there is.
void coverage_ledger::hand_down_faults() {
    using enum survey_source;
    for (auto& [where, now] : standings_) {
        if (now.indexed || (where.second != image_versions && where.second != scale_set_instances)) continue;
        const auto list = standings_.find({where.first, where.second == image_versions ? galleries : scale_sets});
        if (list == standings_.end() || list->second.faults == 0 || now.faults++ > 0) continue;
        now.denied = list->second.denied;
        now.detail = list->second.detail;
    }
}

void coverage_ledger::conclude(const std::vector<std::string>& scopes, survey_report& report) {
    hand_down_faults();
    report.notes = std::move(gone_);
    if (vanished_ > most_named)
        report.notes.push_back(std::to_string(vanished_ - most_named) + " more were left out for the same reason");
    for (auto& [where, now] : standings_) {
        surveyed_source row{scopes[where.first], where.second, completeness::complete, now.at, {}, now.resources};
        if (now.faults > 0) {
            row.status = now.answers > 0 ? completeness::partial
                         : now.denied    ? completeness::denied
                                         : completeness::failed;
            row.detail = now.detail;
            if (now.faults > 1) row.detail += " (and " + std::to_string(now.faults - 1) + " more)";
        } else if (now.vanished > 0) {
            row.detail = std::to_string(now.vanished) + " went while the survey was under way";
        }
        if (now.indexed && now.answers > 0) {
            row.status = completeness::partial;
            row.detail += row.detail.empty() ? "" : "; ";
            row.detail += from_an_index;
        }
        if (now.repeated > 0)
            report.notes.push_back(row.scope + ' ' + std::string(name_of(row.source)) + ": " +
                                   std::to_string(now.repeated) + " listed twice, counted once");
        report.sources.push_back(std::move(row));
    }
}

} // namespace ingot::inline v0::survey_detail
