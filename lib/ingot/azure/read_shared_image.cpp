#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/shared_image.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

template <class Shared>
std::optional<Shared> read_common(resource_members& members, const json_value& value) {
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    const maybe name = members.required_string(value, "name");
    if (!name) return std::nullopt;
    Shared read;
    read.name = name->text();
    members.read(members.object(value, "identifier"), "uniqueId", read.unique_id);
    members.read(value, "location", read.location);
    return read;
}

} // namespace

template <>
std::optional<shared_gallery> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    return read_common<shared_gallery>(members, value);
}

template <>
std::optional<shared_image> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    auto read = read_common<shared_image>(members, value);
    if (!read) return std::nullopt;
    const maybe properties = members.object(value, "properties");
    members.read(properties, "osType", read->os_type);
    members.read(properties, "osState", read->os_state);
    members.read(properties, "hyperVGeneration", read->hyper_v_generation);
    members.read(properties, "architecture", read->architecture);
    const maybe identifier = members.object(properties, "identifier");
    members.read(identifier, "publisher", read->identifier.publisher);
    members.read(identifier, "offer", read->identifier.offer);
    members.read(identifier, "sku", read->identifier.sku);
    members.read(properties, "endOfLifeDate", read->end_of_life_date);
    members.read_tags(properties, read->artifact_tags, "artifactTags");
    return read;
}

template <>
std::optional<shared_image_version> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    auto common = read_common<shared_gallery>(members, value);
    if (!common) return std::nullopt;
    const auto version = image_version::parse(common->name);
    if (!version) {
        members.report(*value.member("name"), version.error().message);
        return std::nullopt;
    }
    shared_image_version read;
    read.unique_id = std::move(common->unique_id);
    read.version = *version;
    read.location = std::move(common->location);
    const maybe properties = members.object(value, "properties");
    members.read(properties, "publishedDate", read.published_date);
    members.read(properties, "endOfLifeDate", read.end_of_life_date);
    members.read(properties, "excludeFromLatest", read.exclude_from_latest);
    members.read(properties, "imageState", read.state);
    members.read(properties, "consumptionEndTime", read.consumption_ends_at);
    members.read_tags(properties, read.artifact_tags, "artifactTags");
    return read;
}

template result<shared_gallery> read_resource(std::string_view, const std::string&);
template result<std::vector<shared_gallery>> read_page(std::string_view, const std::string&);
template result<shared_image> read_resource(std::string_view, const std::string&);
template result<std::vector<shared_image>> read_page(std::string_view, const std::string&);
template result<shared_image_version> read_resource(std::string_view, const std::string&);
template result<std::vector<shared_image_version>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
