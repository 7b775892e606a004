#pragma once

#include <ingot/core/coverage.hpp>
#include <ingot/core/estate.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/policy/policy.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// What the survey proved, looked up by scope and source. Borrows from an estate.
class coverage_index {
public:
    coverage_index(const estate& from, timestamp now) : scopes_(&from.scopes), now_(now) {
        for (const coverage_row& row : from.coverage)
            rows_[{row.scope.folded(), fold(row.source)}].push_back(&row);
    }

    /// The (source, scope) pairs that a rule asks for and that no complete and fresh answer proves, each with
    /// the reason; empty when the evidence is complete. A survey's answer is fresh when it is at most
    /// `max_age` old and at most five minutes ahead of now. Where locks are asked for, those of the version's
    /// own subscription are asked for as well. Where neither policy nor estate names a scope, nothing is
    /// ever proved.
    [[nodiscard]] std::vector<std::string> missing(const evidence_block& asked,
                                                   std::string_view subscription) const {
        const std::vector<resource_id>& scopes = asked.scopes.empty() ? *scopes_ : asked.scopes;
        if (scopes.empty()) return {"no scope was to be asked: neither the policy nor the estate names any"};
        std::vector<std::string> pairs;
        for (const std::string& source : asked.sources) {
            for (const resource_id& scope : scopes)
                add_unless_proved(pairs, source, scope.folded(), asked.max_age);
            if (equal_folded(source, "locks"))
                add_unless_proved(pairs, source, "/subscriptions/" + fold(subscription), asked.max_age);
        }
        std::sort(pairs.begin(), pairs.end());
        pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
        return pairs;
    }

private:
    void add_unless_proved(std::vector<std::string>& pairs, std::string_view source, std::string scope,
                           duration max_age) const {
        std::string why = "not asked";
        std::optional<timestamp> newest;
        const auto found = rows_.find({scope, fold(source)});
        if (found != rows_.end()) {
            std::set<std::string> answers;
            for (const coverage_row* row : found->second) {
                answers.insert(row->status.absent() ? "no status" : row->status.spelling());
                if (row->status != completeness::complete || !row->at) continue;
                if (*row->at >= now_ - max_age && *row->at <= now_ + std::chrono::minutes(5)) return;
                if (!newest || *row->at > *newest) newest = row->at;
            }
            why.clear();
            for (const std::string& answer : answers) why += (why.empty() ? "" : ", ") + answer;
        }
        if (newest)
            why = (*newest > now_ ? "answered in the future: " : "answered too long ago: ") +
                  format_timestamp(*newest);
        pairs.push_back(fold(source) + " in " + std::move(scope) + ": " + why);
    }

    const std::vector<resource_id>* scopes_;
    timestamp now_;
    std::map<std::pair<std::string, std::string>, std::vector<const coverage_row*>> rows_;
};

} // namespace ingot::inline v0
