#include <ingot/azure/detail/read_machine_parts.hpp>
#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/managed_run_command.hpp>
#include <ingot/azure/read/run_command_result.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

run_command_view read_view(resource_members& members, const json_value& view) {
    run_command_view read;
    members.read(view, "executionState", read.state);
    read.exit_code = members.signed_number(view, "exitCode");
    members.read(view, "output", read.output);
    members.read(view, "error", read.error);
    members.read(view, "executionMessage", read.message);
    members.read(view, "startTime", read.start_time);
    members.read(view, "endTime", read.end_time);
    return read;
}

} // namespace

template <>
std::optional<run_command_result> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    return run_command_result{azure_detail::read_statuses(members, value, "value")};
}

template <>
std::optional<managed_run_command> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    managed_run_command read;
    members.read_id(value, read.id);
    if (read.id.empty()) return std::nullopt;
    const maybe properties = members.object(value, "properties");
    members.read(properties, "provisioningState", read.provisioning_state);
    if (const maybe view = members.object(properties, "instanceView")) read.view = read_view(members, *view);
    return read;
}

template result<run_command_result> read_resource(std::string_view, const std::string&);
template result<std::vector<run_command_result>> read_page(std::string_view, const std::string&);
template result<managed_run_command> read_resource(std::string_view, const std::string&);
template result<std::vector<managed_run_command>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
