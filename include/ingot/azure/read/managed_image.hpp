#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>

namespace ingot::inline v0::azure {

/// A managed image. Source: Image.
struct managed_image {
    resource_id id;
    region location;
    ingot::tags tags;
    open_enum<arm_provisioning_names> provisioning_state;
    open_enum<hyper_v_generation_names> hyper_v_generation;
    open_enum<os_type_names> os_type;
    open_enum<os_state_names> os_state;
    resource_id source_virtual_machine; ///< that it was captured from; else empty
};

} // namespace ingot::inline v0::azure
