#pragma once

#include <ingot/plan/check/carried_out.hpp>
#include <ingot/plan/check/step_safety.hpp>

#include <algorithm>
#include <string>

namespace ingot::inline v0::checking {

[[nodiscard]] inline bool same_tags(const tags& a, const tags& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
               return equal_folded(x.first, y.first) && x.second == y.second;
           });
}

/// Whether two states of a version mean the same. An exclusion flag that is absent and one that repeats
/// what would hold without it do; and an end of life, once set, cannot be taken away again.
[[nodiscard]] inline bool restores(const gallery_image_version& before, const gallery_image_version& again) {
    const auto& old_targets = before.publishing.target_regions;
    if (old_targets.size() != again.publishing.target_regions.size()) return false;
    for (const target_region& old : old_targets) {
        const target_region* now = target_at(again, old.name);
        if (now == nullptr || excluded(before, old) != excluded(again, *now) ||
            before.replicas_in(old) != again.replicas_in(*now) ||
            old.storage_account_type != now->storage_account_type)
            return false;
    }
    const auto& had = before.publishing.end_of_life_date;
    return same_tags(before.tags, again.tags) &&
           (before.publishing.exclude_from_latest == true) ==
               (again.publishing.exclude_from_latest == true) &&
           (!had || had == again.publishing.end_of_life_date);
}

/// What can be taken back says how. `after` is the version after the step.
inline void check_inverse(const step_site& at, const gallery_image_version& after, const estate_index& index,
                          findings& out) {
    const auto& inverse = at.what.inverse;
    const auto refuse = [&](const char* why) { out.about_step(safety_rule::wrong_inverse, at.what, why); };
    if (at.what.action != action::remove) {
        if (!inverse)
            refuse("The step can be taken back, and does not say how.");
        else if (inverse->remove || inverse->restore)
            refuse("What takes the step back neither deletes nor restores a version.");
        else if (!restores(at.found, carried_out(after, *inverse)))
            refuse("What is to take the step back does not lead back to the version as it was.");
        return;
    }
    version_change restoring;
    restoring.restore = true;
    const gallery* owner = index.gallery_of(at.version);
    // Of a gallery that is not listed nobody knows whether it has a recycle bin.
    if (owner == nullptr && !inverse) return;
    const bool bin = owner == nullptr || owner->soft_delete_enabled;
    if (bin && inverse != restoring)
        refuse("The gallery keeps deleted versions for a while, so the delete is taken back by a restore "
               "alone.");
    if (!bin && inverse) refuse("The gallery has no soft delete, so nothing takes the delete back.");
}

} // namespace ingot::inline v0::checking
