#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/hold.hpp>
#include <ingot/plan/lineage_index.hpp>
#include <ingot/plan/lock_index.hpp>
#include <ingot/plan/missing_evidence.hpp>
#include <ingot/plan/standing.hpp>
#include <ingot/plan/usage_verdict.hpp>
#include <ingot/policy/governing_rule.hpp>
#include <ingot/policy/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Finds the holds that follow from one version and its rule. Those that weigh a whole plan
/// (`circuit_breaker`, `limit`) are found by decide(). Borrows from an estate and its view.
class hold_judge {
public:
    hold_judge(const estate& from, const estate_view& view, timestamp now)
        : from_(&from), view_(&view), now_(now), lookup_(view), usage_(from, view, lookup_),
          coverage_(from, now), locks_(from), lineage_(from, view, lookup_) {}

    /// Which version is asked about, and by which rule.
    struct question {
        std::size_t definition;
        std::size_t version;
        const rule& by;
        bool orphan;
        const ingot::standing& standing;
    };

    struct answer {
        std::vector<hold> holds; ///< in the order of hold_code
        bool evidence_complete = false;
        bool read_only = false; ///< a lock forbids any write
    };

    [[nodiscard]] answer judge(const question& q) {
        const definition_view& definition = view_->definitions[q.definition];
        const version_facts& facts = definition.versions[q.version];
        answer result;
        auto& holds = result.holds;

        if (!facts.failed) add_rank_holds(holds, q, definition);
        result.evidence_complete = add_usage_holds(holds, q, definition);
        if (!facts.failed) add_recent_use(holds, q.by, facts);
        add_age_holds(holds, q.by, facts);
        add_service_refusals(holds, definition, facts);
        result.read_only = add_locks(holds, facts);
        add_keep_rules(holds, q.by, definition, facts);
        if (!facts.failed) add_dependents(holds, q, definition, facts);
        add_transition(holds, facts);
        if (q.orphan) holds.push_back({hold_code::orphan, "no rule governs this definition", {}, {}});
        std::stable_sort(holds.begin(), holds.end(),
                         [](const hold& a, const hold& b) { return a.code < b.code; });
        return result;
    }

    [[nodiscard]] const usage_index& usage() const noexcept { return usage_; }

private:
    static std::vector<std::string> names_of(const definition_view& definition,
                                             const std::vector<std::size_t>& regions) {
        std::vector<std::string> names;
        names.reserve(regions.size());
        for (const std::size_t r : regions) names.push_back(definition.regions[r].where.name());
        return names;
    }

    static void add_rank_holds(std::vector<hold>& holds, const question& q,
                               const definition_view& definition) {
        if (const auto& regions = q.standing.latest_in[q.version]; !regions.empty())
            holds.push_back({hold_code::latest,
                             "it is latest in " + counted(regions.size(), "region"),
                             {},
                             names_of(definition, regions)});
        if (q.standing.within_newest(q.version, q.by.keep.newest))
            holds.push_back({hold_code::newest,
                             "it is number " + std::to_string(*q.standing.good_rank[q.version] + 1) +
                                 " among good versions and the newest " + std::to_string(q.by.keep.newest) +
                                 " are kept",
                             {},
                             {}});
        if (const auto& regions = q.standing.reserve_in[q.version]; !regions.empty())
            holds.push_back({hold_code::rollback_reserve,
                             "it is kept to roll back to in " + counted(regions.size(), "region"),
                             {},
                             names_of(definition, regions)});
        if (q.standing.good_count == 1 && q.standing.good_rank[q.version])
            holds.push_back({hold_code::last_good, "it is the only good version of its definition", {}, {}});
    }

    bool add_usage_holds(std::vector<hold>& holds, const question& q, const definition_view& definition) {
        const std::vector<std::string>& missing = missing_for(q.by, definition.id);
        usage_verdict verdict = judge_usage(usage_, q.definition, q.version, missing);
        if (verdict.state == usage::in_use)
            holds.push_back({hold_code::in_use,
                             counted(verdict.consumers, "reference") + " to it",
                             {},
                             std::move(verdict.evidence)});
        else if (verdict.state == usage::unknown)
            holds.push_back({hold_code::usage_unknown,
                             "no reference was found, but " + counted(missing.size(), "answer") +
                                 " that would prove it unused " + (missing.size() == 1 ? "is" : "are") +
                                 " missing",
                             {},
                             std::move(verdict.evidence)});
        return missing.empty();
    }

