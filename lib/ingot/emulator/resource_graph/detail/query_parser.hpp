#pragma once

#include <ingot/emulator/resource_graph/detail/query_syntax.hpp>

#include <tl/expected.hpp>

#include <string_view>

namespace ingot::inline v0::emulator::resource_graph {

/// Reads a query: a table and operators behind pipes. Whatever the emulator does not know is a mistake with
/// its place; nothing is passed over.
[[nodiscard]] tl::expected<query_syntax, query_mistake> parse_query(std::string_view query);

} // namespace ingot::inline v0::emulator::resource_graph
