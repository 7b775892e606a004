#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/decide.hpp>
#include <ingot/plan/make_plan.hpp>
#include <ingot/policy/policy.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace built {

inline constexpr ingot::duration day = std::chrono::hours(24);

inline ingot::timestamp at(std::string_view text) { return ingot::parse_timestamp(text).value(); }
inline ingot::resource_id id(std::string_view text) { return ingot::resource_id::parse(text).value(); }

inline constexpr std::string_view images = "/subscriptions/s1";
inline constexpr std::string_view gallery_id =
    "/subscriptions/s1/resourceGroups/images/providers/Microsoft.Compute/galleries/prod";
inline const std::string definition_id = std::string(gallery_id) + "/images/web";

/// One private gallery with one definition, surveyed completely just now.
struct estate_builder {
    ingot::timestamp now = at("2026-09-30T00:00:00Z");
    ingot::estate estate;

    estate_builder() {
        ingot::gallery owner;
        owner.id = id(gallery_id);
        owner.unique_name = "s1-PROD";
        estate.galleries.push_back(owner);
        estate.image_definitions.push_back({id(definition_id), {}});
        estate.scopes = {id(images)};
        for (const char* source : {"virtual_machines", "scale_sets", "scale_set_instances", "locks"})
            estate.coverage.push_back({id(images), source, ingot::completeness::complete, now, ""});
    }

    /// A version that succeeded, published so many days ago; the first region is its home.
    ingot::gallery_image_version& version(std::string_view number, int days_old,
                                          const std::vector<std::string>& regions = {"westeurope"}) {
        ingot::gallery_image_version made;
        made.id = id(definition_id + "/versions/" + std::string(number));
        made.version = ingot::image_version::parse(number).value();
        made.location = ingot::region(regions.front());
        made.provisioning_state = ingot::provisioning::succeeded;
        made.publishing.published_date = now - day * days_old;
        for (const std::string& name : regions)
            made.publishing.target_regions.push_back({ingot::region(name), 1, "Standard_LRS", {}, 0});
        estate.image_versions.push_back(made);
        return estate.image_versions.back();
    }

    /// A version that was excluded everywhere and tagged, so many days ago.
    ingot::gallery_image_version& deprecated(std::string_view number, int days_old, int days_deprecated,
                                             const std::vector<std::string>& regions = {"westeurope"}) {
        ingot::gallery_image_version& made = version(number, days_old, regions);
        made.publishing.exclude_from_latest = true;
        made.publishing.end_of_life_date = now - day;
        made.tags.emplace(ingot::tag::deprecated_at, ingot::format_timestamp(now - day * days_deprecated));
        return made;
    }

    void refer(std::string_view target, std::string_view where = "",
               std::string_view kind = "virtual_machine") {
        estate.references.add(kind, "consumer", **ingot::parse_image_target(target), ingot::region(where));
    }

    void lock(std::string_view scope, ingot::lock_level level = ingot::lock_level::can_not_delete) {
        estate.locks.push_back(
            {id(std::string(scope) + "/providers/Microsoft.Authorization/locks/l"), id(scope), level});
    }
};

/// A rule that deletes whatever nothing holds.
inline ingot::rule deleting_rule() {
    ingot::rule made;
    made.name = "all";
    made.remove.emplace();
    made.failed.emplace();
    made.candidates.emplace();
    made.limits.max_fraction = 1.0;
    return made;
}

inline ingot::policy only(ingot::rule one) { return {{std::move(one)}}; }

inline ingot::plan plan_of(const ingot::estate& estate, const ingot::policy& policy, ingot::timestamp now) {
    return ingot::make_plan(estate, ingot::decide(estate, policy, now), now,
                            [](const ingot::gallery_image_version& version) { return version.id.folded(); });
}

/// The verdict on a version of the definition, by its number.
inline ingot::verdict verdict_on(const std::vector<ingot::verdict>& all, std::string_view number) {
    return *std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id.name() == number; });
}

/// The names of the holds in their order, with a space between each.
inline std::string hold_names(const ingot::verdict& of) {
    std::string names;
    for (const ingot::hold& one : of.holds)
        names += (names.empty() ? "" : " ") + std::string(name_of(one.code));
    return names;
}

inline ingot::hold find_hold(const ingot::verdict& of, ingot::hold_code code) {
    return *std::find_if(of.holds.begin(), of.holds.end(), [&](const auto& one) { return one.code == code; });
}

} // namespace built
