#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/resource_groups.hpp>
#include <ingot/emulator/detail/tags.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::array routes{
    known_path{"**/providers/Microsoft.Resources/tags/default", updates, handle_tags},
    known_path{facts_of(resource_kind::resource_group).pattern, updates, handle_resource_group},
    known_path{"/subscriptions/*/resourceGroups", reads, reading<list_resource_groups>},
    known_path{"/subscriptions/*/operationresults/*", reads, reading<poll>},
    known_path{"/subscriptions/*", reads, reading<handle_subscription>},
    known_path{"/subscriptions", reads, reading<handle_subscription>},
};

} // namespace

std::span<const known_path> resources_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
