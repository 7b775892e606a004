#pragma once

#include <ingot/azure/request.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// Queries over everything, in Kusto. The index lags behind the resources, so it proves nothing alone.
class resource_graph_operations {
public:
    /// One page. The next is asked for by the same body with `options.$skipToken`.
    /// @param body `subscriptions`, `query` and `options`
    [[nodiscard]] request query(const service& at, json_body body) const {
        return detail::make_request(at, http::method::post, run::operation_kind::read,
                                    request_path().along("providers/Microsoft.ResourceGraph/resources"),
                                    at.versions.resource_graph, {}, std::move(body));
    }
};

inline constexpr resource_graph_operations resource_graph;

} // namespace ingot::inline v0::azure
