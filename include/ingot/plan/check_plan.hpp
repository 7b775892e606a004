#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/check/carried_out.hpp>
#include <ingot/plan/check/deprecation.hpp>
#include <ingot/plan/check/estate_index.hpp>
#include <ingot/plan/check/findings.hpp>
#include <ingot/plan/check/inverse.hpp>
#include <ingot/plan/check/shape.hpp>
#include <ingot/plan/check/simulation.hpp>
#include <ingot/plan/check/step_safety.hpp>
#include <ingot/plan/plan.hpp>
#include <ingot/plan/plan_finding.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

namespace checking {

[[nodiscard]] inline std::string spoken(const std::optional<image_version>& version) {
    return version ? version->to_string() : "none";
}

/// Compares what the steps make of `latest` with what the plan declares, in both directions.
inline void check_latest_changes(const plan& checked, const estate_index& index, const simulation& after,
                                 findings& out) {
    struct change {
        resource_id definition;
        std::optional<image_version> before, after;
        bool declared = false;
    };
    std::map<std::pair<std::string, region>, change> real;
    for (const auto& [definition, now] : after.latest_now()) {
        const definition_entry& was = index.definition(definition);
        const auto note = [&](const region& where) -> change& {
            return real.try_emplace({was.id.folded(), where}, change{was.id, {}, {}, false}).first->second;
        };
        for (const auto& [where, version] : was.latest) note(where).before = version;
        for (const auto& [where, version] : now) note(where).after = version;
    }
    for (const latest_change& said : checked.latest) {
        const auto found = real.find({said.definition.folded(), said.where});
        if (found != real.end() && !found->second.declared && said.before == found->second.before &&
            said.after == found->second.after && said.before != said.after) {
            found->second.declared = true;
            continue;
        }
        out.about(safety_rule::latest_change, said.definition,
                  "The plan says that latest in " + said.where.name() + " changes from " +
                      spoken(said.before) + " to " + spoken(said.after) +
                      ", which its steps do not bring about.");
    }
    for (const auto& [where, one] : real)
        if (one.before != one.after && !one.declared)
            out.about(safety_rule::latest_change, one.definition,
                      "The steps change latest in " + where.second.name() + " from " + spoken(one.before) +
                          " to " + spoken(one.after) + ", and the plan does not say so.");
}

/// Whether a delete requires a trim of its own version.
[[nodiscard]] inline bool requires_trim(const plan& checked, const step& what,
                                        const std::unordered_map<std::string, std::size_t>& trims) {
    const auto found = trims.find(what.target.folded());
    if (found == trims.end()) return false;
    const auto& needed = what.requires_done;
    return std::find(needed.begin(), needed.end(), checked.steps[found->second].id) != needed.end();
}

} // namespace checking

/// Every safety rule that a plan would break if it were carried out on an estate; empty when it is safe.
///
/// Written apart from the code that decides and plans, so that a mistake there is found here. It needs no
/// policy: what a policy alone can say (ages, reserves, lineage, limits) is seen through the holds that the
/// plan itself lists, so it cannot prove that a plan follows a policy, only that it is safe without one.
/// Nothing is assumed about the plan, which may come from a file that somebody changed.
///
/// Findings come in a fixed order: verdicts, order of steps, step after step, and then the whole.
/// Takes time linear in the estate and the plan, up to logarithms.
[[nodiscard]] inline std::vector<plan_finding> check_plan(const plan& checked, const estate& on) {
    using namespace checking;
    findings out;
    const estate_index index(on);
    const verdict_table verdicts = check_verdicts(checked, on, index, out);
    check_order(checked, out);
    check_conflicts(checked, out);

    std::unordered_map<std::string, std::size_t> trims;
    std::unordered_set<std::string> deletes;
    for (std::size_t at = 0; at < checked.steps.size(); ++at) {
        const step& one = checked.steps[at];
        if (one.action == action::trim) trims.emplace(one.target.folded(), at);
        if (one.action == action::remove) deletes.insert(one.target.folded());
    }
    std::unordered_set<std::size_t> tripped;
    for (const auto& [version, verdict] : verdicts)
        if (find_hold(checked.verdicts[verdict], {hold_code::circuit_breaker}) != nullptr)
            tripped.insert(index.definition_of(version));

    simulation now(index);
    std::int64_t replicas = 0;
    for (const step& one : checked.steps) {
        const auto version = index.find_version(one.target);
        check_request(one, version ? &index.version(*version) : nullptr, out);
        if (!version) {
            out.about_step(safety_rule::unknown_version, one,
                           "The estate does not list the version of this step.");
            continue;
        }
        const auto judged = verdicts.find(*version);
        const gallery_image_version found = now.version(*version);
        const step_site at{one, *version, found, now.latest_regions(*version),
                           one.action == action::trim && deletes.count(one.target.folded()) != 0};
        check_support(one, judged == verdicts.end() ? nullptr : &checked.verdicts[judged->second],
                      at.deleted_later, out);
        if (tripped.count(index.definition_of(*version)) != 0)
            out.about_step(safety_rule::circuit_breaker, one,
                           "Too much of this definition would go at once, so nothing of it is touched.");
        check_latest_untouched(at, out);
        check_unused(at, index, out);
        check_looked_for(at, on, checked.now, out);
        check_protection(at, index, checked.now, out);
        check_replicas(at, out);
        const std::size_t targets = index.version(*version).publishing.target_regions.size();
        if (one.action == action::remove && targets > found.publishing.target_regions.size() &&
            !requires_trim(checked, one, trims))
            out.about_step(safety_rule::delete_before_trim, one,
                           "The delete does not require the trim of its version to have succeeded.");

        const gallery_image_version after = carried_out(found, one.request);
        if (one.action == action::deprecate) check_deprecation(at, after, checked.now, out);
        check_inverse(at, after, index, out);
        for (const target_region& target : found.publishing.target_regions)
            if (one.request.remove || target_at(after, target.name) == nullptr)
                replicas += found.replicas_in(target);

        now.replace(*version, after, one.request.remove);
        // Several at once is what a policy that reserves nothing asks for; the plan does not carry the
        // policy.
        if (index.definition(index.definition_of(*version)).good == 1 &&
            good(index.version(*version), index.soft_deleted(*version)) &&
            now.good_versions(index.definition_of(*version)) == 0)
            out.about_step(
                safety_rule::last_good, one,
                "This is the only good version of the definition; none would be left to make or repair "
                "machines from.");
    }

    check_missing_steps(checked, out);
    check_latest_changes(checked, index, now, out);
    if (replicas != checked.estimates.replicas_removed)
        out.about(safety_rule::wrong_estimate, {},
                  "The steps remove " + std::to_string(replicas) + " replicas, but the plan counts " +
                      std::to_string(checked.estimates.replicas_removed) + ".");
    return std::move(out).take();
}

} // namespace ingot::inline v0
