#pragma once

#include <ingot/azure/request.hpp>
#include <ingot/core/image_version.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Galleries that others share with this subscription, as it sees them in one region.
class shared_gallery_operations {
public:
    /// With whom a gallery must be shared to be listed.
    enum class reach { subscription, tenant };

    [[nodiscard]] request list(const service& at, const resource_id& subscription, const region& where,
                               reach shared_to = reach::subscription) const {
        return all(at, base(subscription, where), shared_to);
    }
    [[nodiscard]] request get(const service& at, const resource_id& subscription, const region& where,
                              std::string_view unique_name) const {
        return one(at, base(subscription, where).to(unique_name));
    }
    [[nodiscard]] request list_images(const service& at, const resource_id& subscription, const region& where,
                                      std::string_view unique_name,
                                      reach shared_to = reach::subscription) const {
        return all(at, base(subscription, where).to(unique_name).along("images"), shared_to);
    }
    [[nodiscard]] request get_image(const service& at, const resource_id& subscription, const region& where,
                                    std::string_view unique_name, std::string_view image) const {
        return one(at, base(subscription, where).to(unique_name).along("images").to(image));
    }
    [[nodiscard]] request list_versions(const service& at, const resource_id& subscription,
                                        const region& where, std::string_view unique_name,
                                        std::string_view image, reach shared_to = reach::subscription) const {
        return all(at, base(subscription, where).to(unique_name).along("images").to(image).along("versions"),
                   shared_to);
    }
    [[nodiscard]] request get_version(const service& at, const resource_id& subscription, const region& where,
                                      std::string_view unique_name, std::string_view image,
                                      const image_version& version) const {
        return one(at, base(subscription, where)
                           .to(unique_name)
                           .along("images")
                           .to(image)
                           .along("versions")
                           .to(version.to_string()));
    }

private:
    [[nodiscard]] static request_path base(const resource_id& subscription, const region& where) {
        return request_path::to_subscription(subscription)
            .along("providers/Microsoft.Compute/locations")
            .to(where)
            .along("sharedGalleries");
    }
    [[nodiscard]] static request one(const service& at, request_path path) {
        return detail::read(at, std::move(path), at.versions.galleries);
    }
    [[nodiscard]] static request all(const service& at, request_path path, reach shared_to) {
        std::vector<query_option> options;
        if (shared_to == reach::tenant) options.push_back({"sharedTo", "tenant"});
        return detail::list(at, std::move(path), at.versions.galleries, options);
    }
};

inline constexpr shared_gallery_operations shared_galleries;

} // namespace ingot::inline v0::azure
