#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0::azure {

/// One page of what a query of Azure Resource Graph found. What it finds lags behind the providers, and is no
/// evidence alone. Source: QueryResponse, with `resultFormat` objectArray.
struct resource_graph_page {
    std::int64_t total_records = 0; ///< on all pages
    std::vector<std::string> rows;  ///< each a JSON object with the columns of the query
    /// True: rows are missing that no further page has. The service writes it as a string; what is neither
    /// "true" nor "false" counts as true.
    bool truncated = false;
    std::string skip_token; ///< for `options.$skipToken` of the next query; empty: this is the last page
};

} // namespace ingot::inline v0::azure
