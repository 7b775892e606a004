#pragma once

#include <ingot/plan/check/estate_index.hpp>
#include <ingot/plan/check/findings.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ingot::inline v0::checking {

/// Positions of the verdicts, by position of the version.
using verdict_table = std::unordered_map<std::size_t, std::size_t>;

/// Every version has one verdict, also one that stands in the recycle bin only, and there is no other.
[[nodiscard]] inline verdict_table check_verdicts(const plan& checked, const estate& on,
                                                  const estate_index& index, findings& out) {
    verdict_table table;
    table.reserve(checked.verdicts.size());
    std::unordered_set<std::string> in_bin;
    for (std::size_t at = 0; at < checked.verdicts.size(); ++at) {
        const verdict& one = checked.verdicts[at];
        bool first = true;
        if (const auto version = index.find_version(one.id)) {
            first = table.emplace(*version, at).second;
        } else if (index.soft_deleted(one.id)) {
            first = in_bin.insert(one.id.folded()).second;
            if (one.decision != decision::keep)
                out.about(safety_rule::in_transition, one.id,
                          "The verdict decides " + std::string(name_of(one.decision)) +
                              " for a version that is soft-deleted.");
        } else {
            out.about(safety_rule::unknown_version, one.id,
                      "There is a verdict on this version, which the estate does not list.");
        }
        if (!first)
            out.about(safety_rule::duplicate_verdict, one.id, "This version has more than one verdict.");
    }
    const char* const unjudged = "The estate has this version, and the plan has no verdict on it.";
    for (std::size_t at = 0; at < on.image_versions.size(); ++at)
        if (table.count(at) == 0) out.about(safety_rule::missing_verdict, on.image_versions[at].id, unjudged);
    for (const resource_id& id : on.soft_deleted_versions)
        if (!index.find_version(id) && in_bin.insert(id.folded()).second)
            out.about(safety_rule::missing_verdict, id, unjudged);
    return table;
}

/// Ids are unique, and each step requires only steps that stand before it, so that there is no cycle.
inline void check_order(const plan& checked, findings& out) {
    std::unordered_map<std::string, std::size_t> ids;
    for (std::size_t at = 0; at < checked.steps.size(); ++at)
        if (!ids.emplace(checked.steps[at].id, at).second)
            out.about_step(safety_rule::duplicate_step, checked.steps[at], "Another step has this id.");
    for (std::size_t at = 0; at < checked.steps.size(); ++at)
        for (const std::string& needed : checked.steps[at].requires_done) {
            const auto found = ids.find(needed);
            if (found == ids.end())
                out.about_step(safety_rule::unknown_requirement, checked.steps[at],
                               "The step requires '" + needed + "', which the plan does not have.");
            else if (found->second >= at)
                out.about_step(safety_rule::step_order, checked.steps[at],
                               "The step requires '" + needed + "', which does not stand before it.");
        }
}

[[nodiscard]] inline bool only_hides_failed(const version_change& request,
                                            const gallery_image_version& found) {
    const auto& flags = request.exclude_in_regions;
    return failed(found) && !request.exclude_from_latest &&
           std::all_of(flags.begin(), flags.end(), [](const auto& flag) { return flag.second; });
}

/// The request of a step does what its action says, and nothing beside it. The trim of a failed version may
/// take it out of `latest` too, lest the write bring it to life there. `found` is null when the estate does
/// not list the version.
inline void check_request(const step& checked, const gallery_image_version* found, findings& out) {
    const version_change& request = checked.request;
    const bool flags = request.exclude_from_latest || !request.exclude_in_regions.empty();
    const bool marks = request.end_of_life_date || !request.set_tags.empty() || !request.remove_tags.empty();
    const bool drops = !request.drop_regions.empty();
    const bool adds = !request.add_regions.empty();
    const auto refuse = [&](const char* why) { out.about_step(safety_rule::request_mismatch, checked, why); };
    if (request.restore) refuse("A step of a plan never restores a version.");
    switch (checked.action) {
    case action::deprecate:
        if (request.remove) refuse("A deprecation deletes nothing, but the request does.");
        if (drops || adds) refuse("A deprecation leaves the regions alone, but the request changes them.");
        break;
    case action::trim:
        if (request.remove) refuse("A trim deletes no version, but the request does.");
        if (marks || adds || (flags && !(found != nullptr && only_hides_failed(request, *found))))
            refuse("A trim drops regions only, but the request changes more.");
        if (!drops) refuse("A trim drops regions, but the request names none.");
        break;
    case action::remove:
        if (!request.remove) refuse("A delete deletes the version, but the request does not say so.");
        if (flags || marks || drops || adds) refuse("Nothing may stand beside a deletion in its request.");
        break;
    }
}

