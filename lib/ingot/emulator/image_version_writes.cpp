#include <ingot/emulator/detail/image_version_writes.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/image_sources.hpp>
#include <ingot/emulator/detail/replication.hpp>
#include <ingot/emulator/detail/target_regions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

const std::string root(version_properties);

const json* publishing_profile(const json& version) noexcept {
    return find(version, {"properties", "publishingProfile"});
}

std::optional<refusal> refused_end_of_life(const world& state, const json* stored, const json& body) {
    const json* const wanted = find(publishing_profile(body), "endOfLifeDate");
    if (wanted == nullptr || wanted->IsNull()) return std::nullopt;
    const std::string target = root + "publishingProfile.endOfLifeDate";
    const auto instant = instant_of(wanted);
    if (!instant) return invalid_parameter(target, "EndOfLifeDate must be a date with a time and an offset.");
    if (stored != nullptr && instant == instant_of(find(publishing_profile(*stored), "endOfLifeDate")))
        return std::nullopt;
    if (*instant <= state.now)
        return invalid_parameter(target, "EndOfLifeDate must be set to a future date.");
    return std::nullopt;
}

std::optional<refusal> refused_shallow(const json& body) {
    const json* const profile = publishing_profile(body);
    if (!equal_folded(text_of(find(profile, "replicationMode")), "Shallow")) return std::nullopt;
    const json* const regions = find(profile, "targetRegions");
    if (regions != nullptr && regions->IsArray() && regions->Size() > 1)
        return invalid_parameter(
            root + "publishingProfile.replicationMode",
            "With shallow replication the location of the image version is the only region.");
    return std::nullopt;
}

bool same_luns(const json* a, const json* b) {
    const auto luns = [](const json* disks) {
        std::set<std::int64_t> found;
        if (disks != nullptr && disks->IsArray())
            for (const auto& disk : disks->GetArray())
                found.insert(integer_of(find(&disk, "lun")).value_or(-1));
        return found;
    };
    return luns(a) == luns(b);
}

std::optional<refusal> refused_immutable(const json& stored, const json& body) {
    const json* const wanted = find(body, {"properties", "storageProfile"});
    const json* const had = find(stored, {"properties", "storageProfile"});
    for (const auto& path : image_sources) {
        const auto value = source_text(wanted, path);
        if (!value.empty() && !equal_folded(value, source_text(had, path)))
            return property_change_not_allowed(source_name(path));
    }
    const json* const disks = find(wanted, "dataDiskImages");
    if (disks != nullptr && disks->IsArray() && !disks->Empty() &&
        !same_luns(disks, find(had, "dataDiskImages")))
        return property_change_not_allowed(root + "storageProfile.dataDiskImages");
    for (const auto& [member, usual] :
         {std::pair<std::string_view, std::string_view>{"storageAccountType", "Standard_LRS"},
          {"replicationMode", "Full"}}) {
        const auto value = text_of(find(publishing_profile(body), member));
        auto before = text_of(find(publishing_profile(stored), member));
        if (before.empty()) before = usual;
        if (!value.empty() && !equal_folded(value, before))
            return property_change_not_allowed(root + "publishingProfile." + std::string(member));
    }
    return std::nullopt;
}

/// The request's word where it has one, else what is stored, else what the service does without one.
bool removal_allowed(const world& state, const json& stored, const json& body) {
    for (const json* const version : {&body, &stored})
        if (const auto flag = boolean_of(
                find(*version, {"properties", "safetyProfile", "allowDeletionOfReplicatedLocations"})))
            return *flag;
    return state.settings.absent_safety_profile_allows_removal;
}

} // namespace

std::optional<refusal> refused_creation(const world& state, const json& body, const json& definition) {
    if (auto source = refused_source(state, body, definition)) return source;
    if (auto end_of_life = refused_end_of_life(state, nullptr, body)) return end_of_life;
    if (auto shallow = refused_shallow(body)) return shallow;
    const json* const regions = find(publishing_profile(body), "targetRegions");
    if (regions == nullptr || regions->IsNull()) return std::nullopt;
    return refused_target_regions(*regions, text_of(find(&body, "location")));
}

