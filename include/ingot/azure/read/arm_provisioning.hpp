#pragma once

#include <ingot/core/open_enum.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// How a resource of Microsoft.Compute other than a gallery does. The last three are ends (Azure Resource
/// Manager, async API reference); any provider may have others, and absent means Succeeded.
enum class arm_provisioning { creating, updating, deleting, succeeded, failed, canceled };

struct arm_provisioning_names {
    using value = arm_provisioning;
    static constexpr std::array<std::pair<arm_provisioning, std::string_view>, 6> table{{
        {arm_provisioning::creating, "Creating"},
        {arm_provisioning::updating, "Updating"},
        {arm_provisioning::deleting, "Deleting"},
        {arm_provisioning::succeeded, "Succeeded"},
        {arm_provisioning::failed, "Failed"},
        {arm_provisioning::canceled, "Canceled"},
    }};
};

} // namespace ingot::inline v0::azure
