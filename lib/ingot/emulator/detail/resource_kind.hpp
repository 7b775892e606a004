#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

enum class resource_kind {
    gallery,
    image_definition,
    image_version,
    soft_deleted_version, ///< stored under the id of the version that it was
    virtual_machine,
    scale_set,
    scale_set_instance,
    disk,
    image_template,
    lock,
    resource_group,
    policy_definition,
    policy_set_definition,
    policy_assignment,
    activity_log_alert,
    action_group,
    scheduled_query_rule,
    run_command,
    snapshot,
    managed_image,
    run_output,
};

struct resource_kind_facts {
    resource_kind kind;
    std::string_view type;         ///< Azure Resource Manager resource type
    std::string_view estate_array; ///< where an `ingot.estate/1` document lists it; empty if nowhere
    std::string_view pattern;      ///< of its id; `*` is one segment, a leading `**` any scope
};

inline constexpr std::array<resource_kind_facts, 21> resource_kinds{{
    {resource_kind::gallery, "Microsoft.Compute/galleries", "galleries",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/galleries/*"},
    {resource_kind::image_definition, "Microsoft.Compute/galleries/images", "image_definitions",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/galleries/*/images/*"},
    {resource_kind::image_version, "Microsoft.Compute/galleries/images/versions", "image_versions",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/galleries/*/images/*/versions/*"},
    {resource_kind::soft_deleted_version,
     "Microsoft.Compute/galleries/softDeletedArtifactTypes/artifacts/versions", "soft_deleted_versions",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/galleries/*/images/*/versions/*"},
    {resource_kind::virtual_machine, "Microsoft.Compute/virtualMachines", "virtual_machines",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/virtualMachines/*"},
    {resource_kind::scale_set, "Microsoft.Compute/virtualMachineScaleSets", "scale_sets",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/virtualMachineScaleSets/*"},
    {resource_kind::scale_set_instance, "Microsoft.Compute/virtualMachineScaleSets/virtualMachines",
     "scale_set_instances",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/virtualMachineScaleSets/*/"
     "virtualMachines/*"},
    {resource_kind::disk, "Microsoft.Compute/disks", "disks",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/disks/*"},
    {resource_kind::image_template, "Microsoft.VirtualMachineImages/imageTemplates", "image_templates",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates/*"},
    {resource_kind::lock, "Microsoft.Authorization/locks", "locks",
     "**/providers/Microsoft.Authorization/locks/*"},
    {resource_kind::resource_group, "Microsoft.Resources/resourceGroups", "",
     "/subscriptions/*/resourceGroups/*"},
    {resource_kind::policy_definition, "Microsoft.Authorization/policyDefinitions", "",
     "**/providers/Microsoft.Authorization/policyDefinitions/*"},
    {resource_kind::policy_set_definition, "Microsoft.Authorization/policySetDefinitions", "",
     "**/providers/Microsoft.Authorization/policySetDefinitions/*"},
    {resource_kind::policy_assignment, "Microsoft.Authorization/policyAssignments", "",
     "**/providers/Microsoft.Authorization/policyAssignments/*"},
    {resource_kind::activity_log_alert, "Microsoft.Insights/activityLogAlerts", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Insights/activityLogAlerts/*"},
    {resource_kind::action_group, "Microsoft.Insights/actionGroups", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Insights/actionGroups/*"},
    {resource_kind::scheduled_query_rule, "Microsoft.Insights/scheduledQueryRules", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Insights/scheduledQueryRules/*"},
    {resource_kind::run_command, "Microsoft.Compute/virtualMachines/runCommands", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/virtualMachines/*/runCommands/*"},
    {resource_kind::snapshot, "Microsoft.Compute/snapshots", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/snapshots/*"},
    {resource_kind::managed_image, "Microsoft.Compute/images", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/images/*"},
    {resource_kind::run_output, "Microsoft.VirtualMachineImages/imageTemplates/runOutputs", "",
     "/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates/*/runOutputs/*"},
}};

[[nodiscard]] constexpr const resource_kind_facts& facts_of(resource_kind kind) noexcept {
    return resource_kinds[static_cast<std::size_t>(kind)];
}

/// Whether a path has the form of a pattern; letters compare without regard to case.
[[nodiscard]] bool path_fits(std::string_view pattern, std::string_view path) noexcept;

/// Whether an id has the form of that kind's ids.
[[nodiscard]] bool fits(resource_kind kind, std::string_view id) noexcept;

/// The id with the fixed segments in their usual spelling and the names as they are. @pre fits(kind, id)
[[nodiscard]] std::string usual_spelling(resource_kind kind, std::string_view id);

} // namespace ingot::inline v0::emulator
