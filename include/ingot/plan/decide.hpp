#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/judge_holds.hpp>
#include <ingot/plan/standing.hpp>
#include <ingot/plan/verdict.hpp>
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

/// The judgement of every version of an estate. Borrows from the estate.
struct decisions {
    std::vector<verdict> verdicts;                     ///< by definition id, then highest version first
    std::vector<const gallery_image_version*> records; ///< of each verdict; null when only in the recycle bin
    std::vector<std::vector<region>> drops;            ///< of each verdict: what a trim removes, by name
    std::vector<const rule*> rules;                    ///< of each verdict: none for an orphan
};

namespace detail {

/// Judges definition by definition, then weighs the whole. One use, by decide().
class decider {
public:
    decider(const estate& from, const policy& rules, timestamp now)
        : rules_(&rules), now_(now), view_(from), judge_(from, view_, now) {}

    [[nodiscard]] decisions run() {
        for (std::size_t d = 0; d < view_.definitions.size(); ++d) judge_definition(d);
        apply_limits();
        decisions all;
        for (judged& one : judged_) {
            const version_facts& facts = view_.definitions[one.definition].versions[one.version];
            verdict v;
            v.id = facts.record->id;
            if (one.governed_by != nullptr) v.rule = one.governed_by->name;
            v.stage = stage_of(facts);
            std::vector<region> drop;
            v.decision = decision_of(one, facts, drop);
            v.holds = std::move(one.holds);
            all.verdicts.push_back(std::move(v));
            all.records.push_back(facts.listed ? facts.record : nullptr);
            all.drops.push_back(std::move(drop));
            all.rules.push_back(one.governed_by);
        }
        return all;
    }

private:
    struct judged {
        std::size_t definition = 0;
        std::size_t version = 0;
        const rule* governed_by = nullptr; ///< none: an orphan
        std::vector<hold> holds;
        bool evidence_complete = false;
        bool read_only = false;
        bool block_deletes = false; ///< the rule has the block that may delete such a version
        bool tripped = false;       ///< the circuit breaker of its definition
        bool latest_anywhere = false;
        bool newest_to_deprecate = false; ///< too new to be deprecated
        std::vector<region> droppable;    ///< regions that a trim may take, were one allowed
    };

    [[nodiscard]] static stage stage_of(const version_facts& facts) {
        if (facts.soft_deleted) return stage::soft_deleted;
        if (facts.record->provisioning_state == provisioning::deleting) return stage::deleting;
        if (facts.failed) return stage::failed;
        if (facts.revoked) return stage::revoked;
        if (facts.candidate) return stage::candidate;
        if (!facts.deprecated()) return stage::active;
        const auto& targets = facts.record->publishing.target_regions;
        return targets.size() == 1 && targets.front().name == facts.record->location ? stage::trimmed
                                                                                     : stage::deprecated;
    }

    [[nodiscard]] static bool block_deletes(const rule& by, const version_facts& facts) noexcept {
        if (facts.failed) return by.failed.has_value();
        if (facts.candidate) return by.candidates.has_value();
        return by.remove.has_value();
    }

    void judge_definition(std::size_t d) {
        const definition_view& definition = view_.definitions[d];
        static const tags no_tags;
        const auto governing =
            governing_rule(*rules_, definition.id, definition.tags == nullptr ? no_tags : *definition.tags);
        const rule* const governed_by = governing ? &rules_->rules[*governing] : nullptr;
        const rule& by = governed_by != nullptr ? *governed_by : empty_rule_;
        const standing places(definition, by.keep.rollback_reserve);

        const std::size_t first = judged_.size();
        std::size_t doomed = 0;
        std::size_t standing_versions = 0;
        for (std::size_t v = 0; v < definition.versions.size(); ++v) {
            const version_facts& facts = definition.versions[v];
            hold_judge::answer answer = judge_.judge({d, v, by, governed_by == nullptr, places});
            judged one;
            one.definition = d;
            one.version = v;
            one.governed_by = governed_by;
            one.holds = std::move(answer.holds);
            one.evidence_complete = answer.evidence_complete;
            one.read_only = answer.read_only;
            one.block_deletes = block_deletes(by, facts);
            one.latest_anywhere = !places.latest_in[v].empty();
            if (by.deprecate) one.newest_to_deprecate = places.within_newest(v, by.deprecate->keep_newest);
            if (by.trim && !places.within_newest(v, by.trim->keep_newest))
                one.droppable = droppable_regions(d, v, places);
            if (one.holds.empty() && one.block_deletes) ++doomed;
            if (!facts.soft_deleted) ++standing_versions;
            judged_.push_back(std::move(one));
        }
        // The quotient, not the product: a share equal to the limit must not trip it by rounding.
        if (doomed == 0 ||
            static_cast<double>(doomed) / static_cast<double>(standing_versions) <= by.limits.max_fraction)
            return;
        for (std::size_t at = first; at < judged_.size(); ++at) {
            judged_[at].tripped = true;
            if (!judged_[at].holds.empty() || !judged_[at].block_deletes) continue;
            judged_[at].holds.push_back({hold_code::circuit_breaker,
                                         "the definition would lose " + std::to_string(doomed) + " of " +
                                             std::to_string(standing_versions) +
                                             " versions, more than the rule allows",
                                         {},
                                         {}});
        }
    }

