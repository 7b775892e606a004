#include <ingot/emulator/detail/policy_resources.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/policy_definition.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::policy_assignment;

std::string_view name_in(std::string_view path) noexcept { return path.substr(path.rfind('/') + 1); }

std::optional<refusal> refused_assignment(const world& state, const call& request) {
    const auto name = name_in(request.path);
    if (!is_policy_name(name))
        return refusal{400,
                       "InvalidPolicyAssignmentName",
                       fmt::format("'{}' is not a name of a policy assignment: 1 to 64 characters without "
                                   "<>*%&:\\?.+/ and not ending with a space.",
                                   name),
                       {}};
    const json* const properties = find(&request.body, "properties");
    const auto id = text_of(find(properties, "policyDefinitionId"));
    if (id.empty()) return missing_parameter("properties.policyDefinitionId");
    const auto mode = text_of(find(properties, "enforcementMode"));
    if (!mode.empty() && !equal_folded(mode, "Default") && !equal_folded(mode, "DoNotEnforce"))
        return invalid_parameter("properties.enforcementMode",
                                 fmt::format("The enforcement mode '{}' is not modelled; the emulator knows "
                                             "Default and DoNotEnforce.",
                                             mode));
    for (const std::string_view member : {"resourceSelectors", "overrides"})
        if (const json* const value = find(properties, member);
            value != nullptr && value->IsArray() && !value->Empty())
            return invalid_parameter(fmt::format("properties.{}", member),
                                     fmt::format("'{}' of assignments is not modelled.", member));
    const auto* definition = state.resources.find(resource_kind::policy_definition, id);
    if (definition == nullptr) definition = state.resources.find(resource_kind::policy_set_definition, id);
    if (definition == nullptr)
        return refusal{404, "PolicyDefinitionNotFound",
                       fmt::format("The policy definition '{}' could not be found.", id),
                       "properties.policyDefinitionId"};
    const std::string scope = authorization_scope(request.path);
    if (const std::string at = authorization_scope(id); !at.empty() && !scope_reaches(at, scope))
        return refusal{400, "InvalidCreatePolicyAssignmentRequest",
                       fmt::format("The policy definition '{}' is defined at '{}' and cannot be assigned at "
                                   "'{}', which lies outside.",
                                   id, at, scope),
                       "properties.policyDefinitionId"};
    const auto problems = policy::problems_of_parameters(find(definition->body, {"properties", "parameters"}),
                                                         find(properties, "parameters"));
    if (!problems.empty())
        return refusal{400, "InvalidPolicyParameters",
                       fmt::format("The parameters of the policy assignment '{}' are not valid: {}.", name,
                                   fmt::join(problems, "; ")),
                       "properties.parameters"};
    return std::nullopt;
}

http::response put(world& state, const call& request, const stored_resource* there) {
    if (auto problem = refused_assignment(state, request)) return answer(*problem);
    const std::string id =
        there == nullptr ? usual_spelling(kind, request.path) : std::string(text_at(there->body, {"id"}));
    json properties = json_copy(*find(&request.body, "properties"));
    set(properties, "scope", authorization_scope(id));
    set(properties, "instanceId",
        there == nullptr ? state.ids.next()
                         : std::string(text_at(there->body, {"properties", "instanceId"})));
    if (text_of(find(&properties, "enforcementMode")).empty()) set(properties, "enforcementMode", "Default");
    json body = json_object();
    set(body, "properties", std::move(properties));
    set(body, "id", id);
    set(body, "type", facts_of(kind).type);
    set(body, "name", name_in(id));
    for (const std::string_view member : {"location", "identity"})
        if (const json* const value = find(&request.body, member)) set(body, member, json_copy(*value));
    return answer(201, state.resources.put(kind, id, std::move(body)).body);
}

} // namespace

http::response handle_policy_assignment(world& state, const call& request) {
    auto* const there = state.resources.find(kind, request.path);
    if (request.method == http::method::put) return put(state, request, there);
    if (request.method == http::method::remove) {
        if (there == nullptr) return answer(204);
        http::response gone = answer(200, there->body);
        state.resources.remove(kind, request.path);
        return gone;
    }
    if (there == nullptr)
        return answer(refusal{404,
                              "PolicyAssignmentNotFound",
                              fmt::format("The policy assignment '{}' is not found.", name_in(request.path)),
                              {}});
    if (request.method == http::method::get) return answer(200, there->body);
    for (const std::string_view member : {"location", "identity"})
        if (const json* const value = find(&request.body, member))
            set(there->body, member, json_copy(*value));
    return answer(200, there->body);
}

http::response list_policy_assignments(const world& state, const call& request) {
    constexpr std::string_view by_definition = "policyDefinitionId eq '";
    const auto filter = request.parameter("$filter");
    const bool at_scope = equal_folded(filter, "atScope()");
    const bool exact = equal_folded(filter, "atExactScope()");
    const bool of_definition = starts_with_folded(filter, by_definition) && filter.ends_with('\'');
    if (!filter.empty() && !at_scope && !exact && !of_definition)
        return answer(invalid_parameter("$filter", "The filters of policy assignments are atScope(), "
                                                   "atExactScope() and policyDefinitionId eq '...'."));
    const std::string scope = authorization_scope(request.path);
    return list_page(
        state, request, kind, "/", [&](std::string_view id, const json& body) -> std::optional<json> {
            const std::string at = authorization_scope(id);
            const bool above = scope_reaches(at, scope);
            const bool seen =
                exact ? equal_folded(at, scope) : above || (!at_scope && scope_reaches(scope, at));
            if (!seen) return std::nullopt;
            if (of_definition &&
                !equal_folded(text_at(body, {"properties", "policyDefinitionId"}),
                              filter.substr(by_definition.size(), filter.size() - by_definition.size() - 1)))
                return std::nullopt;
            return json_copy(body);
        });
}

} // namespace ingot::inline v0::emulator
