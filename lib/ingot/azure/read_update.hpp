#pragma once

#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/azure/write/image_version_body.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::azure {

/// The update of an image version that leaves it as it was read, to be changed and written.
///
/// Target regions are full desired state at the service, tags are replaced as a whole: both are all there,
/// and members of a region, and below, that no type here knows stand in `unknown` and are sent again as they
/// came. (A member that is new and read-only would be sent as well; none is known.) The end of life is left
/// out, because the service refuses one that has passed also unchanged, and keeps it where the update says
/// nothing.
///
/// Fails with `errc::invalid_document`, naming every violation, when there are no target regions to send
/// again or a member is of another type.
/// @param json the version as the service gave it, with or without its replication
/// @param name of the document, for messages
[[nodiscard]] result<image_version_update> read_image_version_update(std::string_view json,
                                                                     const std::string& name);

/// The update of an image definition that changes nothing: what the service wants to be told again, and the
/// tags. Fails with `errc::invalid_document` as above.
[[nodiscard]] result<image_definition_update> read_image_definition_update(std::string_view json,
                                                                           const std::string& name);

/// The features of an image definition; a change of one sends all. Fails with `errc::invalid_document`.
[[nodiscard]] result<std::vector<image_feature>> read_image_features(std::string_view json,
                                                                     const std::string& name);

} // namespace ingot::inline v0::azure
