#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/azure/read/image_reference.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// Source: OrchestrationMode. Instances of a Flexible one are virtual machines.
enum class orchestration_mode { uniform, flexible };

struct orchestration_mode_names {
    using value = orchestration_mode;
    static constexpr std::array<std::pair<orchestration_mode, std::string_view>, 2> table{{
        {orchestration_mode::uniform, "Uniform"},
        {orchestration_mode::flexible, "Flexible"},
    }};
};

/// Source: UpgradeMode.
enum class upgrade_mode { automatic, manual, rolling };

struct upgrade_mode_names {
    using value = upgrade_mode;
    static constexpr std::array<std::pair<upgrade_mode, std::string_view>, 3> table{{
        {upgrade_mode::automatic, "Automatic"},
        {upgrade_mode::manual, "Manual"},
        {upgrade_mode::rolling, "Rolling"},
    }};
};

/// A scale set, as far as a decision rests on it. Source: VirtualMachineScaleSet.
struct scale_set {
    resource_id id;
    region location;
    ingot::tags tags;
    std::string etag; ///< for If-Match
    std::string size;
    std::optional<std::int32_t> capacity; ///< instances that there are to be; 0 still refers to its image
    open_enum<arm_provisioning_names> provisioning_state;
    open_enum<orchestration_mode_names> orchestration;
    open_enum<upgrade_mode_names> upgrade; ///< absent for Flexible ones without a policy
    bool automatic_os_upgrade = false;     ///< rolls by itself to what becomes latest
    std::optional<image_reference> image;  ///< of the model, from which new instances are made
};

} // namespace ingot::inline v0::azure
