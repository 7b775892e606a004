#include <ingot/azure/detail/read_machine_parts.hpp>

#include <utility>

namespace ingot::inline v0::azure_detail {

std::optional<azure::image_reference>
read_image_reference(resource_members& members, const std::optional<json_value>& of, std::string_view name) {
    const auto reference = members.object(of, name);
    if (!reference) return std::nullopt;
    azure::image_reference read;
    members.read(reference, "id", read.id);
    members.read(reference, "sharedGalleryImageId", read.shared_gallery_image_id);
    members.read(reference, "communityGalleryImageId", read.community_gallery_image_id);
    members.read(reference, "publisher", read.publisher);
    members.read(reference, "offer", read.offer);
    members.read(reference, "sku", read.sku);
    members.read(reference, "version", read.version);
    members.read(reference, "exactVersion", read.exact_version);
    return read;
}

std::vector<azure::instance_status>
read_statuses(resource_members& members, const std::optional<json_value>& of, std::string_view name) {
    std::vector<azure::instance_status> all;
    members.each_object(of, name, [&](const json_value& row) {
        azure::instance_status one;
        members.read(row, "code", one.code);
        members.read(row, "level", one.level);
        members.read(row, "displayStatus", one.display_status);
        members.read(row, "message", one.message);
        members.read(row, "time", one.time);
        all.push_back(std::move(one));
    });
    return all;
}

azure::instance_view read_instance_view(resource_members& members, const json_value& view) {
    azure::instance_view read;
    read.statuses = read_statuses(members, view, "statuses");
    const auto agent = members.object(view, "vmAgent");
    read.agent_statuses = read_statuses(members, agent, "statuses");
    members.read(agent, "vmAgentVersion", read.agent_version);
    members.read(view, "computerName", read.computer_name);
    members.read(view, "osName", read.os_name);
    members.read(view, "osVersion", read.os_version);
    return read;
}

} // namespace ingot::inline v0::azure_detail
