#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// Policies at work, at any scope.
class policy_assignment_operations : public extension_resource_operations {
public:
    using extension_resource_operations::extension_resource_operations;

    [[nodiscard]] request update(const service& at, const resource_id& assignment, json_body body) const {
        return detail::write(at, http::method::patch, path(assignment), version(at), std::move(body));
    }
};

inline constexpr policy_assignment_operations policy_assignments{"Microsoft.Authorization/policyAssignments",
                                                                 &api_versions::policy};

} // namespace ingot::inline v0::azure
