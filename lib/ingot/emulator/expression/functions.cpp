#include <ingot/emulator/detail/expression_functions.hpp>

#include <ingot/core/case_fold.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

using values = std::vector<json>;

tl::unexpected<error> refuse(std::string message) { return fail(errc::invalid_document, std::move(message)); }

result<json> concat(const values& given) {
    if (!given.empty() && given.front().IsArray()) {
        json all = json_array();
        for (const auto& each : given) {
            if (!each.IsArray()) return refuse("concat() joins texts or arrays, not both");
            for (const auto& item : each.GetArray()) append(all, json_copy(item));
        }
        return all;
    }
    std::string text;
    for (const auto& each : given) {
        const auto part = scalar_text(each);
        if (!part) return refuse("concat() joins texts or arrays, not both");
        text += *part;
    }
    return json_text(text);
}

std::string upper(std::string_view text) {
    std::string changed(text);
    for (char& c : changed)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return changed;
}

result<json> to_lower(const values& given) { return json_text(fold(text_of(&given[0]))); }
result<json> to_upper(const values& given) { return json_text(upper(text_of(&given[0]))); }
result<json> equals(const values& given) { return json(same_value(given[0], given[1])); }
result<json> negate(const values& given) {
    const auto value = boolean_of(&given[0]);
    if (!value) return refuse("not() takes true or false");
    return json(!*value);
}

/// and() and or(): every argument must be a truth value.
template <bool Decisive>
result<json> join_truths(const values& given) {
    bool decided = false;
    for (const auto& each : given) {
        const auto value = boolean_of(&each);
        if (!value) return refuse("and() and or() take true and false alone");
        decided = decided || *value == Decisive;
    }
    return json(decided == Decisive);
}

result<json> empty(const values& given) {
    const json& value = given[0];
    return json(value.IsNull() || (value.IsString() && value.GetStringLength() == 0) ||
                (value.IsArray() && value.Empty()) || (value.IsObject() && value.ObjectEmpty()));
}

result<json> contains(const values& given) {
    const json& in = given[0];
    if (in.IsArray())
        return json(
            std::any_of(in.Begin(), in.End(), [&](const json& item) { return same_value(item, given[1]); }));
    if (in.IsObject()) {
        for (auto member = in.MemberBegin(); member != in.MemberEnd(); ++member)
            if (equal_folded({member->name.GetString(), member->name.GetStringLength()}, text_of(&given[1])))
                return json(true);
        return json(false);
    }
    const auto part = scalar_text(given[1]);
    if (!in.IsString() || !part) return refuse("contains() looks into a text, an array or an object");
    return json(text_of(&in).find(*part) != std::string_view::npos);
}

result<json> length(const values& given) {
    if (given[0].IsArray()) return json(static_cast<std::int64_t>(given[0].Size()));
    if (given[0].IsObject()) return json(static_cast<std::int64_t>(given[0].MemberCount()));
    if (given[0].IsString()) return json(static_cast<std::int64_t>(given[0].GetStringLength()));
    return refuse("length() takes a text, an array or an object");
}

template <bool First>
result<json> end_of(const values& given) {
    const json& value = given[0];
    if (value.IsArray()) {
        if (value.Empty()) return json();
        return json_copy(First ? value[0] : value[value.Size() - 1]);
    }
    const auto text = text_of(&value);
    return json_text(text.empty() ? text : First ? text.substr(0, 1) : text.substr(text.size() - 1));
}

result<json> split(const values& given) {
    const auto separator = text_of(&given[1]);
    if (!given[0].IsString() || separator.empty()) return refuse("split() takes a text and a separator");
    json parts = json_array();
    std::string_view rest = text_of(&given[0]);
    for (auto at = rest.find(separator); at != std::string_view::npos; at = rest.find(separator)) {
        append(parts, json_text(rest.substr(0, at)));
        rest.remove_prefix(at + separator.size());
    }
    append(parts, json_text(rest));
    return parts;
}

result<json> replace(const values& given) {
    const auto old_text = text_of(&given[1]);
    if (old_text.empty()) return refuse("replace() takes a text, what to find in it, and the replacement");
    std::string text(text_of(&given[0]));
    const auto fresh = text_of(&given[2]);
    for (auto at = text.find(old_text); at != std::string::npos; at = text.find(old_text, at + fresh.size()))
        text.replace(at, old_text.size(), fresh);
    return json_text(text);
}

result<json> to_text(const values& given) {
    return json_text(scalar_text(given[0]).value_or(write_json(given[0])));
}

