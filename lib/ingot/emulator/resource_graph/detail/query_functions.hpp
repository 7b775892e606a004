#pragma once

#include <ingot/emulator/detail/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator::resource_graph {

/// A scalar function of the query language (Kusto Query Language, scalar functions).
struct query_function {
    std::string_view name;
    std::size_t fewest; ///< arguments
    std::size_t most;
    json (*call)(const std::vector<json>& given);
};

/// Null for one that the emulator does not know. Names are in lower case, as the language wants.
[[nodiscard]] const query_function* find_function(std::string_view name) noexcept;

/// `tostring()`: a null is empty, a dynamic value is its JSON.
[[nodiscard]] std::string text_of_value(const json& value);

/// Whether a condition holds: true, and nothing else.
[[nodiscard]] bool holds(const json& value) noexcept;

/// Less than, equal or greater than 0; strings by byte. Values of different kinds: null first, then booleans,
/// numbers, strings and the rest.
[[nodiscard]] int compare_values(const json& left, const json& right);

} // namespace ingot::inline v0::emulator::resource_graph
