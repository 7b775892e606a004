#pragma once

#include <ingot/azure/gallery_names.hpp>
#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

class gallery_operations : public tracked_resource_operations {
public:
    using tracked_resource_operations::tracked_resource_operations;

    /// With the subscriptions and tenants it is shared with, which a plain get() leaves out.
    [[nodiscard]] request get_with_groups(const service& at, const resource_id& gallery) const {
        return detail::read(at, path(gallery), version(at), {{"$expand", "SharingProfile/Groups"}});
    }

    [[nodiscard]] request create_or_update(const service& at, const resource_id& gallery,
                                           json_body body) const {
        return detail::write(at, http::method::put, path(gallery).unless(check_gallery_name(gallery.name())),
                             version(at), std::move(body));
    }

    /// Changes with whom it is shared (GallerySharingProfile_Update).
    /// @param body `operationType` Add, Remove, Reset or EnableCommunity, and `groups`
    [[nodiscard]] request share(const service& at, const resource_id& gallery, json_body body) const {
        return detail::act(at, path(gallery).along("share"), version(at), std::move(body));
    }
};

inline constexpr gallery_operations galleries{"Microsoft.Compute/galleries", &api_versions::galleries};

} // namespace ingot::inline v0::azure
