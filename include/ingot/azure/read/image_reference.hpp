#pragma once

#include <ingot/core/image_target.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// What a machine or a model was made from. Source: ImageReference.
struct image_reference {
    std::string id;                         ///< of a managed image, a definition (latest) or a version
    std::string shared_gallery_image_id;    ///< `/SharedGalleries/...`
    std::string community_gallery_image_id; ///< `/CommunityGalleries/...`
    std::string publisher;                  ///< of a marketplace image, with the three below
    std::string offer;
    std::string sku;
    std::string version;
    std::string exact_version; ///< that `latest` was when the machine was made

    /// The gallery image that is meant, in its exact version where that is known; none when it is no gallery
    /// image. Fails with `errc::invalid_argument` when it looks like one and cannot be read: what it keeps in
    /// use is then not known.
    [[nodiscard]] result<std::optional<image_target>> target() const {
        for (const std::string* const text : {&id, &shared_gallery_image_id, &community_gallery_image_id}) {
            if (text->empty()) continue;
            auto found = parse_image_target(*text);
            if (!found || !*found || exact_version.empty()) return found;
            const auto exact = image_version::parse(exact_version);
            if (!exact) return tl::unexpected(exact.error());
            (*found)->version = *exact;
            return found;
        }
        return std::optional<image_target>();
    }
};

} // namespace ingot::inline v0::azure
