#pragma once

#include <ingot/azure/gallery_names.hpp>
#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// Image definitions; they are listed below their gallery.
class image_definition_operations : public nested_resource_operations {
public:
    using nested_resource_operations::nested_resource_operations;

    [[nodiscard]] request create_or_update(const service& at, const resource_id& definition,
                                           json_body body) const {
        return detail::write(at, http::method::put,
                             path(definition).unless(check_image_definition_name(definition.name())),
                             version(at), std::move(body));
    }
};

inline constexpr image_definition_operations image_definitions{"Microsoft.Compute/galleries/images",
                                                               &api_versions::galleries};

} // namespace ingot::inline v0::azure
