#pragma once

#include <ingot/azure/api_versions.hpp>

#include <string>

namespace ingot::inline v0::azure {

/// Where requests go, and in which api-versions.
struct service {
    std::string endpoint = "https://management.azure.com"; ///< of Azure Resource Manager; may end with `/`
    api_versions versions;
};

} // namespace ingot::inline v0::azure