    /// Never the home region, and nothing at all where the home region is not known or no target.
    [[nodiscard]] std::vector<region> droppable_regions(std::size_t d, std::size_t v,
                                                        const standing& places) const {
        const definition_view& definition = view_.definitions[d];
        const gallery_image_version& record = *definition.versions[v].record;
        std::vector<region> drop;
        if (find_target(record, record.location) == nullptr) return drop;
        for (const target_region& target : record.publishing.target_regions) {
            if (target.name == record.location || judge_.usage().used_in(d, v, target.name)) continue;
            const auto is_target = [&](std::size_t r) { return definition.regions[r].where == target.name; };
            const auto& latest = places.latest_in[v];
            const auto& reserve = places.reserve_in[v];
            if (std::any_of(latest.begin(), latest.end(), is_target)) continue;
            if (std::any_of(reserve.begin(), reserve.end(), is_target)) continue;
            drop.push_back(target.name);
        }
        std::sort(drop.begin(), drop.end());
        return drop;
    }

    void apply_limits() {
        std::map<const rule*, std::vector<judged*>> doomed;
        for (judged& one : judged_)
            if (one.governed_by != nullptr && one.holds.empty() && one.block_deletes)
                doomed[one.governed_by].push_back(&one);
        const auto facts_of_judged = [&](const judged* one) -> const version_facts& {
            return view_.definitions[one->definition].versions[one->version];
        };
        for (auto& [by, queue] : doomed) {
            const auto most = static_cast<std::size_t>(by->limits.max_deletes);
            if (queue.size() <= most) continue;
            std::sort(queue.begin(), queue.end(), [&](const judged* a, const judged* b) {
                const version_facts& x = facts_of_judged(a);
                const version_facts& y = facts_of_judged(b);
                if (x.date != y.date) return x.date < y.date;
                if (x.record->version != y.record->version) return x.record->version < y.record->version;
                return x.record->id < y.record->id;
            });
            for (std::size_t at = most; at < queue.size(); ++at)
                queue[at]->holds.push_back({hold_code::limit,
                                            "the rule deletes " + std::to_string(most) + " at a time and " +
                                                std::to_string(at) + " come before it",
                                            {},
                                            {}});
        }
    }

    [[nodiscard]] decision decision_of(const judged& one, const version_facts& facts,
                                       std::vector<region>& drop) const {
        if (one.governed_by == nullptr) return decision::keep;
        const rule& by = *one.governed_by;
        if (one.holds.empty() && one.block_deletes) return decision::remove;
        if (one.tripped) return decision::keep;
        const bool succeeded = facts.present && facts.record->provisioning_state == provisioning::succeeded;
        if (by.deprecate && succeeded && facts.good && !facts.record->publishing.target_regions.empty() &&
            !facts.deprecated() && facts.date && now_ >= *facts.date + by.deprecate->older_than &&
            !one.newest_to_deprecate && !one.latest_anywhere && !one.read_only)
            return decision::deprecate;
        const bool may_trim = by.trim && succeeded &&
                              (facts.deprecated() || (!by.trim->deprecated_only && facts.good)) &&
                              one.evidence_complete && !one.droppable.empty() &&
                              std::none_of(one.holds.begin(), one.holds.end(), [](const hold& h) {
                                  return h.code == hold_code::locked || h.code == hold_code::kept_by_tag ||
                                         h.code == hold_code::kept_by_name || h.code == hold_code::shared;
                              });
        if (!may_trim) return decision::keep;
        drop = one.droppable;
        return decision::trim;
    }

    const policy* rules_;
    timestamp now_;
    estate_view view_;
    hold_judge judge_;
    rule empty_rule_;
    std::vector<judged> judged_;
};

} // namespace detail

/// Judges every version of an estate by a policy at an instant: its stage, what is to happen to it, and every
/// hold against deletion. Pure; the order of the estate's content does not matter. The result borrows from
/// both, which must outlive it.
///
/// Time and memory grow linearly (times a logarithm) with versions and references.
///
/// Where the rules leave room, the reading that deletes less is taken:
/// a lock of an unknown level forbids deletion; a gallery with an unknown sharing permission is shared; a
/// version whose home region is unknown or no target is not trimmed; an unreadable instant is an absent one.
[[nodiscard]] inline decisions decide(const estate& from, const policy& rules, timestamp now) {
    return detail::decider(from, rules, now).run();
}

} // namespace ingot::inline v0
