#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// What an image reference of a virtual machine or scale set means in a region.
struct resolved_image {
    std::string exact_version; ///< empty for an image that is not in a gallery
    std::string os_state;      ///< of its definition
    std::string source_id;     ///< of the image version, or of an image that is not in a gallery; may be empty
};

/// Resolves `imageReference.id`, or `.sharedGalleryImageId` by the gallery's unique name, or
/// `.communityGalleryImageId` by one of its public names: a version id is that version; the id of a
/// definition, or of its `versions/latest`, is the highest version that is Succeeded or Updating, replicated
/// to the region and not excluded from latest there. Refused with 404 GalleryImageNotFound.
[[nodiscard]] tl::expected<resolved_image, refusal>
resolve_image(const world& state, const json* image_reference, std::string_view location);

} // namespace ingot::inline v0::emulator
