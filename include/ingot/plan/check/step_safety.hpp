#pragma once

#include <ingot/plan/check/estate_index.hpp>
#include <ingot/plan/check/findings.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <set>
#include <string>

namespace ingot::inline v0::checking {

/// What a step meets: the version as the steps before it leave it, and where it is `latest`.
struct step_site {
    const step& what;
    std::size_t version;                ///< position in the estate
    const gallery_image_version& found; ///< as the steps so far leave it
    std::set<region> latest;    ///< regions where it is `latest`, before the plan or just before the step
    bool deleted_later = false; ///< a trim that a delete of the same version follows
};

/// `latest` of an estate is what machines get from now on, so it is touched by nothing.
inline void check_latest_untouched(const step_site& at, findings& out) {
    for (const region& where : at.latest) {
        const auto& drops = at.what.request.drop_regions;
        if (at.what.action == action::trim && std::find(drops.begin(), drops.end(), where) == drops.end())
            continue;
        out.about_step(safety_rule::latest_touched, at.what,
                       "The version is latest in " + where.name() + ", where the step would " +
                           std::string(name_of(at.what.action)) + " it.");
    }
}

inline void check_unused(const step_site& at, const estate_index& index, findings& out) {
    if (at.what.action == action::deprecate) return;
    const usage_sites used = index.usage_of(at.version);
    if (at.what.action == action::remove || at.what.request.remove) {
        if (used.any())
            out.about_step(safety_rule::in_use, at.what, "The version is in use, so it cannot be deleted.");
        return;
    }
    for (const region& where : at.what.request.drop_regions)
        if (used.in(where))
            out.about_step(safety_rule::in_use, at.what,
                           "The version is in use in " + where.name() + ", so its replica there must stay.");
}

/// No reference was found: that proves something only if somebody looked. How lately and for what is the
/// policy's affair; that one question at least was answered completely is not.
inline void check_looked_for(const step_site& at, const estate& on, timestamp now, findings& out) {
    if (at.what.action == action::deprecate) return;
    const timestamp newest = now + std::chrono::minutes(5);
    if (std::any_of(on.coverage.begin(), on.coverage.end(), [&](const coverage_row& row) {
            return row.status == completeness::complete && row.at && *row.at <= newest;
        }))
        return;
    out.about_step(safety_rule::undeclared_usage, at.what,
                   "No scope of the estate was ever surveyed completely, so nothing proves that the version "
                   "is unused.");
}

inline void check_protection(const step_site& at, const estate_index& index, timestamp now, findings& out) {
    const gallery_image_version& version = at.found;
    const bool removing = at.what.action == action::remove;
    const bool finished = version.provisioning_state == provisioning::succeeded;
    if (index.soft_deleted(at.version))
        out.about_step(safety_rule::in_transition, at.what, "The version is soft-deleted already.");
    else if (!finished && !(failed(version) && (removing || at.deleted_later)))
        out.about_step(safety_rule::in_transition, at.what,
                       "The version is in state '" + version.provisioning_state.spelling() +
                           "', in which this step must not touch it.");

    const lock_effect locks = index.locks_above(at.version);
    if (at.what.action == action::deprecate ? locks.change : locks.deletion)
        out.about_step(safety_rule::locked, at.what,
                       "A lock at the version or above it forbids this step; take the lock off or keep it.");

    const gallery* owner = index.gallery_of(at.version);
    if (at.what.action != action::deprecate && (owner == nullptr || owner->shared()) && !failed(version)) {
        const auto noticed = instant_tag(version, tag::notice_at);
        if (!noticed || *noticed > now)
            out.about_step(safety_rule::shared_without_notice, at.what,
                           "Others may use this gallery, and the version does not say since when its "
                           "consumers know; tag it " +
                               std::string(tag::notice_at) + ".");
    }
    if (at.what.action != action::trim) {
        const auto date = date_of(version);
        if (!date || *date > now)
            out.about_step(safety_rule::undated, at.what,
                           "The version has no date in the past, so its age is unknown.");
    }
    if (!removing) return;
    if (failed(version) && (owner == nullptr || owner->soft_delete_enabled))
        out.about_step(safety_rule::failed_under_soft_delete, at.what,
                       "The service refuses to delete a failed version where soft delete is on.");
    const auto& end = version.publishing.end_of_life_date;
    if (version.safety.block_deletion_before_end_of_life && (!end || *end > now))
        out.about_step(safety_rule::blocked_before_end_of_life, at.what,
                       "The safety profile blocks deletion until the end of life" +
                           (end ? ", " + format_timestamp(*end) : std::string(", which has no date")) + ".");
}

/// The home replica goes with the version, and all others go before it.
inline void check_replicas(const step_site& at, findings& out) {
    const gallery_image_version& version = at.found;
    for (const region& where : at.what.request.drop_regions) {
        if (where == version.location)
            out.about_step(safety_rule::home_region_dropped, at.what,
                           where.name() + " is the home region; its replica goes with the version only.");
        if (target_at(version, where) == nullptr)
            out.about_step(safety_rule::region_not_targeted, at.what,
                           where.name() + " is not a target region of the version, so it cannot be dropped.");
    }
    if (at.what.action == action::trim && !at.deleted_later && !deprecated(version) && !good(version, false))
        out.about_step(safety_rule::not_trimmable, at.what,
                       "The version is neither deprecated nor good, so it is not trimmed for its own sake.");
    if (at.what.action != action::remove) return;
    // Where the home region is not known, or is no target, there is nothing to trim to.
    if (version.publishing.target_regions.size() > 1 && target_at(version, version.location) != nullptr)
        out.about_step(safety_rule::delete_before_trim, at.what,
                       "The version still has replicas outside its home region; trim it first.");
}

} // namespace ingot::inline v0::checking
