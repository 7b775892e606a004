#pragma once

#include "world.hpp"

#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>
#include <ingot/plan/plan.hpp>

#include <algorithm>
#include <string>

namespace property {

/// Stands in for a digest: it tells apart what the plan distinguishes, whatever the order of the regions.
inline std::string fingerprint(const ingot::gallery_image_version& version) {
    std::vector<std::string> regions;
    for (const auto& target : version.publishing.target_regions) regions.push_back(target.name.name());
    std::sort(regions.begin(), regions.end());
    std::string text = version.id.folded();
    for (const std::string& name : regions) text += ' ' + name;
    return text;
}

inline ingot::plan plan_of(const world& of) {
    const ingot::estate estate = of.whole();
    return ingot::make_plan(estate, ingot::decide(estate, of.policy, of.now), of.now, fingerprint);
}

/// What the service holds once all steps have succeeded. Where soft delete is on, a deleted version goes to
/// the recycle bin; elsewhere it is gone.
inline world applied(world to, const ingot::plan& plan) {
    auto& versions = to.estate.image_versions;
    for (const ingot::step& step : plan.steps) {
        const auto found = std::find_if(versions.begin(), versions.end(),
                                        [&](const auto& version) { return version.id == step.target; });
        if (found == versions.end()) continue;
        if (!step.request.remove) {
            *found = ingot::after_change(*found, step.request);
            continue;
        }
        const ingot::resource_id gallery = found->id.without_last(4);
        for (const ingot::gallery& one : to.estate.galleries)
            if (one.id == gallery && one.soft_delete_enabled)
                to.estate.soft_deleted_versions.push_back(found->id);
        versions.erase(found);
    }
    return to;
}

} // namespace property
