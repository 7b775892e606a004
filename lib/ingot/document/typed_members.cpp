#include <ingot/document/typed_members.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace ingot::inline v0 {

void typed_members::expect_schema(const json_value& value, std::string_view expected) {
    constexpr std::array<std::string_view, 8> known{
        "ingot.check/1", "ingot.emulator/1", "ingot.estate/1", "ingot.explanation/1",
        "ingot.latest/1", "ingot.plan/1",     "ingot.policy/1", "ingot.run/1"};
    const std::string_view named = value.text();
    if (named == expected) return;
    if (std::find(known.begin(), known.end(), named) != known.end())
        violations_.add_only(value.pointer(), value.at(),
                             "this is an " + std::string(named) + " document; expected " + std::string(expected));
    else
        report(value, "this is a document of schema '" + std::string(named) + "'; expected '" +
                          std::string(expected) + "'");
}

void typed_members::report(const json_value& value, std::string message) {
    violations_.add(value.pointer(), value.at(), std::move(message));
}

void typed_members::report_name(const json_value& member, std::string message) {
    violations_.add(member.pointer(), member.name_at(), std::move(message));
}

bool typed_members::expect(const json_value& value, json_kind kind) {
    if (value.kind() != kind) {
        report(value,
               "expected " + std::string(describe(kind)) + ", found " + std::string(describe(value.kind())));
        return false;
    }
    if (kind == json_kind::string && value.text().find('\0') != std::string_view::npos) {
        report(value, "the string holds the character U+0000, which no value here may have; take it out");
        return false;
    }
    return true;
}

std::optional<json_value> typed_members::of_kind(const std::optional<json_value>& of, std::string_view name,
                                                 json_kind kind) {
    if (!of) return std::nullopt;
    const auto found = of->member(name);
    if (!found || found->is(json_kind::null) || !expect(*found, kind)) return std::nullopt;
    return found;
}

std::optional<json_value> typed_members::object(const std::optional<json_value>& of, std::string_view name) {
    return of_kind(of, name, json_kind::object);
}

std::optional<json_value> typed_members::array(const std::optional<json_value>& of, std::string_view name) {
    return of_kind(of, name, json_kind::array);
}

std::optional<json_value> typed_members::string(const std::optional<json_value>& of, std::string_view name) {
    return of_kind(of, name, json_kind::string);
}

std::optional<bool> typed_members::boolean(const std::optional<json_value>& of, std::string_view name) {
    const auto found = of_kind(of, name, json_kind::boolean);
    if (!found) return std::nullopt;
    return found->truth();
}

std::optional<std::int64_t> typed_members::count(const std::optional<json_value>& of, std::string_view name,
                                                 std::int64_t most) {
    const auto found = of_kind(of, name, json_kind::number);
    return found ? count(*found, most) : std::nullopt;
}

std::optional<std::int64_t> typed_members::count(const json_value& number, std::int64_t most) {
    const auto value = number.integer();
    if (value && *value >= 0 && *value <= most) return value;
    report(number, std::string(number.text()) + " is out of range; expected a whole number from 0 to " +
                       std::to_string(most));
    return std::nullopt;
}

std::string typed_members::text(const std::optional<json_value>& of, std::string_view name) {
    const auto found = string(of, name);
    return found ? std::string(found->text()) : std::string();
}

std::optional<json_value> typed_members::required_string(const json_value& of, std::string_view name) {
    const auto found = of.member(name);
    if (!found || found->is(json_kind::null)) {
        report(of, "the member '" + std::string(name) + "' is missing; add it as a string");
        return std::nullopt;
    }
    if (!expect(*found, json_kind::string)) return std::nullopt;
    return found;
}

std::optional<timestamp> typed_members::instant(const std::optional<json_value>& of, std::string_view name) {
    const auto found = string(of, name);
    if (!found) return std::nullopt;
    return parse_timestamp(found->text());
}

} // namespace ingot::inline v0
