#pragma once

#include <string>
#include <vector>

namespace ingot::inline v0::azure {

/// Instances of a scale set that something is to be done to. Source:
/// VirtualMachineScaleSetVMInstanceRequiredIDs.
struct instance_selection {
    std::vector<std::string> ids; ///< at least one; `*` stands for all
};

} // namespace ingot::inline v0::azure
