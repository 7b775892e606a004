#pragma once

#include <ingot/core/region.hpp>
#include <ingot/plan/latest.hpp>
#include <ingot/plan/version_facts.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace ingot::inline v0 {

/// Why a version cannot be `latest` in a region; nothing when it can.
[[nodiscard]] inline std::optional<pass_reason> why_not_latest(const version_facts& facts,
                                                               const region& where) {
    if (facts.soft_deleted) return pass_reason::soft_deleted;
    if (!facts.present) return pass_reason::state;
    const target_region* const target = find_target(*facts.record, where);
    if (target == nullptr) return pass_reason::not_targeted;
    if (!replicated_in(*facts.record, where)) return pass_reason::not_replicated;
    if (!excluded_in(*facts.record, *target)) return std::nullopt;
    return target->exclude_from_latest ? pass_reason::excluded_in_region : pass_reason::excluded;
}

/// What Azure resolves `latest` to in a region: the highest number among versions that are present,
/// replicated there and not excluded there. The service knows no tags, so a revoked version can be latest.
/// Source: Azure Compute Gallery, "latest" image versions.
/// @param versions of one definition, highest first
[[nodiscard]] inline latest_in_region resolve_latest(const std::vector<version_facts>& versions,
                                                     const region& where) {
    latest_in_region answer;
    answer.where = where;
    for (const version_facts& facts : versions) {
        if (const auto reason = why_not_latest(facts, where)) {
            answer.skipped.push_back({facts.record->version, *reason});
            continue;
        }
        answer.version = facts.record->version;
        answer.assumed = !facts.record->replication;
        break;
    }
    return answer;
}

/// The regions in which `latest` can be asked for: all target regions of present versions, by name.
[[nodiscard]] inline std::vector<region> regions_of(const std::vector<version_facts>& versions) {
    std::vector<region> regions;
    for (const version_facts& facts : versions) {
        if (!facts.present) continue;
        for (const target_region& target : facts.record->publishing.target_regions)
            regions.push_back(target.name);
    }
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    return regions;
}

} // namespace ingot::inline v0
