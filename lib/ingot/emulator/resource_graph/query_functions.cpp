#include <ingot/emulator/resource_graph/detail/query_functions.hpp>

#include <ingot/core/case_fold.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

namespace ingot::inline v0::emulator::resource_graph {
namespace {

constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

bool is_empty(const json& value) { return value.IsNull() || (value.IsString() && value.GetStringLength() == 0); }

json folded_to(const json& value, char first, char last, char shift) {
    std::string text = text_of_value(value);
    for (char& c : text)
        if (c >= first && c <= last) c = static_cast<char>(c + shift);
    return json_text(text);
}

json to_lower(const std::vector<json>& given) { return folded_to(given[0], 'A', 'Z', 'a' - 'A'); }
json to_upper(const std::vector<json>& given) { return folded_to(given[0], 'a', 'z', 'A' - 'a'); }
json to_string(const std::vector<json>& given) { return json_text(text_of_value(given[0])); }

json coalesce(const std::vector<json>& given) {
    for (const json& each : given)
        if (!is_empty(each)) return json_copy(each);
    return json_copy(given.back());
}

json split(const std::vector<json>& given) {
    const std::string text = text_of_value(given[0]);
    const std::string mark = text_of_value(given[1]);
    json parts = json_array();
    if (mark.empty()) {
        append(parts, json_text(text));
        return parts;
    }
    for (std::size_t from = 0;;) {
        const auto found = text.find(mark, from);
        append(parts, json_text(std::string_view(text).substr(from, found - from)));
        if (found == std::string::npos) return parts;
        from = found + mark.size();
    }
}

json to_number(const std::vector<json>& given) {
    if (given[0].IsInt64()) return json_copy(given[0]);
    if (given[0].IsBool()) return json(std::int64_t{given[0].GetBool() ? 1 : 0});
    if (given[0].IsDouble()) return json(static_cast<std::int64_t>(given[0].GetDouble()));
    const std::string text = text_of_value(given[0]);
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return {};
    return json(number);
}

json to_bool(const std::vector<json>& given) {
    if (given[0].IsBool()) return json(given[0].GetBool());
    if (given[0].IsInt64()) return json(given[0].GetInt64() != 0);
    const std::string text = text_of_value(given[0]);
    if (equal_folded(text, "true")) return json(true);
    if (equal_folded(text, "false")) return json(false);
    return {};
}

json iff(const std::vector<json>& given) { return json_copy(holds(given[0]) ? given[1] : given[2]); }

json strcat(const std::vector<json>& given) {
    std::string text;
    for (const json& each : given) text += text_of_value(each);
    return json_text(text);
}

json is_not_empty(const std::vector<json>& given) { return json(!is_empty(given[0])); }
json is_empty_value(const std::vector<json>& given) { return json(is_empty(given[0])); }
json is_not_null(const std::vector<json>& given) { return json(!given[0].IsNull()); }
json is_null(const std::vector<json>& given) { return json(given[0].IsNull()); }
json negate(const std::vector<json>& given) { return given[0].IsBool() ? json(!given[0].GetBool()) : json(); }

json array_length(const std::vector<json>& given) {
    return given[0].IsArray() ? json(static_cast<std::int64_t>(given[0].Size())) : json();
}

constexpr std::array functions{
    query_function{"tolower", 1, 1, to_lower},
    query_function{"toupper", 1, 1, to_upper},
    query_function{"tostring", 1, 1, to_string},
    query_function{"coalesce", 2, any_number, coalesce},
    query_function{"split", 2, 2, split},
    query_function{"toint", 1, 1, to_number},
    query_function{"tolong", 1, 1, to_number},
    query_function{"tobool", 1, 1, to_bool},
    query_function{"iff", 3, 3, iff},
    query_function{"iif", 3, 3, iff},
    query_function{"strcat", 1, any_number, strcat},
    query_function{"isnotempty", 1, 1, is_not_empty},
    query_function{"isempty", 1, 1, is_empty_value},
    query_function{"isnotnull", 1, 1, is_not_null},
    query_function{"isnull", 1, 1, is_null},
    query_function{"not", 1, 1, negate},
    query_function{"array_length", 1, 1, array_length},
};

int rank_of(const json& value) noexcept {
    if (value.IsNull()) return 0;
    if (value.IsBool()) return 1;
    if (value.IsNumber()) return 2;
    return value.IsString() ? 3 : 4;
}

template <class T>
int sign_of(const T& left, const T& right) {
    return left < right ? -1 : right < left ? 1 : 0;
}

} // namespace

const query_function* find_function(std::string_view name) noexcept {
    const auto* const found = std::find_if(functions.begin(), functions.end(),
                                           [&](const query_function& one) { return one.name == name; });
    return found == functions.end() ? nullptr : &*found;
}

std::string text_of_value(const json& value) {
    if (value.IsNull()) return {};
    if (value.IsString()) return std::string(text_of(&value));
    return write_json(value);
}

bool holds(const json& value) noexcept { return value.IsBool() && value.GetBool(); }

int compare_values(const json& left, const json& right) {
    const int rank = rank_of(left);
    if (rank != rank_of(right)) return sign_of(rank, rank_of(right));
    switch (rank) {
    case 0: return 0;
    case 1: return sign_of(left.GetBool(), right.GetBool());
    case 2:
        if (left.IsInt64() && right.IsInt64()) return sign_of(left.GetInt64(), right.GetInt64());
        return sign_of(left.GetDouble(), right.GetDouble());
    case 3: return sign_of(text_of(&left), text_of(&right));
    default: return sign_of(write_json(left), write_json(right));
    }
}

} // namespace ingot::inline v0::emulator::resource_graph
