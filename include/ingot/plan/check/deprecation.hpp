#pragma once

#include <ingot/plan/check/step_safety.hpp>

#include <algorithm>
#include <string>

namespace ingot::inline v0::checking {

/// What a deprecation may touch, and what it must leave behind. `after` is the version after the step.
inline void check_deprecation(const step_site& at, const gallery_image_version& after, timestamp now,
                              findings& out) {
    const gallery_image_version& before = at.found;
    const step& what = at.what;
    const auto refuse = [&](safety_rule rule, std::string why) {
        out.about_step(rule, what, std::move(why));
    };

    if (before.publishing.target_regions.empty())
        refuse(safety_rule::not_deprecatable, "The version has no target region to exclude it from.");
    if (deprecated(before)) refuse(safety_rule::not_deprecatable, "The version is deprecated already.");
    if (find_tag(before.tags, tag::revoked))
        refuse(safety_rule::not_deprecatable, "The version is revoked, which is more than deprecated.");
    if (candidate(before))
        refuse(safety_rule::not_deprecatable,
               "The version is a candidate; only an active one is deprecated.");
    if (before.validation_failed)
        refuse(safety_rule::not_deprecatable, "A validation of the version failed, so it is not a good one.");

    for (const auto& [where, flag] : what.request.exclude_in_regions)
        if (target_at(before, where) == nullptr)
            refuse(safety_rule::region_not_targeted,
                   where.name() + " is not a target region of the version, so it has no flag there.");

    if (after.publishing.exclude_from_latest != true)
        refuse(safety_rule::incomplete_deprecation, "The step does not exclude the version from latest.");
    for (const target_region& target : after.publishing.target_regions)
        if (target.exclude_from_latest != true)
            refuse(safety_rule::incomplete_deprecation,
                   "The step does not exclude the version from latest in " + target.name.name() +
                       "; a region's own flag wins over that of the version.");
    if (instant_tag(after, tag::deprecated_at) != now)
        refuse(safety_rule::incomplete_deprecation,
               "The step does not tag the version " + std::string(tag::deprecated_at) +
                   " with the instant of the plan, from which the time to its deletion counts.");
    if (find_tag(after.tags, tag::stage))
        refuse(safety_rule::incomplete_deprecation,
               "The step leaves the tag " + std::string(tag::stage) + " on a version that is deprecated.");
    for (const auto& [name, value] : what.request.set_tags)
        if (!equal_folded(name, tag::deprecated_at))
            refuse(safety_rule::request_mismatch, "A deprecation does not set the tag " + name + ".");
    for (const std::string& name : what.request.remove_tags)
        if (!equal_folded(name, tag::stage))
            refuse(safety_rule::request_mismatch, "A deprecation does not take off the tag " + name + ".");

    const auto& had = before.publishing.end_of_life_date;
    if (const auto& sets = what.request.end_of_life_date) {
        // Source: the service answers "EndOfLifeDate must be set to a future date".
        if (*sets < now)
            refuse(safety_rule::wrong_end_of_life, "The end of life that the step sets is in the past.");
        if (had && *sets > *had)
            refuse(safety_rule::wrong_end_of_life,
                   "The end of life that the step sets is later than the one that the version has.");
    } else if (!had) {
        refuse(safety_rule::wrong_end_of_life, "The step leaves the version without an end of life.");
    }
}

} // namespace ingot::inline v0::checking
