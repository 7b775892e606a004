#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/activity_log_event.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

/// The text of a LocalizableString that is not translated.
std::string localizable(resource_members& members, const json_value& event, std::string_view name) {
    return members.text(members.object(event, name), "value");
}

} // namespace

template <>
std::optional<activity_log_event> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    activity_log_event read;
    members.read(value, "eventDataId", read.event_data_id);
    members.read(value, "correlationId", read.correlation_id);
    members.read(value, "operationId", read.operation_id);
    members.read(value, "eventTimestamp", read.at);
    read.operation = localizable(members, value, "operationName");
    read.category = localizable(members, value, "category");
    read.status = localizable(members, value, "status");
    read.sub_status = localizable(members, value, "subStatus");
    members.read(value, "level", read.level);
    members.read(value, "caller", read.caller);
    members.read(value, "resourceId", read.resource_id);
    return read;
}

template result<activity_log_event> read_resource(std::string_view, const std::string&);
template result<std::vector<activity_log_event>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