void complete_creation(const world& state, json& body, std::string_view api_version) {
    json& properties = object_at(body, "properties");
    for (const std::string_view member :
         {"provisioningState", "replicationStatus", "restore", "validationsProfile"})
        erase(properties, member);
    json& profile = object_at(properties, "publishingProfile");
    const auto absent = [&](std::string_view member) {
        const json* const value = find(&profile, member);
        return value == nullptr || value->IsNull();
    };
    if (absent("replicaCount")) set(profile, "replicaCount", json(1));
    if (absent("excludeFromLatest")) set(profile, "excludeFromLatest", json(false));
    if (absent("storageAccountType")) set(profile, "storageAccountType", "Standard_LRS");
    if (absent("replicationMode")) set(profile, "replicationMode", "Full");
    if (absent("endOfLifeDate")) erase(profile, "endOfLifeDate");
    set(profile, "publishedDate", format_timestamp(state.now));
    if (absent("targetRegions")) {
        json home = json_object();
        set(home, "name", text_of(find(&body, "location")));
        json regions = json_array();
        append(regions, std::move(home));
        set(profile, "targetRegions", std::move(regions));
    }
    complete_target_regions(*find(&profile, "targetRegions"), nullptr, profile);
    for (const auto& path : image_sources)
        if (const auto size = size_of_source(state, source_text(find(&properties, "storageProfile"), path)))
            set(object_at(object_at(properties, "storageProfile"), "osDiskImage"), "sizeInGB", json(*size));
    if (!state.settings.blocks_deletion_by_default || api_version < "2026-03-03") return;
    if (absent("endOfLifeDate")) {
        constexpr auto half_a_year = std::chrono::hours(24 * 182);
        set(profile, "endOfLifeDate", format_timestamp(state.now + half_a_year));
    }
    json& safety = object_at(properties, "safetyProfile");
    if (find(&safety, "blockDeletionBeforeEndOfLife") == nullptr)
        set(safety, "blockDeletionBeforeEndOfLife", json(true));
}

std::optional<refusal> refused_update(const world& state, const json& stored, const json& body) {
    if (auto immutable = refused_immutable(stored, body)) return immutable;
    if (auto end_of_life = refused_end_of_life(state, &stored, body)) return end_of_life;
    const json* const regions = find(publishing_profile(body), "targetRegions");
    if (regions == nullptr || regions->IsNull()) return std::nullopt;
    if (auto invalid = refused_target_regions(*regions, text_of(find(&stored, "location")))) return invalid;
    const json* const before = find(publishing_profile(stored), "targetRegions");
    if (before == nullptr) return std::nullopt;
    return refused_region_change(*before, *regions, removal_allowed(state, stored, body));
}

void apply_update(json& stored, const json& body, bool full) {
    if (const json* const tags = find(&body, "tags"); tags != nullptr && tags->IsObject()) {
        set(stored, "tags", json_copy(*tags));
    } else if (full) {
        erase(stored, "tags");
    }
    const json* const wanted = find(&body, "properties");
    json& properties = object_at(stored, "properties");
    if (wanted == nullptr || !wanted->IsObject()) return;
    json& profile = object_at(properties, "publishingProfile");
    if (const json* const changes = find(wanted, "publishingProfile");
        changes != nullptr && changes->IsObject()) {
        for (auto change = changes->MemberBegin(); change != changes->MemberEnd(); ++change) {
            const std::string_view name(change->name.GetString(), change->name.GetStringLength());
            if (change->value.IsNull() || name == "publishedDate") continue;
            if (name == "targetRegions") {
                json regions = json_copy(change->value);
                complete_target_regions(regions, find(&profile, "targetRegions"), profile);
                set(profile, name, std::move(regions));
            } else {
                set(profile, name, json_copy(change->value));
            }
        }
        if (full && find(changes, "excludeFromLatest") == nullptr)
            set(profile, "excludeFromLatest", json(false));
    }
    for (auto member = wanted->MemberBegin(); member != wanted->MemberEnd(); ++member) {
        const std::string_view name(member->name.GetString(), member->name.GetStringLength());
        static constexpr std::array<std::string_view, 6> others{"publishingProfile",  "storageProfile",
                                                                "provisioningState",  "replicationStatus",
                                                                "validationsProfile", "restore"};
        if (std::find(others.begin(), others.end(), name) != others.end() || member->value.IsNull()) continue;
        if (member->value.IsObject()) {
            merge(object_at(properties, name), member->value);
        } else {
            set(properties, name, json_copy(member->value));
        }
    }
}

} // namespace ingot::inline v0::emulator
