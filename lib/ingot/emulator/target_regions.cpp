#include <ingot/emulator/detail/target_regions.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view target = "galleryImageVersion.properties.publishingProfile.targetRegions";

const json* find_region(const json* regions, const region& where) noexcept {
    if (regions == nullptr || !regions->IsArray()) return nullptr;
    for (const auto& each : regions->GetArray())
        if (region(text_of(find(&each, "name"))) == where) return &each;
    return nullptr;
}

} // namespace

std::optional<refusal> refused_target_regions(const json& regions, std::string_view location) {
    if (!regions.IsArray() || regions.Empty())
        return invalid_parameter(target, "The target regions must be a list with at least one region.");
    std::set<region> seen;
    std::vector<std::string> names;
    for (const auto& each : regions.GetArray()) {
        const auto name = text_of(find(&each, "name"));
        if (name.empty()) return missing_parameter(std::string(target) + ".name");
        const json* const count = find(&each, "regionalReplicaCount");
        if (count != nullptr && !count->IsNull()) {
            const auto number = integer_of(count);
            if (!number || *number < 1 || *number > 100)
                return invalid_parameter(
                    std::string(target) + ".regionalReplicaCount",
                    fmt::format("The regional replica count of '{}' is out of range; it must be "
                                "between 1 and 100.",
                                name));
        }
        if (!seen.insert(region(name)).second)
            return invalid_parameter(target,
                                     "Duplicate regions are not allowed in target publishing regions.");
        names.emplace_back(region(name).name());
    }
    if (!seen.contains(region(location)))
        return invalid_parameter(target,
                                 fmt::format("Gallery image version publishing profile regions '{}' must "
                                             "contain the location of image version '{}'.",
                                             fmt::join(names, ", "), location));
    return std::nullopt;
}

std::optional<refusal> refused_region_change(const json& stored, const json& regions, bool removal_allowed) {
    if (!stored.IsArray()) return std::nullopt;
    for (const auto& old : stored.GetArray()) {
        const json* const kept = find_region(&regions, region(text_of(find(&old, "name"))));
        if (kept == nullptr) {
            if (removal_allowed) continue;
            return refusal{
                409, "OperationNotAllowed",
                "Complete set of target locations not specified. Deletion of previously replicated "
                "locations is not allowed. Name every region, or set "
                "safetyProfile.allowDeletionOfReplicatedLocations to true.",
                std::string(target)};
        }
        const auto type = text_of(find(kept, "storageAccountType"));
        const auto stored_type = text_of(find(&old, "storageAccountType"));
        if (!type.empty() && !stored_type.empty() && !equal_folded(type, stored_type))
            return property_change_not_allowed(std::string(target) + ".storageAccountType");
        const json* const encryption = find(kept, "encryption");
        if (encryption != nullptr && !encryption->IsNull() && find(&old, "encryption") == nullptr)
            return property_change_not_allowed(std::string(target) + ".encryption");
    }
    return std::nullopt;
}

void complete_target_regions(json& regions, const json* stored, const json& publishing_profile) {
    const auto replicas = integer_of(find(&publishing_profile, "replicaCount")).value_or(1);
    const auto global_type = text_of(find(&publishing_profile, "storageAccountType"));
    for (auto& each : regions.GetArray()) {
        const json* const count = find(&each, "regionalReplicaCount");
        if (count == nullptr || count->IsNull()) set(each, "regionalReplicaCount", json(replicas));
        if (!text_of(find(&each, "storageAccountType")).empty()) continue;
        const json* const old = find_region(stored, region(text_of(find(&each, "name"))));
        const auto type = old != nullptr ? text_of(find(old, "storageAccountType")) : global_type;
        if (!type.empty()) set(each, "storageAccountType", type);
    }
}

} // namespace ingot::inline v0::emulator