    void add_recent_use(std::vector<hold>& holds, const rule& by, const version_facts& facts) const {
        if (!by.remove || !by.remove->unused_for) return;
        const duration wait = *by.remove->unused_for;
        if (!from_->watched_since) {
            holds.push_back(
                {hold_code::recently_used,
                 "it must be unused for " + format_duration(wait) + ", but no record of use is kept",
                 {},
                 {}});
            return;
        }
        timestamp until = *from_->watched_since + wait;
        std::string detail = "use has been recorded only since " + format_timestamp(*from_->watched_since);
        if (const auto seen = from_->last_seen_in_use.find(facts.record->id);
            seen != from_->last_seen_in_use.end() && seen->second + wait > until) {
            until = seen->second + wait;
            detail = "it was last seen in use " + format_timestamp(seen->second);
        }
        if (now_ < until)
            holds.push_back({hold_code::recently_used,
                             detail + "; it must be unused for " + format_duration(wait),
                             until,
                             {}});
    }

    void add_age_holds(std::vector<hold>& holds, const rule& by, const version_facts& facts) const {
        const auto young = [&](hold_code code, const std::string& what, duration least) {
            if (!facts.date || now_ >= *facts.date + least) return;
            holds.push_back({code,
                             what + " of " + format_timestamp(*facts.date) + ", deletable after " +
                                 format_duration(least),
                             *facts.date + least,
                             {}});
        };
        if (facts.failed) {
            if (by.failed) young(hold_code::too_young, "a failed version", by.failed->delete_after);
        } else if (facts.candidate) {
            if (by.candidates)
                young(hold_code::candidate, "a candidate", by.candidates->delete_after);
            else
                holds.push_back(
                    {hold_code::candidate, "it is a candidate and no rule deletes candidates", {}, {}});
        } else if (by.remove) {
            young(hold_code::too_young, "a version", by.remove->older_than);
            add_deprecation(holds, *by.remove, facts);
        }
        if (!facts.date) holds.push_back({hold_code::undated, "no readable date says how old it is", {}, {}});
    }

    void add_deprecation(std::vector<hold>& holds, const delete_block& block,
                         const version_facts& facts) const {
        if (!block.deprecated_for || !facts.good) return;
        const std::string wanted = format_duration(*block.deprecated_for);
        if (!facts.deprecated_at)
            holds.push_back(
                {hold_code::not_deprecated, "it is not deprecated and must have been for " + wanted, {}, {}});
        else if (now_ < *facts.deprecated_at + *block.deprecated_for)
            holds.push_back({hold_code::deprecation_recent,
                             "it is deprecated since " + format_timestamp(*facts.deprecated_at) +
                                 " and must have been for " + wanted,
                             *facts.deprecated_at + *block.deprecated_for,
                             {}});
    }

    void add_service_refusals(std::vector<hold>& holds, const definition_view& definition,
                              const version_facts& facts) const {
        const auto& end_of_life = facts.record->publishing.end_of_life_date;
        if (facts.record->safety.block_deletion_before_end_of_life && (!end_of_life || now_ < *end_of_life))
            holds.push_back({hold_code::blocked_before_end_of_life,
                             end_of_life
                                 ? "the service refuses to delete it before its end of life"
                                 : "the service refuses to delete it before an end of life that it lacks",
                             end_of_life,
                             {}});
        if (facts.failed && (definition.owner == nullptr || definition.owner->soft_delete_enabled))
            holds.push_back(
                {hold_code::failed_under_soft_delete,
                 definition.owner == nullptr
                     ? "its gallery is not listed and may have soft delete on, under which the "
                       "service refuses to delete a failed version"
                     : "its gallery has soft delete on, under which the service refuses to delete a "
                       "failed version",
                 {},
                 {}});
    }

