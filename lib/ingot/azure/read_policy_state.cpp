#include <ingot/azure/detail/read_resource.hpp>
#include <ingot/azure/read/policy_state.hpp>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

} // namespace

template <>
std::optional<policy_state> decode(violation_list& violations, const json_value& value) {
    resource_members members(violations);
    if (!members.expect(value, json_kind::object)) return std::nullopt;
    policy_state read;
    if (const maybe id = members.required_string(value, "resourceId")) read.resource_id = id->text();
    members.read(value, "timestamp", read.timestamp);
    members.read(value, "complianceState", read.state);
    members.read(value, "policyAssignmentId", read.policy_assignment_id);
    members.read(value, "policyDefinitionId", read.policy_definition_id);
    members.read(value, "policySetDefinitionId", read.policy_set_definition_id);
    members.read(value, "policyDefinitionAction", read.action);
    return read;
}

template result<policy_state> read_resource(std::string_view, const std::string&);
template result<std::vector<policy_state>> read_page(std::string_view, const std::string&);

} // namespace ingot::inline v0::azure
