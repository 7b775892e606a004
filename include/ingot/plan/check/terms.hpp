#pragma once

// The checker's own reading of the rules. It shares nothing with the code that decides, on purpose: what
// both would get wrong for the same reason could never be found.

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

namespace ingot::inline v0::checking {

[[nodiscard]] inline const target_region* target_at(const gallery_image_version& version,
                                                    const region& where) noexcept {
    for (const target_region& target : version.publishing.target_regions)
        if (target.name == where) return &target;
    return nullptr;
}

/// A region's own flag wins over that of the version.
/// Source: TargetRegion.excludeFromLatest.
[[nodiscard]] inline bool excluded(const gallery_image_version& version,
                                   const target_region& target) noexcept {
    if (target.exclude_from_latest) return *target.exclude_from_latest;
    return version.publishing.exclude_from_latest == true;
}

[[nodiscard]] inline bool excluded_in_all(const gallery_image_version& version) noexcept {
    const auto& targets = version.publishing.target_regions;
    return !targets.empty() && std::all_of(targets.begin(), targets.end(),
                                           [&](const auto& target) { return excluded(version, target); });
}

/// Whether a target region holds its replicas. Without a replication status a finished version is
/// taken to be everywhere it was to go.
[[nodiscard]] inline bool replicated(const gallery_image_version& version, const region& where) noexcept {
    if (!version.replication) return version.provisioning_state == provisioning::succeeded;
    return std::any_of(version.replication->begin(), version.replication->end(), [&](const auto& row) {
        return row.name == where && row.state == replication::completed;
    });
}

[[nodiscard]] inline bool alive(const gallery_image_version& version, bool soft_deleted) noexcept {
    return !soft_deleted && (version.provisioning_state == provisioning::succeeded ||
                             version.provisioning_state == provisioning::updating);
}

[[nodiscard]] inline bool failed(const gallery_image_version& version) noexcept {
    return version.provisioning_state == provisioning::failed;
}

[[nodiscard]] inline std::optional<timestamp> instant_tag(const gallery_image_version& version,
                                                          std::string_view name) {
    const auto value = find_tag(version.tags, name);
    return value ? parse_timestamp(*value) : std::nullopt;
}

[[nodiscard]] inline bool candidate(const gallery_image_version& version) {
    const auto stage = find_tag(version.tags, tag::stage);
    return stage && equal_folded(*stage, "candidate") && !find_tag(version.tags, tag::deprecated_at) &&
           excluded_in_all(version);
}

[[nodiscard]] inline bool deprecated(const gallery_image_version& version) {
    return excluded_in_all(version) && instant_tag(version, tag::deprecated_at).has_value();
}

/// Fit to be rolled back to.
[[nodiscard]] inline bool good(const gallery_image_version& version, bool soft_deleted) {
    return alive(version, soft_deleted) && !version.validation_failed &&
           !find_tag(version.tags, tag::revoked) && !candidate(version);
}

/// Since when the version has existed. A failed one was never published, so other records serve.
[[nodiscard]] inline std::optional<timestamp> date_of(const gallery_image_version& version) {
    if (version.publishing.published_date || !failed(version)) return version.publishing.published_date;
    if (const auto tagged = instant_tag(version, tag::created_at)) return tagged;
    return version.created_at;
}

} // namespace ingot::inline v0::checking
