#pragma once

#include <ingot/core/gallery_image_version.hpp>

#include <string>

namespace ingot::inline v0::apply_detail {

/// The fingerprint of a version without what a write moves by itself: its provisioning state and its
/// replication. Flags count by what they mean, so that a flag which the service spells out where it was
/// inherited makes no difference, and an end of life by its second. All else counts, tags that were added
/// included.
[[nodiscard]] std::string settled_digest(gallery_image_version version);

} // namespace ingot::inline v0::apply_detail
