#pragma once

#include <ingot/plan/version_change.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::apply_detail {

/// What a PATCH sends, and what it takes away.
struct version_update {
    std::string body;
    std::string dropped_regions; ///< JSON array: the target regions that it leaves out, as they were read
};

/// The body of the PATCH that makes a change to a version as it was read.
///
/// `targetRegions` is full desired state at the service, and tags are replaced as a whole: both are sent as
/// they were read, members that this program does not know included, with only the named changes. Nothing
/// read-only is sent back. `storageProfile` must be there and may be empty (OpenAPI example
/// GalleryImageVersion_Update_WithoutSourceId).
///
/// Fails with unsupported for a change that is not an update, invalid_document for a body without regions.
[[nodiscard]] result<version_update> make_version_update(std::string_view version, const version_change& change);

} // namespace ingot::inline v0::apply_detail
