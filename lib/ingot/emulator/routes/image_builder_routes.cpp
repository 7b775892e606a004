#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/image_templates.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

using enum resource_kind;

constexpr std::array routes{
    known_path{"/subscriptions/*/providers/Microsoft.VirtualMachineImages/locations/*/operations/*", reads,
               reading<poll>},
    known_path{facts_of(image_template).pattern, updates, handle_image_template},
    known_path{"/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates",
               reads, tracked_list<image_template>},
    known_path{facts_of(run_output).pattern, reads, reading<get_run_output>},
    known_path{"/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates/*/runOutputs", reads,
               reading<list_run_outputs>},
    known_path{"/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates/*/run", "POST ",
               run_image_template},
    known_path{"/subscriptions/*/resourceGroups/*/providers/Microsoft.VirtualMachineImages/imageTemplates/*/cancel", "POST ",
               cancel_image_template},
    known_path{"/subscriptions/*/providers/Microsoft.VirtualMachineImages/imageTemplates", reads,
               tracked_list<image_template>},
};

} // namespace

std::span<const known_path> image_builder_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
