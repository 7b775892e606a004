#include <ingot/azure/detail/read_machine_parts.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/virtual_machine.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

void read_storage(resource_members& members, const maybe& storage, virtual_machine& into) {
    into.image = azure_detail::read_image_reference(members, storage, "imageReference");
    const maybe os_disk = members.object(storage, "osDisk");
    members.read(os_disk, "osType", into.os_type);
    members.read(members.object(os_disk, "managedDisk"), "id", into.os_disk);
    members.each_object(storage, "dataDisks", [&](const json_value& row) {
        resource_id one;
        members.read(members.object(row, "managedDisk"), "id", one);
        if (!one.empty()) into.data_disks.push_back(std::move(one));
    });
}

} // namespace

template <>
std::optional<instance_view> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    return azure_detail::read_instance_view(members, value);
}

template <>
std::optional<virtual_machine> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    virtual_machine read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    members.read(value, "location", read.location);
    members.read_tags(value, read.tags);
    members.read(value, "etag", read.etag);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "vmId", read.vm_id);
    members.read(members.object(properties, "hardwareProfile"), "vmSize", read.size);
    members.read(properties, "provisioningState", read.provisioning_state);
    read_storage(members, members.object(properties, "storageProfile"), read);
    members.read(members.object(properties, "virtualMachineScaleSet"), "id", read.scale_set);
    members.read(properties, "timeCreated", read.time_created);
    if (const maybe view = members.object(properties, "instanceView"))
        read.view = azure_detail::read_instance_view(members, *view);
    return read;
}

template result<instance_view> read_resource(std::string_view, const std::string&);
template result<std::vector<instance_view>> read_page(std::string_view, const std::string&);
template result<virtual_machine> read_resource(std::string_view, const std::string&);
template result<std::vector<virtual_machine>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
