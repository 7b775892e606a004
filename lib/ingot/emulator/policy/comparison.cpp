#include <ingot/emulator/detail/policy_comparison.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/expression_functions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace ingot::inline v0::emulator::policy {
namespace {

/// `*` stands for any text.
bool is_like(std::string_view text, std::string_view pattern) noexcept {
    if (pattern.empty()) return text.empty();
    if (pattern.front() == '*') {
        for (std::size_t skip = 0; skip <= text.size(); ++skip)
            if (is_like(text.substr(skip), pattern.substr(1))) return true;
        return false;
    }
    return !text.empty() && fold(text.front()) == fold(pattern.front()) &&
           is_like(text.substr(1), pattern.substr(1));
}

/// `#` stands for a digit, `?` for a letter, `.` for any character.
bool is_match(std::string_view text, std::string_view pattern, bool folded) noexcept {
    return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [&](char c, char p) {
        const bool letter = fold(c) >= 'a' && fold(c) <= 'z';
        if (p == '#') return c >= '0' && c <= '9';
        if (p == '?') return letter;
        return p == '.' || (folded ? fold(c) == fold(p) : c == p);
    });
}

bool equals(const json& value, const json& wanted) { return same_value(value, wanted); }
bool in(const json& value, const json& wanted) {
    return wanted.IsArray() && std::any_of(wanted.Begin(), wanted.End(),
                                           [&](const json& item) { return same_value(value, item); });
}
bool like(const json& value, const json& wanted) { return is_like(text_of(&value), text_of(&wanted)); }
bool match(const json& value, const json& wanted) {
    return is_match(text_of(&value), text_of(&wanted), false);
}
bool match_insensitively(const json& value, const json& wanted) {
    return is_match(text_of(&value), text_of(&wanted), true);
}
bool contains(const json& value, const json& wanted) {
    if (value.IsArray())
        return std::any_of(value.Begin(), value.End(),
                           [&](const json& item) { return same_value(item, wanted); });
    return value.IsString() && fold(text_of(&value)).find(fold(text_of(&wanted))) != std::string::npos;
}
bool contains_key(const json& value, const json& wanted) {
    return value.IsObject() && std::any_of(value.MemberBegin(), value.MemberEnd(), [&](const auto& member) {
               return equal_folded({member.name.GetString(), member.name.GetStringLength()},
                                   text_of(&wanted));
           });
}

/// Numbers by size, texts (dates among them) by their folded letters; nothing else has an order.
bool is_less(const json& a, const json& b) {
    if (a.IsNumber() && b.IsNumber()) return a.GetDouble() < b.GetDouble();
    return a.IsString() && b.IsString() && compare_folded(text_of(&a), text_of(&b)) < 0;
}
bool less(const json& value, const json& wanted) { return is_less(value, wanted); }
bool greater(const json& value, const json& wanted) { return is_less(wanted, value); }
bool less_or_equals(const json& value, const json& wanted) {
    return is_less(value, wanted) || same_value(value, wanted);
}
bool greater_or_equals(const json& value, const json& wanted) {
    return is_less(wanted, value) || same_value(value, wanted);
}

struct comparison {
    std::string_view name;
    bool (*holds)(const json& value, const json& wanted);
    bool negated = false;
    bool of_list = false;
};

constexpr std::array comparisons{
    comparison{"equals", equals},
    comparison{"notEquals", equals, true},
    comparison{"in", in, false, true},
    comparison{"notIn", in, true, true},
    comparison{"like", like},
    comparison{"notLike", like, true},
    comparison{"match", match},
    comparison{"notMatch", match, true},
    comparison{"matchInsensitively", match_insensitively},
    comparison{"notMatchInsensitively", match_insensitively, true},
    comparison{"contains", contains},
    comparison{"notContains", contains, true},
    comparison{"containsKey", contains_key},
    comparison{"notContainsKey", contains_key, true},
    comparison{"less", less},
    comparison{"lessOrEquals", less_or_equals},
    comparison{"greater", greater},
    comparison{"greaterOrEquals", greater_or_equals},
};

const comparison* find_comparison(std::string_view name) noexcept {
    const auto* const at = std::find_if(comparisons.begin(), comparisons.end(),
                                        [&](const auto& each) { return equal_folded(each.name, name); });
    return at == comparisons.end() ? nullptr : at;
}

} // namespace

bool is_comparison(std::string_view name) noexcept {
    return equal_folded(name, "exists") || find_comparison(name) != nullptr;
}

result<bool> compare(std::string_view name, const json* value, const json& wanted) {
    const bool there = value != nullptr && !value->IsNull();
    if (equal_folded(name, "exists")) {
        const auto text = scalar_text(wanted).value_or(std::string{});
        if (!equal_folded(text, "true") && !equal_folded(text, "false"))
            return fail(errc::invalid_document, fmt::format("'exists' takes true or false, not '{}'", text));
        return there == equal_folded(text, "true");
    }
    const comparison& chosen = *find_comparison(name);
    if (chosen.of_list && !wanted.IsArray())
        return fail(errc::invalid_document, fmt::format("'{}' takes an array", chosen.name));
    return (there && chosen.holds(*value, wanted)) != chosen.negated;
}

} // namespace ingot::inline v0::emulator::policy
