#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

/// Locks at any scope. A list has those at and below the scope.
class management_lock_operations : public extension_resource_operations {
public:
    using extension_resource_operations::extension_resource_operations;

    /// Those at the scope itself.
    [[nodiscard]] request list_at_scope(const service& at, const resource_id& scope) const {
        return detail::list(at, collection(scope), version(at), {{"$filter", "atScope()"}});
    }
};

inline constexpr management_lock_operations management_locks{"Microsoft.Authorization/locks",
                                                             &api_versions::locks};

} // namespace ingot::inline v0::azure
