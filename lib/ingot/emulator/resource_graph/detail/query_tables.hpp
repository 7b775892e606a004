#pragma once

#include <ingot/emulator/detail/resource_kind.hpp>

#include <array>
#include <span>
#include <string_view>

namespace ingot::inline v0::emulator::resource_graph {

struct query_table {
    std::string_view name; ///< in lower case
    std::span<const resource_kind> kinds;
};

inline constexpr std::array resource_rows{
    resource_kind::disk,      resource_kind::gallery,        resource_kind::image_definition, resource_kind::image_version,
    resource_kind::scale_set, resource_kind::virtual_machine, resource_kind::image_template};
inline constexpr std::array compute_rows{resource_kind::scale_set_instance};
inline constexpr std::array container_rows{resource_kind::resource_group};

/// Source: supported tables and resources (azure-docs, governance/resource-graph/reference); that image
/// templates are among them is assumed.
inline constexpr std::array query_tables{
    query_table{"resources", resource_rows},
    query_table{"computeresources", compute_rows},
    query_table{"resourcecontainers", container_rows},
};

/// The columns of these tables. Those of no member of a resource are made from its id and kind.
inline constexpr std::array<std::string_view, 16> table_columns{
    "id",   "name", "type",     "tenantId", "kind",       "location", "resourceGroup", "subscriptionId", "managedBy",
    "sku",  "plan", "properties", "tags",   "identity",   "zones",    "extendedLocation"};

} // namespace ingot::inline v0::emulator::resource_graph