/// One step a version; before its delete a version may have a trim.
inline void check_conflicts(const plan& checked, findings& out) {
    std::unordered_map<std::string, std::vector<action>> done;
    for (const step& one : checked.steps) {
        auto& before = done[one.target.folded()];
        const bool after_trim = before.size() == 1 && before.front() == action::trim;
        if (!before.empty() && !(after_trim && one.action == action::remove))
            out.about_step(safety_rule::conflicting_steps, one,
                           "An earlier step already changes this version; only a delete may follow a trim.");
        before.push_back(one.action);
    }
}

/// The first of the holds that has one of the codes.
[[nodiscard]] inline const hold* find_hold(const verdict& from, std::initializer_list<hold_code> codes) {
    const auto found = std::find_if(from.holds.begin(), from.holds.end(), [&](const hold& one) {
        return std::find(codes.begin(), codes.end(), one.code) != codes.end();
    });
    return found == from.holds.end() ? nullptr : &*found;
}

/// The verdict on a step's version decides that step, and no hold that it lists forbids it. Lineage, the
/// rollback reserve and all else that a policy may set are seen here only: the plan does not carry the
/// policy.
inline void check_support(const step& checked, const verdict* from, bool deleted_later, findings& out) {
    if (from == nullptr) {
        out.about_step(safety_rule::unsupported_step, checked,
                       "No verdict speaks of the version of this step.");
        return;
    }
    const decision needed = checked.action == action::deprecate                ? decision::deprecate
                            : checked.action == action::trim && !deleted_later ? decision::trim
                                                                               : decision::remove;
    if (from->decision != needed)
        out.about_step(safety_rule::unsupported_step, checked,
                       "The step needs the decision " + std::string(name_of(needed)) +
                           ", but the verdict is " + std::string(name_of(from->decision)) + ".");
    if (!from->rule)
        out.about_step(safety_rule::unsupported_step, checked, "No rule governs the version of this step.");
    using enum hold_code;
    const hold* forbids = nullptr;
    if (needed == decision::remove)
        forbids = from->holds.empty() ? nullptr : &from->holds.front();
    else if (needed == decision::trim)
        forbids = find_hold(*from, {usage_unknown, locked, kept_by_tag, kept_by_name, shared, in_transition,
                                    orphan, circuit_breaker});
    else
        forbids = find_hold(*from, {latest, candidate, undated, in_transition, orphan, circuit_breaker});
    if (forbids != nullptr)
        out.about_step(safety_rule::unsupported_step, checked,
                       "The verdict lists the hold " + std::string(name_of(forbids->code)) +
                           ", which forbids this step.");
}

/// A decision has its steps.
inline void check_missing_steps(const plan& checked, findings& out) {
    std::unordered_set<std::string> steps;
    for (const step& one : checked.steps)
        steps.insert(std::string(name_of(one.action)) + ' ' + one.target.folded());
    for (const verdict& one : checked.verdicts)
        if (one.decision != decision::keep &&
            steps.count(std::string(name_of(one.decision)) + ' ' + one.id.folded()) == 0)
            out.about(safety_rule::missing_step, one.id,
                      "The verdict decides " + std::string(name_of(one.decision)) +
                          ", and no step of the plan does it.");
}

} // namespace ingot::inline v0::checking
