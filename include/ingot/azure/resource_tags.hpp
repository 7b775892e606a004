#pragma once

#include <ingot/azure/request.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// The tags of a resource, resource group or subscription, apart from the rest of it.
class resource_tag_operations {
public:
    [[nodiscard]] request get(const service& at, const resource_id& scope) const {
        return detail::read(at, path(scope), at.versions.resources);
    }
    /// All tags at once: those that are not in the body go.
    [[nodiscard]] request replace(const service& at, const resource_id& scope, json_body body) const {
        return detail::write(at, http::method::put, path(scope), at.versions.resources, std::move(body));
    }
    /// @param body `operation` Merge, Replace or Delete, and `properties.tags`
    [[nodiscard]] request update(const service& at, const resource_id& scope, json_body body) const {
        return detail::write(at, http::method::patch, path(scope), at.versions.resources, std::move(body));
    }
    [[nodiscard]] request remove(const service& at, const resource_id& scope) const {
        return detail::remove(at, path(scope), at.versions.resources);
    }

private:
    [[nodiscard]] static request_path path(const resource_id& scope) {
        return request_path::to_scope(scope).along("providers/Microsoft.Resources/tags/default");
    }
};

inline constexpr resource_tag_operations resource_tags;

} // namespace ingot::inline v0::azure
