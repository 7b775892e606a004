#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/managed_image.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

} // namespace

template <>
std::optional<managed_image> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    managed_image read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    members.read(value, "location", read.location);
    members.read_tags(value, read.tags);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "provisioningState", read.provisioning_state);
    members.read(properties, "hyperVGeneration", read.hyper_v_generation);
    const maybe os_disk = members.object(members.object(properties, "storageProfile"), "osDisk");
    members.read(os_disk, "osType", read.os_type);
    members.read(os_disk, "osState", read.os_state);
    members.read(members.object(properties, "sourceVirtualMachine"), "id", read.source_virtual_machine);
    return read;
}

template result<managed_image> read_resource(std::string_view, const std::string&);
template result<std::vector<managed_image>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
