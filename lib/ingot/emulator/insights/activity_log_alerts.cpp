#include <ingot/emulator/detail/activity_log_alerts.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/policy_resources.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// Fields of a condition, and where an event has them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> fields{{
    {"resourceId", "resourceId"},
    {"category", "category"},
    {"caller", "caller"},
    {"level", "level"},
    {"operationName", "operationName"},
    {"resourceGroup", "resourceGroupName"},
    {"resourceProvider", "resourceProviderName"},
    {"status", "status"},
    {"subStatus", "subStatus"},
    {"resourceType", "resourceType"},
}};
constexpr std::string_view property = "properties.";

std::string_view value_in(const json& event, std::string_view field) noexcept {
    if (starts_with_folded(field, property))
        return text_at(event, {"properties", field.substr(property.size())});
    for (const auto& [name, member] : fields) {
        if (!equal_folded(name, field)) continue;
        const json* const value = find(&event, member);
        return text_of(value != nullptr && value->IsObject() ? find(value, "value") : value);
    }
    return {};
}

bool holds(const json& condition, const json& event) {
    if (const json* const any = find(&condition, "anyOf"); any != nullptr && any->IsArray())
        return std::any_of(any->Begin(), any->End(), [&](const json& leaf) { return holds(leaf, event); });
    const auto value = value_in(event, text_of(find(&condition, "field")));
    if (const json* const wanted = find(&condition, "equals"); wanted != nullptr && wanted->IsString())
        return equal_folded(value, text_of(wanted));
    const json* const parts = find(&condition, "containsAny");
    return parts != nullptr && parts->IsArray() &&
           std::any_of(parts->Begin(), parts->End(), [&](const json& part) {
               return fold(value).find(fold(text_of(&part))) != std::string::npos;
           });
}

bool fires(const json& rule, const json& event) {
    if (!boolean_of(find(rule, {"properties", "enabled"})).value_or(true)) return false;
    const json* const scopes = find(rule, {"properties", "scopes"});
    const json* const all = find(rule, {"properties", "condition", "allOf"});
    const auto id = text_at(event, {"resourceId"});
    return std::any_of(scopes->Begin(), scopes->End(),
                       [&](const json& scope) { return scope_reaches(text_of(&scope), id); }) &&
           std::all_of(all->Begin(), all->End(), [&](const json& each) { return holds(each, event); });
}

bool is_leaf(const json& condition) noexcept {
    const auto field = text_of(find(&condition, "field"));
    const json* const equals = find(&condition, "equals");
    const json* const parts = find(&condition, "containsAny");
    const bool known = starts_with_folded(field, property) ||
                       std::any_of(fields.begin(), fields.end(),
                                   [&](const auto& each) { return equal_folded(each.first, field); });
    return known && ((equals != nullptr && equals->IsString()) || (parts != nullptr && parts->IsArray()));
}

bool is_condition(const json& condition) noexcept {
    const json* const any = find(&condition, "anyOf");
    if (any == nullptr || any->IsNull()) return is_leaf(condition);
    return any->IsArray() && std::all_of(any->Begin(), any->End(), is_leaf);
}

} // namespace

void fire_alerts(world& state, const json& event) {
    for (const auto& [folded, rule] : state.resources.all(resource_kind::activity_log_alert)) {
        if (!fires(rule.body, event)) continue;
        fired_alert fired{state.now,
                          std::string(text_at(rule.body, {"id"})),
                          std::string(text_at(event, {"resourceId"})),
                          std::string(text_at(event, {"operationName", "value"})),
                          std::string(text_at(event, {"status", "value"})),
                          {}};
        if (const json* const groups = find(rule.body, {"properties", "actions", "actionGroups"});
            groups != nullptr && groups->IsArray())
            for (const auto& group : groups->GetArray())
                fired.action_groups.emplace_back(text_of(find(&group, "actionGroupId")));
        state.alerts.push_back(std::move(fired));
    }
}

std::optional<refusal> refused_activity_log_alert(const json& body) {
    const auto refuse = [](std::string message) {
        return refusal{400, "BadRequest", std::move(message), {}};
    };
    const json* const scopes = find(body, {"properties", "scopes"});
    if (scopes == nullptr || !scopes->IsArray() || scopes->Empty())
        return refuse("'scopes' must be a list of resource ids.");
    const json* const all = find(body, {"properties", "condition", "allOf"});
    if (all == nullptr || !all->IsArray() || all->Empty() ||
        !std::all_of(all->Begin(), all->End(), is_condition))
        return refuse("'condition.allOf' must be a list of conditions: a known field with 'equals' or "
                      "'containsAny', or 'anyOf' with a list of these.");
    if (find(body, {"properties", "actions"}) == nullptr) return refuse("'actions' is missing.");
    return std::nullopt;
}

} // namespace ingot::inline v0::emulator
