#pragma once

#include <ingot/azure/request.hpp>
#include <ingot/core/image_version.hpp>

#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// Galleries that are open to everybody, by their public name. There is no list of them.
class community_gallery_operations {
public:
    [[nodiscard]] request get(const service& at, const resource_id& subscription, const region& where,
                              std::string_view public_name) const {
        return detail::read(at, base(subscription, where, public_name), at.versions.galleries);
    }
    [[nodiscard]] request list_images(const service& at, const resource_id& subscription, const region& where,
                                      std::string_view public_name) const {
        return detail::list(at, base(subscription, where, public_name).along("images"),
                            at.versions.galleries);
    }
    [[nodiscard]] request get_image(const service& at, const resource_id& subscription, const region& where,
                                    std::string_view public_name, std::string_view image) const {
        return detail::read(at, base(subscription, where, public_name).along("images").to(image),
                            at.versions.galleries);
    }
    [[nodiscard]] request list_versions(const service& at, const resource_id& subscription,
                                        const region& where, std::string_view public_name,
                                        std::string_view image) const {
        return detail::list(
            at, base(subscription, where, public_name).along("images").to(image).along("versions"),
            at.versions.galleries);
    }
    [[nodiscard]] request get_version(const service& at, const resource_id& subscription, const region& where,
                                      std::string_view public_name, std::string_view image,
                                      const image_version& version) const {
        return detail::read(at,
                            base(subscription, where, public_name)
                                .along("images")
                                .to(image)
                                .along("versions")
                                .to(version.to_string()),
                            at.versions.galleries);
    }

private:
    [[nodiscard]] static request_path base(const resource_id& subscription, const region& where,
                                           std::string_view public_name) {
        return request_path::to_subscription(subscription)
            .along("providers/Microsoft.Compute/locations")
            .to(where)
            .along("communityGalleries")
            .to(public_name);
    }
};

inline constexpr community_gallery_operations community_galleries;

} // namespace ingot::inline v0::azure
