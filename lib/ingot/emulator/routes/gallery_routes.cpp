#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/galleries.hpp>
#include <ingot/emulator/detail/image_definitions.hpp>
#include <ingot/emulator/detail/image_versions.hpp>
#include <ingot/emulator/detail/soft_delete.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

#define INGOT_GROUP "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/"

constexpr std::array routes{
    known_path{facts_of(resource_kind::image_version).pattern, updates, handle_image_version},
    known_path{INGOT_GROUP "galleries/*/images/*/versions", reads, reading<list_image_versions>},
    known_path{facts_of(resource_kind::image_definition).pattern, updates, handle_image_definition},
    known_path{INGOT_GROUP "galleries/*/images", reads, reading<list_image_definitions>},
    known_path{INGOT_GROUP "galleries/*/softDeletedArtifactTypes/*/artifacts/*/versions", reads,
               reading<list_soft_deleted>},
    known_path{INGOT_GROUP "galleries/*/share", "POST ", share_gallery},
    known_path{facts_of(resource_kind::gallery).pattern, updates, handle_gallery},
    known_path{INGOT_GROUP "galleries", reads, reading<list_galleries>},
    known_path{"/subscriptions/*/providers/Microsoft.Compute/galleries", reads, reading<list_galleries>},
    known_path{"/subscriptions/*/providers/Microsoft.Compute/locations/*/capsOperations/*", reads,
               reading<poll>},
};

#undef INGOT_GROUP

} // namespace

std::span<const known_path> gallery_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
