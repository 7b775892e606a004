#include <ingot/emulator/detail/policy_judgement.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/expression.hpp>
#include <ingot/emulator/detail/policy_condition.hpp>
#include <ingot/emulator/detail/policy_resources.hpp>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

bool is_excluded(const json& assignment, std::string_view id) noexcept {
    const json* const scopes = find(assignment, {"properties", "notScopes"});
    return scopes != nullptr && scopes->IsArray() &&
           std::any_of(scopes->Begin(), scopes->End(),
                       [&](const json& scope) { return scope_reaches(text_of(&scope), id); });
}

/// What a set hands to one of its policies: its values, with the parameters of the set put in.
json handed_on(const json* values, const json& parameters_of_set, const json& resource) {
    json handed = json_object();
    if (values == nullptr || !values->IsObject()) return handed;
    const policy::question about{resource, parameters_of_set, {}};
    for (auto each = values->MemberBegin(); each != values->MemberEnd(); ++each) {
        const json* const value = find(&each->value, "value");
        if (value == nullptr) continue;
        if (auto resolved = policy::resolve_in_rule(*value, about)) {
            json wrapped = json_object();
            set(wrapped, "value", std::move(*resolved));
            set(handed, {each->name.GetString(), each->name.GetStringLength()}, std::move(wrapped));
        }
    }
    return handed;
}

/// Adds the judgement that one definition with these values makes.
void add(std::vector<judgement>& all, judgement base, const json* values, const json& resource) {
    const json* const properties = find(base.definition, "properties");
    base.parameters = policy::effective_parameters(find(properties, "parameters"), values);
    const auto found = policy::evaluate(*properties, base.parameters, resource);
    if (!found || found->what == policy::effect::disabled) return;
    base.found = *found;
    all.push_back(std::move(base));
}

void judge_by(const world& state, const json& assignment, const json& resource, std::vector<judgement>& all) {
    const auto id = text_at(assignment, {"properties", "policyDefinitionId"});
    const json* const values = find(assignment, {"properties", "parameters"});
    judgement base;
    base.assignment = &assignment;
    if (const auto* const definition = state.resources.find(resource_kind::policy_definition, id)) {
        base.definition = &definition->body;
        add(all, std::move(base), values, resource);
        return;
    }
    const auto* const definitions = state.resources.find(resource_kind::policy_set_definition, id);
    if (definitions == nullptr) return;
    const json parameters =
        policy::effective_parameters(find(definitions->body, {"properties", "parameters"}), values);
    for (const auto& member : find(definitions->body, {"properties", "policyDefinitions"})->GetArray()) {
        const auto* const definition = state.resources.find(resource_kind::policy_definition,
                                                            text_of(find(&member, "policyDefinitionId")));
        if (definition == nullptr) continue;
        judgement one;
        one.assignment = &assignment;
        one.definition = &definition->body;
        one.set_definition = &definitions->body;
        one.reference = text_of(find(&member, "policyDefinitionReferenceId"));
        const json handed = handed_on(find(&member, "parameters"), parameters, resource);
        add(all, std::move(one), &handed, resource);
    }
}

} // namespace

bool is_governed(resource_kind kind) noexcept {
    return facts_of(kind).pattern.starts_with("/subscriptions/*/resourceGroups/*/providers/") &&
           kind != resource_kind::soft_deleted_version && kind != resource_kind::scale_set_instance;
}

std::vector<judgement> judge(const world& state, const json& resource) {
    std::vector<judgement> all;
    const auto id = text_at(resource, {"id"});
    for (const auto& [folded, assignment] : state.resources.all(resource_kind::policy_assignment))
        if (scope_reaches(authorization_scope(folded), id) && !is_excluded(assignment.body, id))
            judge_by(state, assignment.body, resource, all);
    return all;
}

bool is_enforced(const json& assignment) noexcept {
    return !equal_folded(text_at(assignment, {"properties", "enforcementMode"}), "DoNotEnforce");
}

} // namespace ingot::inline v0::emulator
