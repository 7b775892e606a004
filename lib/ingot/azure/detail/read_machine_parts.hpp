#pragma once

#include <ingot/azure/detail/resource_members.hpp>
#include <ingot/azure/read/image_reference.hpp>
#include <ingot/azure/read/instance_status.hpp>
#include <ingot/azure/read/instance_view.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ingot::inline v0::azure_detail {

// What virtual machines, instances of scale sets, models and disks have in common.

/// The member that refers to an image; none when there is no such member.
[[nodiscard]] std::optional<azure::image_reference>
read_image_reference(resource_members& members, const std::optional<json_value>& of, std::string_view name);

[[nodiscard]] std::vector<azure::instance_status>
read_statuses(resource_members& members, const std::optional<json_value>& of, std::string_view name);

[[nodiscard]] azure::instance_view read_instance_view(resource_members& members, const json_value& view);

} // namespace ingot::inline v0::azure_detail
