#include <ingot/azure/detail/read_machine_parts.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/disk.hpp>

#include <algorithm>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

creation_data read_creation(resource_members& members, const maybe& creation) {
    creation_data read;
    members.read(creation, "createOption", read.create_option);
    read.gallery_image = azure_detail::read_image_reference(members, creation, "galleryImageReference");
    read.platform_image = azure_detail::read_image_reference(members, creation, "imageReference");
    members.read(creation, "sourceResourceId", read.source_resource);
    members.read(creation, "sourceUniqueId", read.source_unique_id);
    return read;
}

/// What disks and snapshots have in common.
template <class Resource>
std::optional<Resource> read_common(resource_members& members, const json_value& value) {
    Resource read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    members.read(value, "location", read.location);
    members.read_tags(value, read.tags);
    members.read(members.object(value, "sku"), "name", read.storage);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "provisioningState", read.provisioning_state);
    members.read(properties, "osType", read.os_type);
    members.read(properties, "hyperVGeneration", read.hyper_v_generation);
    members.read(properties, "diskSizeGB", read.size_gb);
    read.creation = read_creation(members, members.object(properties, "creationData"));
    members.read(properties, "timeCreated", read.time_created);
    return read;
}

void read_holder(resource_members& members, const json_value& text, disk& into) {
    if (!members.expect(text, json_kind::string)) return;
    auto holder = resource_id::parse(text.text());
    if (!holder)
        members.report(text, holder.error().message);
    else if (std::find(into.attached_to.begin(), into.attached_to.end(), *holder) == into.attached_to.end())
        into.attached_to.push_back(std::move(*holder));
}

} // namespace

template <>
std::optional<disk> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    auto read = read_common<disk>(members, value);
    if (!read) return std::nullopt;
    const maybe properties = members.object(value, "properties");
    members.read(properties, "diskState", read->state);
    members.read(properties, "uniqueId", read->unique_id);
    resource_id holder;
    members.read(value, "managedBy", holder);
    if (!holder.empty()) read->attached_to.push_back(holder);
    if (const maybe holders = members.array(value, "managedByExtended"))
        for (const json_value one : *holders) read_holder(members, one, *read);
    return read;
}

template <>
std::optional<snapshot> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    auto read = read_common<snapshot>(members, value);
    if (!read) return std::nullopt;
    const maybe properties = members.object(value, "properties");
    read->incremental = members.boolean(properties, "incremental").value_or(false);
    if (const maybe percent = properties ? properties->member("completionPercent") : std::nullopt;
        percent && !percent->is(json_kind::null) && members.expect(*percent, json_kind::number))
        read->completion_percent = percent->number();
    return read;
}

template result<disk> read_resource(std::string_view, const std::string&);
template result<std::vector<disk>> read_page(std::string_view, const std::string&);
template result<snapshot> read_resource(std::string_view, const std::string&);
template result<std::vector<snapshot>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
