#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// What an image reference points to, in one of the three forms that Azure knows: by resource id, by the
/// unique name of a shared gallery, or by the public name of a community gallery.
/// Source: ImageReference.id, .sharedGalleryImageId, .communityGalleryImageId.
struct image_target {
    enum class form { gallery, shared, community };

    form how = form::gallery;
    std::string owner;                    ///< folded: definition id, unique name, or public name
    std::string image;                    ///< folded name of the definition; empty in the gallery form
    std::optional<image_version> version; ///< none: the definition itself or `latest`

    friend bool operator==(const image_target&, const image_target&) = default;

    /// One canonical text for one target; equal targets and only those have equal text.
    [[nodiscard]] std::string text() const {
        std::string all = how == form::gallery  ? owner
                          : how == form::shared ? "/sharedgalleries/" + owner + "/images/" + image
                                                : "/communitygalleries/" + owner + "/images/" + image;
        return all + "/versions/" + (version ? version->to_string() : "latest");
    }
};

/// Reads any id by which an image may be referred to. Holds nothing when the id names something that is no
/// gallery image, such as a managed image; fails when it is a garbled gallery image or names a version that
/// is neither `latest` nor three numbers, because what such a reference keeps alive cannot be known.
[[nodiscard]] inline result<std::optional<image_target>> parse_image_target(std::string_view text) {
    const auto refuse = [&] {
        return fail(errc::invalid_argument,
                    "'" + std::string(text) +
                        "' looks like a gallery image but is none; expected "
                        ".../galleries/<gallery>/images/<definition>[/versions/<version>]");
    };
    const auto id = resource_id::parse(text);
    if (!id) {
        if (fold(text).find("galleries/") != std::string::npos) return refuse();
        return std::optional<image_target>();
    }
    const std::vector<std::string_view> parts = id->segments();
    const auto is = [&](std::size_t at, std::string_view word) {
        return at < parts.size() && equal_folded(parts[at], word);
    };

    image_target target;
    std::size_t versions = 0; // where `versions` may stand
    if (is(0, "subscriptions") && is(2, "resourceGroups") && is(4, "providers") &&
        is(5, "Microsoft.Compute") && is(6, "galleries") && is(8, "images") && parts.size() >= 10) {
        target.how = image_target::form::gallery;
        versions = 10;
    } else if (is(0, "SharedGalleries") && is(2, "images") && parts.size() >= 4) {
        target.how = image_target::form::shared;
        versions = 4;
    } else if (is(0, "CommunityGalleries") && is(2, "images") && parts.size() >= 4) {
        target.how = image_target::form::community;
        versions = 4;
    } else {
        return std::optional<image_target>();
    }

    const bool names_version = parts.size() == versions + 2 && is(versions, "versions");
    if (!names_version && parts.size() != versions) return refuse();
    if (target.how == image_target::form::gallery) {
        target.owner = id->without_last(names_version ? 2 : 0).folded();
    } else {
        target.owner = fold(parts[1]);
        target.image = fold(parts[3]);
    }
    if (names_version && !is(versions + 1, "latest")) {
        const auto version = image_version::parse(parts[versions + 1]);
        if (!version) return tl::unexpected(version.error());
        target.version = *version;
    }
    return std::optional(std::move(target));
}

} // namespace ingot::inline v0
