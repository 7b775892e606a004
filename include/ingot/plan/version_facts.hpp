#pragma once

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <algorithm>
#include <optional>

namespace ingot::inline v0 {

/// Whether a version is kept out of `latest` in one of its target regions: the region's flag if it has one,
/// else the version's. Source: Azure Compute Gallery overview, excludeFromLatest.
[[nodiscard]] inline bool excluded_in(const gallery_image_version& version,
                                      const target_region& target) noexcept {
    return target.exclude_from_latest.value_or(version.publishing.exclude_from_latest.value_or(false));
}

/// Whether a version has target regions and is kept out of `latest` in all of them.
[[nodiscard]] inline bool excluded_everywhere(const gallery_image_version& version) noexcept {
    const auto& targets = version.publishing.target_regions;
    return !targets.empty() && std::all_of(targets.begin(), targets.end(), [&](const target_region& target) {
        return excluded_in(version, target);
    });
}

[[nodiscard]] inline const target_region* find_target(const gallery_image_version& version,
                                                      const region& where) noexcept {
    for (const target_region& target : version.publishing.target_regions)
        if (target.name == where) return &target;
    return nullptr;
}

/// Whether a replica is known, or rightly assumed, to stand ready in a target region. A version that
/// succeeded and reports no replication status at all is assumed to be replicated; a status that has no row
/// for the region proves that it is not.
[[nodiscard]] inline bool replicated_in(const gallery_image_version& version, const region& where) noexcept {
    if (!version.replication) return version.provisioning_state == provisioning::succeeded;
    return std::any_of(
        version.replication->begin(), version.replication->end(),
        [&](const replication_row& row) { return row.name == where && row.state == replication::completed; });
}

/// What the rules ask about a version, read off once.
struct version_facts {
    const gallery_image_version* record = nullptr; ///< borrowed from the estate
    bool listed = true;        ///< no: known only from the recycle bin, so the record holds little but its id
    bool soft_deleted = false; ///< comes before every other state
    bool failed = false;       ///< its provisioning state is Failed
    bool present = false;      ///< Succeeded or Updating, and not soft-deleted
    bool revoked = false;
    bool candidate = false;
    bool good = false;                      ///< fit to be rolled back to
    std::optional<timestamp> deprecated_at; ///< set when it is deprecated
    std::optional<timestamp> date;          ///< what its age is counted from

    [[nodiscard]] bool deprecated() const noexcept { return deprecated_at.has_value(); }
};

/// Reads the facts off a version.
///
/// The date is the publication; a version that failed may lack it, and then counts from the tag
/// `ingot-created-at`, or else from `systemData.createdAt`. An unreadable instant counts as absent.
[[nodiscard]] inline version_facts facts_of(const gallery_image_version& version, bool soft_deleted) {
    const auto instant_tag = [&](std::string_view name) -> std::optional<timestamp> {
        const auto value = find_tag(version.tags, name);
        return value ? parse_timestamp(*value) : std::nullopt;
    };
    const bool hidden = excluded_everywhere(version);
    const auto marked_stage = find_tag(version.tags, tag::stage);

    version_facts facts;
    facts.record = &version;
    facts.soft_deleted = soft_deleted;
    facts.failed = version.provisioning_state == provisioning::failed;
    facts.present = !soft_deleted && (version.provisioning_state == provisioning::succeeded ||
                                      version.provisioning_state == provisioning::updating);
    facts.revoked = find_tag(version.tags, tag::revoked).has_value();
    facts.candidate = hidden && marked_stage && equal_folded(*marked_stage, "candidate") &&
                      !find_tag(version.tags, tag::deprecated_at);
    facts.good = facts.present && !facts.revoked && !version.validation_failed && !facts.candidate;
    if (hidden) facts.deprecated_at = instant_tag(tag::deprecated_at);
    facts.date = version.publishing.published_date;
    if (!facts.date && facts.failed) facts.date = instant_tag(tag::created_at);
    if (!facts.date && facts.failed) facts.date = version.created_at;
    return facts;
}

} // namespace ingot::inline v0
