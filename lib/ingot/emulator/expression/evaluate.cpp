#include <ingot/emulator/detail/expression.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/expression_functions.hpp>

#include <fmt/format.h>

#include <utility>

namespace ingot::inline v0::emulator {
namespace {

tl::unexpected<error> refuse(std::string message) { return fail(errc::invalid_document, std::move(message)); }

/// The member or item of a value; member names compare without regard to case.
result<json> take(const json& from, const json& accessor, std::string_view function) {
    if (accessor.IsString() && from.IsObject()) {
        for (auto member = from.MemberBegin(); member != from.MemberEnd(); ++member)
            if (equal_folded({member->name.GetString(), member->name.GetStringLength()}, text_of(&accessor)))
                return json_copy(member->value);
        return refuse(fmt::format("what {}() returns has no member '{}'", function, text_of(&accessor)));
    }
    const auto index = integer_of(&accessor);
    if (index && from.IsArray() && *index >= 0 && *index < static_cast<std::int64_t>(from.Size()))
        return json_copy(from[static_cast<rapidjson::SizeType>(*index)]);
    return refuse(fmt::format("what {}() returns has no item {}", function,
                              accessor.IsString() ? std::string(text_of(&accessor)) : write_json(accessor)));
}

result<json> choose(const expression& what, const expression_functions& own) {
    if (what.arguments.size() != 3) return refuse("if() takes a condition and two values");
    const auto condition = evaluate(what.arguments[0], own);
    if (!condition) return tl::unexpected(condition.error());
    const auto chosen = boolean_of(&*condition);
    if (!chosen) return refuse("the condition of if() is neither true nor false");
    return evaluate(what.arguments[*chosen ? 1 : 2], own);
}

result<json> call(const expression& what, const expression_functions& own) {
    if (equal_folded(what.function, "if")) return choose(what, own);
    std::vector<json> arguments;
    for (const auto& each : what.arguments) {
        auto value = evaluate(each, own);
        if (!value) return value;
        arguments.push_back(std::move(*value));
    }
    if (auto value = call_common_function(what.function, arguments)) return std::move(*value);
    if (auto value = own(what.function, arguments)) return std::move(*value);
    return refuse(fmt::format("the function {}() is not known", what.function));
}

} // namespace

bool is_common_function(std::string_view name) noexcept {
    return equal_folded(name, "if") || names_common_function(name);
}

result<json> evaluate(const expression& what, const expression_functions& own) {
    if (what.function.empty()) return json_copy(what.literal);
    auto value = call(what, own);
    for (const auto& each : what.accessors) {
        if (!value) return value;
        const auto accessor = evaluate(each, own);
        if (!accessor) return tl::unexpected(accessor.error());
        value = take(*value, *accessor, what.function);
    }
    return value;
}

result<json> resolve(const json& value, const expression_functions& own) {
    if (value.IsString()) {
        const auto text = text_of(&value);
        if (text.starts_with("[[")) return json_text(text.substr(1));
        if (!is_expression(text)) return json_copy(value);
        const auto parsed = parse_expression(text);
        if (!parsed) return tl::unexpected(parsed.error());
        return evaluate(*parsed, own);
    }
    if (value.IsArray()) {
        json items = json_array();
        for (const auto& each : value.GetArray()) {
            auto item = resolve(each, own);
            if (!item) return item;
            append(items, std::move(*item));
        }
        return items;
    }
    if (!value.IsObject()) return json_copy(value);
    json members = json_object();
    for (auto member = value.MemberBegin(); member != value.MemberEnd(); ++member) {
        auto resolved = resolve(member->value, own);
        if (!resolved) return resolved;
        set(members, {member->name.GetString(), member->name.GetStringLength()}, std::move(*resolved));
    }
    return members;
}

} // namespace ingot::inline v0::emulator
