#include <ingot/document/strict_object.hpp>

#include <ingot/document/nearest_name.hpp>

#include <algorithm>
#include <limits>

namespace ingot::inline v0 {

namespace {

std::string why_no_duration(std::string_view text) {
    const std::string shown = "'" + std::string(text) + "' is not a duration that can be counted on: ";
    const std::string_view date = text.substr(0, text.find('T'));
    if (text.empty() || text.front() != 'P')
        return shown + "it does not begin with P; write days and time units, such as P90D or PT24H";
    if (date.find('Y') != std::string_view::npos)
        return shown + "years have no fixed length; write days, such as P365D";
    if (date.find('M') != std::string_view::npos)
        return shown + "months have no fixed length; write days, such as P30D (or PT30M for minutes)";
    if (date.find('W') != std::string_view::npos)
        return shown + "weeks are not understood; write days, such as P14D";
    return shown + "expected days and time units up to 3650000 days, such as P90D, PT24H or P1DT12H";
}

} // namespace

std::optional<json_value> strict_object::member(std::string_view name) {
    known_.push_back(name);
    return object_.member(name);
}

std::optional<json_value> strict_object::member(std::string_view name, json_kind kind) {
    const auto found = member(name);
    if (!found || !members_.expect(*found, kind)) return std::nullopt;
    return found;
}

std::optional<json_value> strict_object::required(std::string_view name, std::string_view example) {
    const auto found = member(name);
    if (!found)
        members_.report(object_, "the member '" + std::string(name) + "' is missing; add it, such as \"" +
                                     std::string(name) + "\": " + std::string(example));
    return found;
}

std::optional<json_value> strict_object::required(std::string_view name, json_kind kind,
                                                  std::string_view example) {
    const auto found = required(name, example);
    if (!found || !members_.expect(*found, kind)) return std::nullopt;
    return found;
}

void strict_object::read(std::string_view name, bool& into) {
    if (const auto found = member(name, json_kind::boolean)) into = found->truth();
}

void strict_object::read(std::string_view name, std::optional<bool>& into) {
    if (const auto found = member(name, json_kind::boolean)) into = found->truth();
}

void strict_object::read(std::string_view name, std::int32_t& into) {
    std::optional<std::int32_t> read_value;
    read(name, read_value);
    into = read_value.value_or(into);
}

void strict_object::read(std::string_view name, std::optional<std::int32_t>& into) {
    const auto found = member(name, json_kind::number);
    if (!found) return;
    if (const auto value = members_.count(*found, std::numeric_limits<std::int32_t>::max()))
        into = static_cast<std::int32_t>(*value);
}

void strict_object::read_required(std::string_view name, std::int64_t& into) {
    const auto found = required(name, json_kind::number, "0");
    if (found) into = members_.count(*found, std::numeric_limits<std::int64_t>::max()).value_or(into);
}

void strict_object::read(std::string_view name, std::optional<duration>& into) {
    if (const auto text = member(name, json_kind::string)) into = parse(*text);
}

void strict_object::read(std::string_view name, duration& into) {
    if (const auto text = member(name, json_kind::string)) into = parse(*text).value_or(into);
}

void strict_object::read_required(std::string_view name, duration& into) {
    if (const auto text = required(name, json_kind::string, "\"P30D\"")) into = parse(*text).value_or(into);
}

void strict_object::finish() {
    for (const json_value other : object_) {
        if (std::find(known_.begin(), known_.end(), other.name()) != known_.end()) continue;
        members_.report_name(other, "unknown member '" + std::string(other.name()) + "'; did you mean '" +
                                        std::string(nearest_name(other.name(), known_)) + "'?");
    }
}

std::optional<duration> strict_object::parse(const json_value& text) {
    const auto read = parse_duration(text.text());
    if (!read) members_.report(text, why_no_duration(text.text()));
    return read;
}

} // namespace ingot::inline v0
