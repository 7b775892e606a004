#pragma once

#include <string>

namespace ingot::inline v0::azure {

/// The api-version in which each provider is spoken to: every stream has versions of its own, so there is no
/// single one. The defaults are those whose behaviour is known here; each may be set to another. For
/// galleries it also decides what a write that says nothing else leads to: see gallery_profile.
struct api_versions {
    std::string galleries = "2024-03-03"; ///< with images, versions, shared and community galleries
    std::string compute = "2024-07-01";   ///< virtual machines, scale sets, run commands, managed images
    std::string disks = "2024-03-02";     ///< with snapshots
    std::string image_templates = "2024-02-01"; ///< Microsoft.VirtualMachineImages
    std::string locks = "2020-05-01";           ///< Microsoft.Authorization/locks
    std::string policy = "2025-01-01";          ///< policy definitions, set definitions and assignments
    std::string policy_states = "2024-10-01";   ///< Microsoft.PolicyInsights
    std::string activity_log = "2015-04-01";    ///< Microsoft.Insights, as all below up to the rules
    std::string activity_log_alerts = "2020-10-01";
    std::string action_groups = "2023-01-01";
    std::string scheduled_query_rules = "2023-12-01";
    std::string resources = "2024-07-01"; ///< deployments, tags, resource groups
    std::string subscriptions = "2022-12-01";
    std::string resource_graph = "2024-04-01";
};

} // namespace ingot::inline v0::azure
