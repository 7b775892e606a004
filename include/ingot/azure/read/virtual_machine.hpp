#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/azure/read/image_reference.hpp>
#include <ingot/azure/read/instance_view.hpp>
#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0::azure {

/// A virtual machine, as far as a decision rests on it. Source: VirtualMachine.
struct virtual_machine {
    resource_id id;
    region location;
    ingot::tags tags;
    std::string etag;  ///< for If-Match
    std::string vm_id; ///< a machine that was made anew under the same name has another
    std::string size;
    open_enum<arm_provisioning_names> provisioning_state;
    std::optional<image_reference> image; ///< none: made from disks
    open_enum<os_type_names> os_type;
    resource_id os_disk; ///< managed disk; empty: none, or the service does not say
    std::vector<resource_id> data_disks;
    resource_id scale_set; ///< that it is an instance of (Flexible); else empty
    std::optional<timestamp> time_created;
    std::optional<instance_view> view; ///< where it was asked for
};

} // namespace ingot::inline v0::azure