result<json> to_integer(const values& given) {
    if (given[0].IsInt64()) return json_copy(given[0]);
    const auto text = text_of(&given[0]);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || end != text.data() + text.size())
        return refuse(fmt::format("int() cannot read '{}'", text));
    return json(number);
}

result<json> create_array(const values& given) {
    json items = json_array();
    for (const auto& each : given) append(items, json_copy(each));
    return items;
}

result<json> starts_with(const values& given) {
    return json(starts_with_folded(text_of(&given[0]), text_of(&given[1])));
}
result<json> ends_with(const values& given) {
    const auto text = text_of(&given[0]);
    const auto tail = text_of(&given[1]);
    return json(text.size() >= tail.size() && equal_folded(text.substr(text.size() - tail.size()), tail));
}

result<json> coalesce(const values& given) {
    for (const auto& each : given)
        if (!each.IsNull()) return json_copy(each);
    return json();
}

/// format() with `{0}` alone: alignment and number formats are not modelled.
result<json> format(const values& given) {
    std::string text;
    std::string_view rest = text_of(&given[0]);
    while (!rest.empty()) {
        const auto open = rest.find('{');
        text += rest.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        const auto index = rest.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
        std::size_t number = 0;
        const auto [end, problem] = std::from_chars(index.data(), index.data() + index.size(), number);
        if (close == std::string_view::npos || problem != std::errc{} || end != index.data() + index.size() ||
            number + 1 >= given.size())
            return refuse(fmt::format("format() has no value for '{{{}}}'", index));
        text += scalar_text(given[number + 1]).value_or(std::string{});
        rest.remove_prefix(close + 1);
    }
    return json_text(text);
}

result<json> truth(const values&) { return json(true); }
result<json> falsehood(const values&) { return json(false); }
result<json> nothing(const values&) { return json(); }

constexpr std::size_t any_number = 64;

struct common_function {
    std::string_view name;
    std::size_t fewest;
    std::size_t most;
    result<json> (*call)(const values&);
};

constexpr std::array common_functions{
    common_function{"concat", 1, any_number, concat},
    common_function{"toLower", 1, 1, to_lower},
    common_function{"toUpper", 1, 1, to_upper},
    common_function{"equals", 2, 2, equals},
    common_function{"not", 1, 1, negate},
    common_function{"and", 2, any_number, join_truths<false>},
    common_function{"or", 2, any_number, join_truths<true>},
    common_function{"empty", 1, 1, empty},
    common_function{"contains", 2, 2, contains},
    common_function{"length", 1, 1, length},
    common_function{"first", 1, 1, end_of<true>},
    common_function{"last", 1, 1, end_of<false>},
    common_function{"split", 2, 2, split},
    common_function{"replace", 3, 3, replace},
    common_function{"string", 1, 1, to_text},
    common_function{"int", 1, 1, to_integer},
    common_function{"createArray", 0, any_number, create_array},
    common_function{"startsWith", 2, 2, starts_with},
    common_function{"endsWith", 2, 2, ends_with},
    common_function{"coalesce", 1, any_number, coalesce},
    common_function{"format", 1, any_number, format},
    common_function{"true", 0, 0, truth},
    common_function{"false", 0, 0, falsehood},
    common_function{"null", 0, 0, nothing},
};

const common_function* find_function(std::string_view name) noexcept {
    const auto* const at = std::find_if(common_functions.begin(), common_functions.end(),
                                        [&](const auto& each) { return equal_folded(each.name, name); });
    return at == common_functions.end() ? nullptr : at;
}

} // namespace

bool names_common_function(std::string_view name) noexcept { return find_function(name) != nullptr; }

std::optional<result<json>> call_common_function(std::string_view name, const std::vector<json>& arguments) {
    const auto* const function = find_function(name);
    if (function == nullptr) return std::nullopt;
    if (arguments.size() < function->fewest || arguments.size() > function->most)
        return refuse(fmt::format("{}() does not take {} arguments", function->name, arguments.size()));
    return function->call(arguments);
}

std::optional<std::string> scalar_text(const json& value) {
    if (value.IsString()) return std::string(text_of(&value));
    if (value.IsBool()) return value.GetBool() ? "True" : "False";
    if (value.IsNumber()) return write_json(value);
    if (value.IsNull()) return std::string{};
    return std::nullopt;
}

bool same_value(const json& a, const json& b) {
    if (a.IsNull() || b.IsNull()) return a.IsNull() && b.IsNull();
    const auto x = scalar_text(a);
    const auto y = scalar_text(b);
    if (x && y) return equal_folded(*x, *y);
    return !x && !y && a == b;
}

} // namespace ingot::inline v0::emulator
