#include <ingot/azure/detail/json_text.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/what_if.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

std::string json_of(const json_value& object, std::string_view name) {
    const maybe found = object.member(name);
    return found && !found->is(json_kind::null) ? azure_detail::json_text(*found) : std::string();
}

std::vector<what_if_property_change> read_changes(resource_members& members, const json_value& of,
                                                  std::string_view name) {
    std::vector<what_if_property_change> all;
    members.each_object(of, name, [&](const json_value& row) {
        what_if_property_change one;
        members.read(row, "path", one.path);
        members.read(row, "propertyChangeType", one.type);
        one.before = json_of(row, "before");
        one.after = json_of(row, "after");
        one.children = read_changes(members, row, "children");
        all.push_back(std::move(one));
    });
    return all;
}

} // namespace

template <>
std::optional<what_if_result> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    what_if_result read;
    members.read(value, "status", read.status);
    members.each_object(members.object(value, "properties"), "changes", [&](const json_value& row) {
        what_if_change one;
        if (const maybe id = members.required_string(row, "resourceId")) one.resource_id = id->text();
        members.read(row, "changeType", one.type);
        members.read(row, "unsupportedReason", one.unsupported_reason);
        one.before = json_of(row, "before");
        one.after = json_of(row, "after");
        one.delta = read_changes(members, row, "delta");
        read.changes.push_back(std::move(one));
    });
    const maybe error = members.object(value, "error");
    members.read(error, "code", read.error_code);
    members.read(error, "message", read.error_message);
    return read;
}

template result<what_if_result> read_resource(std::string_view, const std::string&);
template result<std::vector<what_if_result>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
