#include <ingot/emulator/detail/policy_resources.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/policy_definition.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view provider = "/providers/microsoft.authorization/";

std::string_view name_in(std::string_view path) noexcept { return path.substr(path.rfind('/') + 1); }

std::string_view code_for(resource_kind kind, bool invalid) noexcept {
    const bool is_set = kind == resource_kind::policy_set_definition;
    if (invalid) return is_set ? "InvalidPolicySetDefinitionRequest" : "InvalidPolicyRule";
    return is_set ? "PolicySetDefinitionNotFound" : "PolicyDefinitionNotFound";
}

std::optional<refusal> refused_members(const world& state, const json& properties) {
    const json* const members = find(&properties, "policyDefinitions");
    if (members == nullptr || !members->IsArray() || members->Empty())
        return missing_parameter("properties.policyDefinitions");
    for (const auto& member : members->GetArray()) {
        const auto id = text_of(find(&member, "policyDefinitionId"));
        const auto* const definition = state.resources.find(resource_kind::policy_definition, id);
        if (definition == nullptr)
            return refusal{404, std::string(code_for(resource_kind::policy_definition, false)),
                           fmt::format("The policy definition '{}' could not be found.", id),
                           "properties.policyDefinitions"};
        const auto problems = policy::problems_of_parameters(
            find(definition->body, {"properties", "parameters"}), find(&member, "parameters"));
        if (!problems.empty())
            return refusal{
                400, std::string(code_for(resource_kind::policy_set_definition, true)),
                fmt::format("The parameters of '{}' in the policy set definition are not valid: {}.", id,
                            fmt::join(problems, "; ")),
                "properties.policyDefinitions"};
    }
    return std::nullopt;
}

std::optional<refusal> refused_definition(const world& state, const call& request, resource_kind kind) {
    const auto name = name_in(request.path);
    if (!is_policy_name(name))
        return refusal{400,
                       "InvalidPolicyDefinitionName",
                       fmt::format("'{}' is not a name of a policy definition: 1 to 64 characters without "
                                   "<>*%&:\\?.+/ and not ending with a space.",
                                   name),
                       {}};
    const json* const properties = find(&request.body, "properties");
    if (properties == nullptr || !properties->IsObject()) return missing_parameter("properties");
    if (kind == resource_kind::policy_set_definition) return refused_members(state, *properties);
    if (const auto problems = policy::problems_of_definition(*properties); !problems.empty())
        return refusal{
            400, std::string(code_for(kind, true)),
            fmt::format("The policy definition '{}' cannot be used: {}.", name, fmt::join(problems, "; ")),
            "properties"};
    return std::nullopt;
}

/// The id of an assignment, or of a set, that uses the definition; empty when none does.
std::string user_of(const world& state, std::string_view id) {
    for (const auto& [folded, assignment] : state.resources.all(resource_kind::policy_assignment))
        if (equal_folded(text_at(assignment.body, {"properties", "policyDefinitionId"}), id)) return folded;
    for (const auto& [folded, definitions] : state.resources.all(resource_kind::policy_set_definition)) {
        const json* const members = find(definitions.body, {"properties", "policyDefinitions"});
        if (std::any_of(members->Begin(), members->End(), [&](const json& member) {
                return equal_folded(text_of(find(&member, "policyDefinitionId")), id);
            }))
            return folded;
    }
    return {};
}

