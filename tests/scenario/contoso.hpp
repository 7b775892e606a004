#pragma once

#include "../unit/plan/estate_builder.hpp"

#include <ingot/plan/check_plan.hpp>

#include <map>
#include <string>
#include <vector>

namespace contoso {

using namespace built;

/// The twelve regions to which every image of the fleet goes; westeurope is home.
inline const std::vector<std::string> regions{
    "westeurope", "northeurope", "uksouth",       "francecentral", "swedencentral", "eastus2",
    "centralus",  "westus3",     "canadacentral", "brazilsouth",   "southeastasia", "japaneast"};

/// The version with a replication status of its own.
inline void set_replication(ingot::gallery_image_version& of,
                            const std::map<std::string, std::string>& differing,
                            std::string_view otherwise = "Completed") {
    of.replication.emplace();
    for (const std::string& name : regions) {
        const auto found = differing.find(name);
        of.replication->push_back(
            {ingot::region(name), ingot::open_enum<ingot::replication_names>(
                                      found == differing.end() ? otherwise : found->second)});
    }
}

/// What `latest` is, by region; `none` where there is none.
inline std::map<std::string, std::string> latest_by_region(const ingot::estate& estate) {
    std::map<std::string, std::string> all;
    for (const auto& definition : ingot::resolve_all_latest(estate))
        for (const auto& one : definition.regions)
            all[one.where.name()] = one.version ? one.version->to_string() : "none";
    return all;
}

} // namespace contoso
