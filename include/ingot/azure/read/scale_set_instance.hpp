#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/azure/read/image_reference.hpp>
#include <ingot/azure/read/instance_view.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>

#include <optional>
#include <string>

namespace ingot::inline v0::azure {

/// An instance of a Uniform scale set. Source: VirtualMachineScaleSetVM.
struct scale_set_instance {
    resource_id id;
    std::string instance_id;
    open_enum<arm_provisioning_names> provisioning_state;
    std::optional<bool> latest_model_applied; ///< not said: not known
    std::optional<image_reference> image;     ///< that it has, whatever the model says by now
    std::optional<instance_view> view;        ///< where it was asked for
};

} // namespace ingot::inline v0::azure