http::response handle(world& state, const call& request, resource_kind kind) {
    const auto* const there = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::get:
        if (there == nullptr)
            return answer(refusal{404,
                                  std::string(code_for(kind, false)),
                                  fmt::format("The policy definition '{}' could not be found.", request.path),
                                  {}});
        return answer(200, there->body);
    case http::method::remove:
        if (there == nullptr) return answer(204);
        if (const auto user = user_of(state, request.path); !user.empty())
            return answer(
                refusal{400,
                        "PolicyDefinitionInUse",
                        fmt::format("The policy definition '{}' cannot be deleted because '{}' uses "
                                    "it. Delete that first.",
                                    request.path, user),
                        {}});
        state.resources.remove(kind, request.path);
        return answer(200);
    default: break;
    }
    if (auto problem = refused_definition(state, request, kind)) return answer(*problem);
    const std::string id =
        there == nullptr ? usual_spelling(kind, request.path) : std::string(text_at(there->body, {"id"}));
    json properties = json_copy(*find(&request.body, "properties"));
    set(properties, "policyType", "Custom");
    if (kind == resource_kind::policy_definition && text_of(find(&properties, "mode")).empty())
        set(properties, "mode", "Indexed");
    json body = json_object();
    set(body, "properties", std::move(properties));
    set(body, "id", id);
    set(body, "type", facts_of(kind).type);
    set(body, "name", name_in(id));
    const int status = there != nullptr && kind == resource_kind::policy_set_definition ? 200 : 201;
    return answer(status, state.resources.put(kind, id, std::move(body)).body);
}

/// The value of `name eq 'value'`; nothing when the filter is another one.
std::optional<std::string_view> equal_to(std::string_view filter, std::string_view name) noexcept {
    const std::string begin = std::string(name) + " eq '";
    if (!starts_with_folded(filter, begin) || !filter.ends_with('\'') || filter.size() <= begin.size())
        return std::nullopt;
    return filter.substr(begin.size(), filter.size() - begin.size() - 1);
}

http::response list(const world& state, const call& request, resource_kind kind) {
    const auto filter = request.parameter("$filter");
    const auto type = equal_to(filter, "policyType");
    const auto category = equal_to(filter, "category");
    const bool exact = equal_folded(filter, "atExactScope()");
    if (!filter.empty() && !type && !category && !exact)
        return answer(invalid_parameter("$filter", "The filters of policy definitions are atExactScope(), "
                                                   "policyType eq '...' and category eq '...'."));
    const std::string scope = authorization_scope(request.path);
    return list_page(
        state, request, kind, "/", [&](std::string_view id, const json& body) -> std::optional<json> {
            const std::string at = authorization_scope(id);
            const bool seen = exact ? equal_folded(at, scope) : at.empty() || scope_reaches(at, scope);
            if (!seen) return std::nullopt;
            if (type && !equal_folded(text_at(body, {"properties", "policyType"}), *type))
                return std::nullopt;
            if (category && !equal_folded(text_at(body, {"properties", "metadata", "category"}), *category))
                return std::nullopt;
            return json_copy(body);
        });
}

} // namespace

bool is_policy_name(std::string_view name) noexcept {
    constexpr std::size_t longest = 64;
    return !name.empty() && name.size() <= longest && name.back() != ' ' &&
           name.find_first_of("<>*%&:\\?.+/") == std::string_view::npos;
}

std::string authorization_scope(std::string_view path) {
    return std::string(path.substr(0, fold(path).rfind(provider)));
}

bool scope_reaches(std::string_view scope, std::string_view id) noexcept {
    constexpr std::string_view management_groups = "/providers/Microsoft.Management/managementGroups/";
    if (starts_with_folded(scope, management_groups))
        return starts_with_folded(id, management_groups) || starts_with_folded(id, "/subscriptions/");
    return starts_with_folded(id, scope) && (id.size() == scope.size() || id[scope.size()] == '/');
}

http::response handle_policy_definition(world& state, const call& request) {
    return handle(state, request, resource_kind::policy_definition);
}
http::response handle_policy_set_definition(world& state, const call& request) {
    return handle(state, request, resource_kind::policy_set_definition);
}
http::response list_policy_definitions(const world& state, const call& request) {
    return list(state, request, resource_kind::policy_definition);
}
http::response list_policy_set_definitions(const world& state, const call& request) {
    return list(state, request, resource_kind::policy_set_definition);
}

} // namespace ingot::inline v0::emulator
