#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/soft_deleted_version.hpp>
#include <ingot/core/gallery_image_version.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

} // namespace

template <>
std::optional<soft_deleted_version> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    const maybe properties = members.object(value, "properties");
    const maybe id = properties ? members.required_string(*properties, "resourceArmId") : std::nullopt;
    if (!id) {
        if (!properties) members.report(value, "the member 'properties' is missing; add it as an object");
        return std::nullopt;
    }
    auto version = parse_version_id(id->text());
    if (!version) {
        members.report(*id, version.error().message);
        return std::nullopt;
    }
    soft_deleted_version read;
    read.version = std::move(*version);
    members.read(value, "location", read.location);
    members.read(properties, "softDeletedTime", read.deleted_at);
    members.read(properties, "consumptionEndTime", read.consumption_ends_at);
    members.read(properties, "hardDeletionTargetTime", read.gone_at);
    return read;
}

template result<soft_deleted_version> read_resource(std::string_view, const std::string&);
template result<std::vector<soft_deleted_version>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
