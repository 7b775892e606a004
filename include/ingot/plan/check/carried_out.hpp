#pragma once

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/plan/version_change.hpp>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::checking {

/// What a version is once a change has been carried out: the checker's own reading of a change, so that a
/// mistake in the planner's prediction is not repeated here.
[[nodiscard]] inline gallery_image_version carried_out(const gallery_image_version& before,
                                                       const version_change& what) {
    gallery_image_version result = before;
    const std::set<region> gone(what.drop_regions.begin(), what.drop_regions.end());

    std::vector<target_region> targets;
    std::set<region> there;
    const auto take = [&](target_region target) {
        if (!there.insert(target.name).second) return;
        const auto flag = what.exclude_in_regions.find(target.name);
        if (flag != what.exclude_in_regions.end()) target.exclude_from_latest.emplace(flag->second);
        targets.push_back(std::move(target));
    };
    for (const target_region& target : before.publishing.target_regions)
        if (gone.count(target.name) == 0) take(target);
    for (const target_region& target : what.add_regions) take(target);
    result.publishing.target_regions = std::move(targets);

    if (before.replication) {
        result.replication.emplace();
        for (const replication_row& row : *before.replication)
            if (gone.count(row.name) == 0) result.replication->push_back(row);
    }
    if (what.exclude_from_latest.has_value())
        result.publishing.exclude_from_latest.emplace(*what.exclude_from_latest);
    if (what.end_of_life_date.has_value()) result.publishing.end_of_life_date.emplace(*what.end_of_life_date);

    const std::set<std::string, less_folded> taken_off(what.remove_tags.begin(), what.remove_tags.end());
    result.tags.clear();
    for (const auto& one : before.tags)
        if (taken_off.count(one.first) == 0 && what.set_tags.count(one.first) == 0) result.tags.insert(one);
    result.tags.insert(what.set_tags.begin(), what.set_tags.end());
    return result;
}

} // namespace ingot::inline v0::checking
