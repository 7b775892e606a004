#pragma once

#include <ingot/azure/cloud.hpp>
#include <ingot/result.hpp>

#include <string_view>

namespace ingot::inline v0::azure {

/// Reads what an endpoint answers at `metadata_url` (Azure Resource Manager, metadata endpoints): who signs
/// in for it, and for which audiences. A byte order mark and a `/` at the end of an endpoint are tolerated.
/// @param resource_manager the endpoint that was asked; tokens go there, whatever the answer calls it
///
/// Fails with `errc::invalid_document` when it is no JSON object, or its login endpoint is absent or not
/// https: a secret would be sent there.
[[nodiscard]] result<cloud> read_cloud_metadata(std::string_view resource_manager, std::string_view body);

} // namespace ingot::inline v0::azure
