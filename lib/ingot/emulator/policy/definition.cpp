#include <ingot/emulator/detail/policy_definition.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/expression_functions.hpp>
#include <ingot/emulator/detail/policy_condition.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator::policy {
namespace {

constexpr std::array<std::pair<std::string_view, effect>, 3> effects{
    {{"Disabled", effect::disabled}, {"Audit", effect::audit}, {"Deny", effect::deny}}};

std::optional<effect> effect_of(std::string_view name) noexcept {
    for (const auto& [known, what] : effects)
        if (equal_folded(known, name)) return what;
    return std::nullopt;
}

const json* find_folded(const json* object, std::string_view name) noexcept {
    if (object == nullptr || !object->IsObject()) return nullptr;
    for (auto member = object->MemberBegin(); member != object->MemberEnd(); ++member)
        if (equal_folded({member->name.GetString(), member->name.GetStringLength()}, name))
            return &member->value;
    return nullptr;
}

bool is_of_type(const json& value, std::string_view type) noexcept {
    if (equal_folded(type, "String")) return value.IsString();
    if (equal_folded(type, "Array")) return value.IsArray();
    if (equal_folded(type, "Object")) return value.IsObject();
    if (equal_folded(type, "Boolean")) return value.IsBool();
    if (equal_folded(type, "Integer")) return value.IsInt64();
    if (equal_folded(type, "Float")) return value.IsNumber();
    return equal_folded(type, "DateTime") && value.IsString();
}

bool is_type(std::string_view type) noexcept {
    static constexpr std::array<std::string_view, 7> types{"String",  "Array", "Object",  "Boolean",
                                                           "Integer", "Float", "DateTime"};
    return std::any_of(types.begin(), types.end(),
                       [&](std::string_view each) { return equal_folded(each, type); });
}

bool is_allowed(const json& value, const json* allowed) {
    if (allowed == nullptr || !allowed->IsArray()) return true;
    const auto among = [&](const json& each) {
        return std::any_of(allowed->Begin(), allowed->End(),
                           [&](const json& candidate) { return same_value(candidate, each); });
    };
    // Of an array every element must be among the allowed ones.
    return value.IsArray() ? std::all_of(value.Begin(), value.End(), among) : among(value);
}

void check_declarations(const json* declared, std::vector<std::string>& problems) {
    if (declared == nullptr || declared->IsNull()) return;
    if (!declared->IsObject()) {
        problems.emplace_back("'parameters' must be an object");
        return;
    }
    for (auto each = declared->MemberBegin(); each != declared->MemberEnd(); ++each) {
        const auto type = text_of(find(&each->value, "type"));
        const json* const usual = find(&each->value, "defaultValue");
        if (!is_type(type))
            problems.push_back(
                fmt::format("the parameter '{}' has no known type: '{}'", each->name.GetString(), type));
        else if (usual != nullptr &&
                 (!is_of_type(*usual, type) || !is_allowed(*usual, find(&each->value, "allowedValues"))))
            problems.push_back(
                fmt::format("the default of the parameter '{}' is not of its type or not allowed",
                            each->name.GetString()));
    }
}

void check_effect(const json* named, const json* declared, std::vector<std::string>& problems) {
    if (named == nullptr || !named->IsString()) {
        problems.emplace_back("'then' needs an 'effect'");
        return;
    }
    if (!is_expression(text_of(named))) {
        if (!effect_of(text_of(named)))
            problems.push_back(fmt::format("the effect '{}' is not modelled; the emulator knows Audit, Deny "
                                           "and Disabled",
                                           text_of(named)));
        return;
    }
    for (auto& problem : problems_of_value(*named, declared)) problems.push_back(std::move(problem));
}

} // namespace

std::string_view name_of(effect what) noexcept {
    for (const auto& [name, each] : effects)
        if (each == what) return name;
    return {};
}

std::vector<std::string> problems_of_definition(const json& properties) {
    std::vector<std::string> problems;
    const auto mode = text_of(find(&properties, "mode"));
    if (!mode.empty() && !equal_folded(mode, "All") && !equal_folded(mode, "Indexed"))
        problems.push_back(
            fmt::format("the mode '{}' is not modelled; the emulator knows All and Indexed", mode));
    const json* const declared = find(&properties, "parameters");
    check_declarations(declared, problems);
    const json* const rule = find(&properties, "policyRule");
    const json* const condition = find(rule, "if");
    if (condition == nullptr || find(rule, "then") == nullptr) {
        problems.emplace_back("'policyRule' needs an 'if' and a 'then'");
        return problems;
    }
    for (auto& problem : problems_of_condition(*condition, declared)) problems.push_back(std::move(problem));
    check_effect(find(find(rule, "then"), "effect"), declared, problems);
    return problems;
}

std::vector<std::string> problems_of_parameters(const json* declared, const json* values) {
    std::vector<std::string> problems;
    if (values != nullptr && values->IsObject())
        for (auto given = values->MemberBegin(); given != values->MemberEnd(); ++given) {
            const std::string_view name(given->name.GetString(), given->name.GetStringLength());
            const json* const declaration = find_folded(declared, name);
            const json* const value = find(&given->value, "value");
            if (declaration == nullptr)
                problems.push_back(fmt::format("the parameter '{}' is not declared by the definition", name));
            else if (value == nullptr)
                problems.push_back(fmt::format("the parameter '{}' needs a 'value'", name));
            else if (!is_expression(text_of(value)) &&
                     (!is_of_type(*value, text_of(find(declaration, "type"))) ||
                      !is_allowed(*value, find(declaration, "allowedValues"))))
                problems.push_back(
                    fmt::format("the value of the parameter '{}' is not of its type or not allowed", name));
        }
    if (declared == nullptr || !declared->IsObject()) return problems;
    for (auto each = declared->MemberBegin(); each != declared->MemberEnd(); ++each)
        if (find(&each->value, "defaultValue") == nullptr &&
            find_folded(values, {each->name.GetString(), each->name.GetStringLength()}) == nullptr)
            problems.push_back(
                fmt::format("the parameter '{}' has neither a value nor a default", each->name.GetString()));
    return problems;
}

json effective_parameters(const json* declared, const json* values) {
    json effective = json_object();
    if (declared == nullptr || !declared->IsObject()) return effective;
    for (auto each = declared->MemberBegin(); each != declared->MemberEnd(); ++each) {
        const std::string_view name(each->name.GetString(), each->name.GetStringLength());
        const json* value = find(find_folded(values, name), "value");
        if (value == nullptr) value = find(&each->value, "defaultValue");
        if (value != nullptr) set(effective, name, json_copy(*value));
    }
    return effective;
}

result<finding> evaluate(const json& properties, const json& parameters, const json& resource) {
    const question about{resource, parameters, {}};
    const json* const rule = find(&properties, "policyRule");
    const json* const condition = find(rule, "if");
    const json* const named = find(find(rule, "then"), "effect");
    if (condition == nullptr || named == nullptr)
        return fail(errc::invalid_document, "the policy rule needs an 'if' and a 'then' with an 'effect'");
    const auto resolved = resolve_in_rule(*named, about);
    if (!resolved) return tl::unexpected(resolved.error());
    const auto what = effect_of(text_of(&*resolved));
    if (!what)
        return fail(
            errc::unsupported,
            fmt::format("the effect '{}' is not modelled; use Audit, Deny or Disabled", text_of(&*resolved)));
    if (*what == effect::disabled) return finding{false, *what};
    const auto held = holds(*condition, about);
    if (!held) return tl::unexpected(held.error());
    return finding{*held, *what};
}

} // namespace ingot::inline v0::emulator::policy
