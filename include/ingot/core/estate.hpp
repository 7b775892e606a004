#pragma once

#include <ingot/core/coverage.hpp>
#include <ingot/core/gallery.hpp>
#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/image_definition.hpp>
#include <ingot/core/management_lock.hpp>
#include <ingot/core/reference_table.hpp>
#include <ingot/core/timestamp.hpp>

#include <map>
#include <optional>
#include <vector>

namespace ingot::inline v0 {

/// A snapshot of galleries, definitions, versions, their consumers, locks, and how far the survey saw.
/// The order of what it holds never matters. Each resource stands once.
struct estate {
    std::optional<timestamp> taken_at;
    std::vector<resource_id> scopes; ///< what the survey was to ask
    std::vector<coverage_row> coverage;
    std::vector<gallery> galleries;
    std::vector<image_definition> image_definitions;
    std::vector<gallery_image_version> image_versions;
    std::vector<resource_id>
        soft_deleted_versions; ///< version ids, also of versions not listed above; repetition is harmless
    std::vector<management_lock> locks;
    reference_table references;
    std::optional<timestamp> watched_since;            ///< since when `last_seen_in_use` has been kept
    std::map<resource_id, timestamp> last_seen_in_use; ///< by version id
};

} // namespace ingot::inline v0
