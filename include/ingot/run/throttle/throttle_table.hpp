#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/run/throttle/budget.hpp>

#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::run {

/// One count that a group of operations is held to.
struct throttle_policy {
    std::string name; ///< as `x-ms-ratelimit-remaining-resource` and the body of a 429 have it
    budget limit;
    bool by_resource = false; ///< one count for each resource; otherwise one for subscription and region
};

/// The policies of each operation group, by operation_group::arm and operation_group::provider. A group that
/// is not in it is not counted, only paused where the service asks for it.
using throttle_table = std::map<std::string, std::vector<throttle_policy>, less_folded>;

/// What Azure publishes. A host takes it, changes what is different for it (an older cloud, a raised quota),
/// and gives it to its throttle.
///
/// Azure Resource Manager, "request limits and throttling" (since 2024: for each subscription and principal;
/// the limit of all principals together is 15 times that and is not counted here); Azure Compute throttling
/// limits; Resource Graph, "guidance for throttled requests"; the deletion of image versions by what the
/// service itself says in its headers (Azure/azure-rest-api-specs#11559). The names of Compute's policies by
/// resource are assumed.
[[nodiscard]] inline throttle_table published_throttling() {
    using namespace std::chrono_literals;
    throttle_table table;
    for (const char* const scope : {"Subscription", "Tenant"}) {
        const auto arm = [&](const char* what, budget limit) {
            const std::string name = std::string(scope) + what;
            table[name] = {{name, limit, false}};
        };
        arm("Reads", {250, 25, 1s});
        arm("Writes", {200, 10, 1s});
        arm("Deletes", {200, 10, 1s});
    }
    const auto compute = [&](const std::string& name, budget resource, budget subscription) {
        table[name] = {{name, subscription, false}, {name + "Resource", resource, true}};
    };
    compute("PutVM", {12, 4, 1min}, {1500, 500, 1min});
    compute("UpdateVM", {12, 4, 1min}, {1500, 500, 1min});
    compute("DeleteVM", {12, 4, 1min}, {1500, 500, 1min});
    compute("LowCostGetVM", {36, 12, 1min}, {24'000, 8000, 1min});
    table["HighCostGetVM"] = {{"HighCostGetVM", {900, 300, 1min}, false}};
    compute("GetOperation", {45, 15, 1min}, {15'000, 5000, 1min});
    compute("PutVMScaleSet", {12, 4, 1min}, {375, 125, 1min});
    compute("UpdateVMScaleSet", {12, 4, 1min}, {1500, 500, 1min});
    compute("DeleteVMScaleSet", {12, 4, 1min}, {525, 175, 1min});
    compute("LowCostGetVMScaleSet", {36, 12, 1min}, {2400, 800, 1min});
    compute("HighCostGetVMScaleSet", {30, 10, 1min}, {1080, 360, 1min});
    compute("UpdateVMScaleSetVM", {12, 4, 1min}, {1500, 500, 1min});
    table["microsoft.compute/galleries/images/versions/delete"] = {
        {"DeleteGalleryImageVersion3Min", {150, 0, 3min}, false},
        {"DeleteGalleryImageVersion30Min", {1000, 0, 30min}, false}};
    table["ResourceGraph"] = {{"ResourceGraph", {15, 0, 5s}, false}};
    return table;
}

} // namespace ingot::inline v0::run
