#include <ingot/emulator/detail/policy_condition.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/policy_comparison.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace ingot::inline v0::emulator::policy {
namespace {

tl::unexpected<error> refuse(std::string message) { return fail(errc::invalid_document, std::move(message)); }

/// What the function field() returns: the value itself, or an array of all that a `[*]` names.
json value_of_field(const json& resource, std::string_view field,
                    const std::vector<counted_element>& counted) {
    const auto found = read_field(resource, field, counted);
    if (!found.each) {
        if (found.values.empty()) return {};
        return json_copy(found.values.front() == nullptr ? found.made : *found.values.front());
    }
    json all = json_array();
    for (const json* const each : found.values) append(all, json_copy(*each));
    return all;
}

/// resourceGroup() and subscription() of the resource that is asked about.
json scope_of(const json& resource, bool group) {
    json scope = json_object();
    const auto id = resource_id::parse(text_at(resource, {"id"}));
    if (!id) return scope;
    const auto parts = id->segments();
    if (parts.size() < (group ? 4U : 2U)) return scope;
    std::string text = fmt::format("/subscriptions/{}", parts[1]);
    if (group) text += fmt::format("/resourceGroups/{}", parts[3]);
    set(scope, "id", text);
    set(scope, group ? "name" : "subscriptionId", parts[group ? 3 : 1]);
    return scope;
}

std::optional<result<json>> call_in_rule(std::string_view name, const std::vector<json>& arguments,
                                         const question& about) {
    if (equal_folded(name, "parameters") && arguments.size() == 1) {
        const auto wanted = text_of(arguments.data());
        for (auto each = about.parameters.MemberBegin(); each != about.parameters.MemberEnd(); ++each)
            if (equal_folded({each->name.GetString(), each->name.GetStringLength()}, wanted))
                return json_copy(each->value);
        return refuse(fmt::format("the parameter '{}' has no value", wanted));
    }
    if ((equal_folded(name, "field") || equal_folded(name, "current")) && arguments.size() == 1)
        return value_of_field(about.resource, text_of(arguments.data()), about.counted);
    if (equal_folded(name, "resourceGroup") && arguments.empty()) return scope_of(about.resource, true);
    if (equal_folded(name, "subscription") && arguments.empty()) return scope_of(about.resource, false);
    return std::nullopt;
}

bool is_rule_function(std::string_view name) noexcept {
    return is_common_function(name) || equal_folded(name, "parameters") || equal_folded(name, "field") ||
           equal_folded(name, "current") || equal_folded(name, "resourceGroup") ||
           equal_folded(name, "subscription");
}

/// The comparison of a condition and what it compares with.
std::pair<std::string_view, const json*> comparison_in(const json& condition) noexcept {
    for (auto member = condition.MemberBegin(); member != condition.MemberEnd(); ++member) {
        const std::string_view name(member->name.GetString(), member->name.GetStringLength());
        if (is_comparison(name)) return {name, &member->value};
    }
    return {};
}

result<bool> every(const json& conditions, const question& about, bool decisive) {
    for (const auto& each : conditions.GetArray()) {
        auto held = holds(each, about);
        if (!held) return held;
        if (*held == decisive) return decisive;
    }
    return !decisive;
}

/// How many elements of the array satisfy the condition of a count.
result<std::int64_t> count(const json& counter, const question& about) {
    const std::string field(text_of(find(&counter, "field")));
    const json* const where = find(&counter, "where");
    const auto found = read_field(about.resource, field, about.counted);
    std::int64_t number = 0;
    for (std::size_t index = 0; index < found.values.size(); ++index) {
        if (where != nullptr) {
            question inner{about.resource, about.parameters, about.counted};
            inner.counted.push_back({fold(field), index});
            const auto held = holds(*where, inner);
            if (!held) return tl::unexpected(held.error());
            if (!*held) continue;
        }
        ++number;
    }
    return number;
}

result<bool> compare_field(const json& condition, const question& about, std::string_view comparison,
                           const json& wanted) {
    const auto field = resolve_in_rule(*find(&condition, "field"), about);
    if (!field) return tl::unexpected(field.error());
    const auto found = read_field(about.resource, text_of(&*field), about.counted);
    if (!found.each) {
        if (found.values.empty()) return compare(comparison, nullptr, wanted);
        const json* const value = found.values.front();
        return compare(comparison, value == nullptr ? &found.made : value, wanted);
    }
    for (const json* const each : found.values) {
        auto held = compare(comparison, each, wanted);
        if (!held || !*held) return held;
    }
    return true;
}

void append_all(std::vector<std::string>& all, std::vector<std::string> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void check_field(const json& field, const json* declared, std::vector<std::string>& problems) {
    const auto text = text_of(&field);
    if (is_expression(text))
        append_all(problems, problems_of_value(field, declared));
    else if (!is_known_field(text))
        problems.push_back(fmt::format("the field or alias '{}' is not one that the emulator knows", text));
}

void check_members(const json& condition, std::string_view left, std::vector<std::string>& problems) {
    std::size_t comparisons = 0;
    for (auto member = condition.MemberBegin(); member != condition.MemberEnd(); ++member) {
        const std::string_view name(member->name.GetString(), member->name.GetStringLength());
        if (is_comparison(name))
            ++comparisons;
        else if (!equal_folded(name, left))
            problems.push_back(fmt::format("the condition '{}' is not known", name));
    }
    if (comparisons != 1)
        problems.push_back(fmt::format("a condition on '{}' needs exactly one comparison", left));
}

void check_count(const json& counter, const json* declared, std::vector<std::string>& problems) {
    const auto field = text_of(find(&counter, "field"));
    if (field.empty() || !field.ends_with("[*]")) {
        problems.emplace_back("'count' needs a 'field' that names the elements of an array, ending with [*]; "
                              "counts of values are not modelled");
        return;
    }
    check_field(*find(&counter, "field"), declared, problems);
    if (const json* const where = find(&counter, "where"))
        append_all(problems, problems_of_condition(*where, declared));
}

} // namespace

result<json> resolve_in_rule(const json& value, const question& about) {
    return resolve(value, [&](std::string_view name, const std::vector<json>& arguments) {
        return call_in_rule(name, arguments, about);
    });
}

result<bool> holds(const json& condition, const question& about) {
    if (!condition.IsObject()) return refuse("a condition must be an object");
    if (const json* const all = find(&condition, "allOf"); all != nullptr && all->IsArray())
        return every(*all, about, false);
    if (const json* const any = find(&condition, "anyOf"); any != nullptr && any->IsArray())
        return every(*any, about, true);
    if (const json* const inverted = find(&condition, "not")) {
        auto held = holds(*inverted, about);
        if (!held) return held;
        return !*held;
    }
    const auto [comparison, right] = comparison_in(condition);
    if (right == nullptr) return refuse("a condition needs a comparison");
    const auto wanted = resolve_in_rule(*right, about);
    if (!wanted) return tl::unexpected(wanted.error());
    if (const json* const value = find(&condition, "value")) {
        const auto left = resolve_in_rule(*value, about);
        if (!left) return tl::unexpected(left.error());
        return compare(comparison, &*left, *wanted);
    }
    if (const json* const counter = find(&condition, "count")) {
        const auto number = count(*counter, about);
        if (!number) return tl::unexpected(number.error());
        const json left(*number);
        return compare(comparison, &left, *wanted);
    }
    if (find(&condition, "field") == nullptr) return refuse("a condition needs a field, a value or a count");
    return compare_field(condition, about, comparison, *wanted);
}

std::vector<std::string> problems_of_value(const json& value, const json* declared) {
    std::vector<std::string> problems;
    if (value.IsArray())
        for (const auto& each : value.GetArray()) append_all(problems, problems_of_value(each, declared));
    if (!is_expression(text_of(&value))) return problems;
    const auto parsed = parse_expression(text_of(&value));
    if (!parsed) return {parsed.error().message};
    each_call(*parsed, [&](const expression& call) {
        if (!is_rule_function(call.function))
            problems.push_back(
                fmt::format("the function {}() is not one that the emulator knows", call.function));
        const auto argument =
            call.arguments.empty() ? std::string_view{} : text_of(&call.arguments.front().literal);
        if (argument.empty()) return; // made by another call, known only when the rule is evaluated
        if (equal_folded(call.function, "field") && !is_known_field(argument))
            problems.push_back(
                fmt::format("the field or alias '{}' is not one that the emulator knows", argument));
        if (!equal_folded(call.function, "parameters")) return;
        bool known = false;
        if (declared != nullptr && declared->IsObject())
            for (auto each = declared->MemberBegin(); each != declared->MemberEnd(); ++each)
                known =
                    known || equal_folded({each->name.GetString(), each->name.GetStringLength()}, argument);
        if (!known) problems.push_back(fmt::format("the parameter '{}' is not declared", argument));
    });
    return problems;
}

std::vector<std::string> problems_of_condition(const json& condition, const json* declared) {
    std::vector<std::string> problems;
    if (!condition.IsObject()) return {"a condition must be an object"};
    for (const std::string_view operation : {"allOf", "anyOf"}) {
        const json* const conditions = find(&condition, operation);
        if (conditions == nullptr) continue;
        if (!conditions->IsArray() || conditions->Empty())
            return {fmt::format("'{}' must be a list of conditions", operation)};
        for (const auto& each : conditions->GetArray())
            append_all(problems, problems_of_condition(each, declared));
        if (condition.MemberCount() > 1) problems.push_back(fmt::format("'{}' must stand alone", operation));
        return problems;
    }
    if (const json* const inverted = find(&condition, "not")) {
        problems = problems_of_condition(*inverted, declared);
        if (condition.MemberCount() > 1) problems.emplace_back("'not' must stand alone");
        return problems;
    }
    const auto [comparison, right] = comparison_in(condition);
    if (right != nullptr) append_all(problems, problems_of_value(*right, declared));
    if (const json* const field = find(&condition, "field")) {
        check_members(condition, "field", problems);
        check_field(*field, declared, problems);
    } else if (const json* const value = find(&condition, "value")) {
        check_members(condition, "value", problems);
        append_all(problems, problems_of_value(*value, declared));
    } else if (const json* const counter = find(&condition, "count")) {
        check_members(condition, "count", problems);
        check_count(*counter, declared, problems);
    } else {
        problems.emplace_back("a condition needs a 'field', a 'value' or a 'count'");
    }
    return problems;
}

} // namespace ingot::inline v0::emulator::policy
