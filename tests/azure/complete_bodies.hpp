#pragma once

#include <ingot/azure/write/gallery_body.hpp>
#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/azure/write/image_version_body.hpp>
#include <ingot/azure/write/run_command_body.hpp>

#include <vector>

namespace ingot_test {

// Bodies that say all that there is to say, in values that the service takes.

[[nodiscard]] ingot::azure::gallery_creation complete_gallery_creation();
[[nodiscard]] ingot::azure::gallery_update complete_gallery_update();
[[nodiscard]] ingot::azure::gallery_sharing_update complete_sharing_update();
[[nodiscard]] ingot::azure::image_definition_creation complete_definition_creation();
[[nodiscard]] ingot::azure::image_definition_update complete_definition_update();
/// One of each kind of source, everything else being the same.
[[nodiscard]] std::vector<ingot::azure::image_version_creation> complete_version_creations();
[[nodiscard]] ingot::azure::image_version_update complete_version_update();

[[nodiscard]] ingot::azure::run_command_request complete_run_command();
/// One of each kind of source.
[[nodiscard]] std::vector<ingot::azure::managed_run_command_creation> complete_managed_run_commands();

} // namespace ingot_test
