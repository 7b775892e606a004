#pragma once

#include <ingot/azure/resource_operations.hpp>

namespace ingot::inline v0::azure {

/// They stand in a subscription or a management group; those that Azure ships, `/providers/...`, can only be
/// read.
inline constexpr extension_resource_operations policy_set_definitions{
    "Microsoft.Authorization/policySetDefinitions", &api_versions::policy};

} // namespace ingot::inline v0::azure
