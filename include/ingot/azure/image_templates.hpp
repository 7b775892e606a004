#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <string_view>

namespace ingot::inline v0::azure {

/// Templates of Azure Image Builder.
class image_template_operations : public tracked_resource_operations {
public:
    using tracked_resource_operations::tracked_resource_operations;

    /// Builds the image and distributes it, which takes long.
    [[nodiscard]] request run(const service& at, const resource_id& image_template) const {
        return detail::act(at, path(image_template).along("run"), version(at));
    }
    [[nodiscard]] request cancel(const service& at, const resource_id& image_template) const {
        return detail::act(at, path(image_template).along("cancel"), version(at));
    }
    [[nodiscard]] request list_run_outputs(const service& at, const resource_id& image_template) const {
        return detail::list(at, path(image_template).along("runOutputs"), version(at));
    }
    [[nodiscard]] request get_run_output(const service& at, const resource_id& image_template,
                                         std::string_view name) const {
        return detail::read(at, path(image_template).along("runOutputs").to(name), version(at));
    }
};

inline constexpr image_template_operations image_templates{"Microsoft.VirtualMachineImages/imageTemplates",
                                                           &api_versions::image_templates};

} // namespace ingot::inline v0::azure
