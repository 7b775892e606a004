#include <ingot/azure/detail/read_machine_parts.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/rolling_upgrade.hpp>
#include <ingot/azure/read/scale_set.hpp>
#include <ingot/azure/read/scale_set_instance.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

std::int32_t instances(resource_members& members, const maybe& progress, std::string_view name) {
    std::optional<std::int32_t> count;
    members.read(progress, name, count);
    return count.value_or(0);
}

} // namespace

template <>
std::optional<scale_set> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    scale_set read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    members.read(value, "location", read.location);
    members.read_tags(value, read.tags);
    members.read(value, "etag", read.etag);
    const maybe sku = members.object(value, "sku");
    members.read(sku, "name", read.size);
    members.read(sku, "capacity", read.capacity);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "provisioningState", read.provisioning_state);
    members.read(properties, "orchestrationMode", read.orchestration);
    const maybe policy = members.object(properties, "upgradePolicy");
    members.read(policy, "mode", read.upgrade);
    const maybe automatic = members.object(policy, "automaticOSUpgradePolicy");
    read.automatic_os_upgrade = members.boolean(automatic, "enableAutomaticOSUpgrade").value_or(false);
    const maybe profile = members.object(properties, "virtualMachineProfile");
    read.image = azure_detail::read_image_reference(members, members.object(profile, "storageProfile"),
                                                    "imageReference");
    return read;
}

template <>
std::optional<scale_set_instance> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    scale_set_instance read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    members.read(value, "instanceId", read.instance_id);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "provisioningState", read.provisioning_state);
    members.read(properties, "latestModelApplied", read.latest_model_applied);
    read.image = azure_detail::read_image_reference(members, members.object(properties, "storageProfile"),
                                                    "imageReference");
    if (const maybe view = members.object(properties, "instanceView"))
        read.view = azure_detail::read_instance_view(members, *view);
    return read;
}

template <>
std::optional<rolling_upgrade> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    rolling_upgrade read;
    const maybe properties = members.object(value, "properties");
    const maybe status = members.object(properties, "runningStatus");
    members.read(status, "code", read.code);
    members.read(status, "lastAction", read.last_action);
    members.read(status, "startTime", read.start_time);
    members.read(status, "lastActionTime", read.last_action_time);
    const maybe progress = members.object(properties, "progress");
    read.successful = instances(members, progress, "successfulInstanceCount");
    read.failed = instances(members, progress, "failedInstanceCount");
    read.in_progress = instances(members, progress, "inProgressInstanceCount");
    read.pending = instances(members, progress, "pendingInstanceCount");
    const maybe error = members.object(properties, "error");
    members.read(error, "code", read.error_code);
    members.read(error, "message", read.error_message);
    return read;
}

template result<scale_set> read_resource(std::string_view, const std::string&);
template result<std::vector<scale_set>> read_page(std::string_view, const std::string&);
template result<scale_set_instance> read_resource(std::string_view, const std::string&);
template result<std::vector<scale_set_instance>> read_page(std::string_view, const std::string&);
template result<rolling_upgrade> read_resource(std::string_view, const std::string&);
template result<std::vector<rolling_upgrade>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
