#pragma once

#include <ingot/emulator/detail/world.hpp>
#include <ingot/emulator/resource_graph/detail/query_syntax.hpp>

#include <tl/expected.hpp>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator::resource_graph {

/// A value of a row: one of a resource, which stays where it is, or one of its own.
class cell {
public:
    explicit cell(json own) : own_(std::move(own)) {}
    explicit cell(const json* seen) : seen_(seen) {}
    /// The same value; one of a resource is not copied.
    [[nodiscard]] cell again() const { return seen_ != nullptr ? cell(seen_) : cell(json_copy(own_)); }
    [[nodiscard]] const json& value() const noexcept { return seen_ != nullptr ? *seen_ : own_; }

private:
    const json* seen_ = nullptr;
    json own_;
};

struct query_result {
    std::vector<std::string> columns;
    std::vector<std::vector<cell>> rows; ///< values in the order of the columns; they look into the resources
    bool pages = false; ///< whether the service would let it be read page by page: it shows `id`, row by row
};

/// Runs a query over the resources of some subscriptions.
/// @param subscriptions folded
[[nodiscard]] tl::expected<query_result, query_mistake>
run_query(const query_syntax& query, const resource_store& resources, const std::set<std::string_view>& subscriptions);

} // namespace ingot::inline v0::emulator::resource_graph
