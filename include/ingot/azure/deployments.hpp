#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// Deployments of templates, to a resource group, subscription or management group.
class deployment_operations : public extension_resource_operations {
public:
    using extension_resource_operations::extension_resource_operations;

    [[nodiscard]] request validate(const service& at, const resource_id& deployment, json_body body) const {
        return detail::act(at, path(deployment).along("validate"), version(at), std::move(body));
    }
    /// What the deployment would change; it changes nothing.
    [[nodiscard]] request what_if(const service& at, const resource_id& deployment, json_body body) const {
        return detail::act(at, path(deployment).along("whatIf"), version(at), std::move(body));
    }
    [[nodiscard]] request cancel(const service& at, const resource_id& deployment) const {
        return detail::act(at, path(deployment).along("cancel"), version(at));
    }
    /// What each of its resources has come to.
    [[nodiscard]] request list_operations(const service& at, const resource_id& deployment) const {
        return detail::list(at, path(deployment).along("operations"), version(at));
    }
};

inline constexpr deployment_operations deployments{"Microsoft.Resources/deployments",
                                                   &api_versions::resources};

} // namespace ingot::inline v0::azure