    bool add_locks(std::vector<hold>& holds, const version_facts& facts) const {
        const std::vector<const management_lock*> locks = locks_.above(facts.record->id);
        if (locks.empty()) return false;
        hold locked{hold_code::locked, counted(locks.size(), "lock") + " at it or above it", {}, {}};
        for (const management_lock* lock : locks)
            locked.evidence.push_back(lock->level.spelling() + ' ' + lock->id.text());
        std::sort(locked.evidence.begin(), locked.evidence.end());
        holds.push_back(std::move(locked));
        return std::any_of(locks.begin(), locks.end(),
                           [](const management_lock* lock) { return lock->forbids_change(); });
    }

    static void add_keep_rules(std::vector<hold>& holds, const rule& by, const definition_view& definition,
                               const version_facts& facts) {
        std::vector<std::string> found;
        const auto look = [&](const char* where, const tags& carried) {
            for (const auto& [name, wanted] : by.keep.tags)
                if (const auto value = find_tag(carried, name); value && any_glob_matches(wanted, *value))
                    found.push_back(std::string(where) + " tag " + name + " = " + std::string(*value));
        };
        look("version", facts.record->tags);
        if (definition.tags != nullptr) look("definition", *definition.tags);
        std::sort(found.begin(), found.end());
        if (!found.empty())
            holds.push_back({hold_code::kept_by_tag, "a tag says to keep it", {}, std::move(found)});
        if (any_glob_matches(by.keep.versions, facts.record->version.to_string()))
            holds.push_back({hold_code::kept_by_name, "the rule names it to be kept", {}, {}});
    }

    void add_dependents(std::vector<hold>& holds, const question& q, const definition_view& definition,
                        const version_facts& facts) const {
        if (q.by.keep.lineage)
            if (auto children = lineage_.children_of(q.definition, q.version); !children.empty()) {
                std::string detail = counted(children.size(), "listed version") +
                                     (children.size() == 1 ? " was" : " were") + " made from it";
                if (children.size() > consumers_shown) children.resize(consumers_shown);
                holds.push_back({hold_code::lineage, std::move(detail), {}, std::move(children)});
            }
        if (definition.owner != nullptr && !definition.owner->shared()) return;
        const std::string why =
            definition.owner == nullptr
                ? "its gallery is not listed and may be shared"
                : "its gallery is shared (" + definition.owner->permissions.spelling() + ")";
        if (!q.by.shared) {
            holds.push_back({hold_code::shared, why + " and the rule says nothing of notice", {}, {}});
            return;
        }
        const auto value = find_tag(facts.record->tags, tag::notice_at);
        const auto given = value ? parse_timestamp(*value) : std::nullopt;
        if (!given)
            holds.push_back({hold_code::shared,
                             why + " and no readable tag ingot-notice-at says that consumers were told",
                             {},
                             {}});
        else if (now_ < *given + q.by.shared->notice)
            holds.push_back({hold_code::shared,
                             why + " and consumers were told only " + format_timestamp(*given),
                             *given + q.by.shared->notice,
                             {}});
    }

    static void add_transition(std::vector<hold>& holds, const version_facts& facts) {
        if (facts.soft_deleted)
            holds.push_back({hold_code::in_transition, "it is soft-deleted", {}, {}});
        else if (!facts.failed && facts.record->provisioning_state != provisioning::succeeded)
            holds.push_back({hold_code::in_transition,
                             facts.record->provisioning_state.absent()
                                 ? "its provisioning state is not reported"
                                 : "its provisioning state is " + facts.record->provisioning_state.spelling(),
                             {},
                             {}});
    }

    static std::string counted(std::size_t count, const std::string& noun) {
        return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
    }

    /// The answer depends only on the rule and the subscription, and may be long.
    const std::vector<std::string>& missing_for(const rule& by, const resource_id& definition) {
        const auto key = std::pair(&by, fold(definition.subscription()));
        auto found = missing_.find(key);
        if (found == missing_.end())
            found = missing_.emplace(key, coverage_.missing(by.evidence, key.second)).first;
        return found->second;
    }

    const estate* from_;
    const estate_view* view_;
    timestamp now_;
    target_lookup lookup_;
    usage_index usage_;
    coverage_index coverage_;
    lock_index locks_;
    lineage_index lineage_;
    std::map<std::pair<const rule*, std::string>, std::vector<std::string>> missing_;
};

} // namespace ingot::inline v0
