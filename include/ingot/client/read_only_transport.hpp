#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/transport.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Forwards GET, HEAD and queries to Resource Graph alone and answers anything else with `errc::guard_rail`. What holds only this
/// cannot write, whatever it tries: a preview runs on it.
class read_only_transport final : public transport {
public:
    /// @param forward_to must outlive this.
    explicit read_only_transport(transport& forward_to) noexcept : inner_(forward_to) {}

    void start(exchange_id exchange, http::request request) override {
        if (http::reads_only(request.method) || is_graph_query(request)) {
            inner_.start(exchange, std::move(request));
            return;
        }
        refused_.push_back({exchange, fail(errc::guard_rail, std::string(http::name_of(request.method)) + ' ' +
                                                                 http::path_of(request.url) +
                                                                 ": refused, because this run may only read")});
    }

    [[nodiscard]] std::vector<completion> wait(timestamp until) override {
        if (refused_.empty()) return inner_.wait(until);
        return std::exchange(refused_, {});
    }

    [[nodiscard]] timestamp now() const override { return inner_.now(); }

    void cancel(exchange_id exchange) override {
        std::erase_if(refused_, [exchange](const completion& ended) { return ended.exchange == exchange; });
        inner_.cancel(exchange);
    }

private:
    /// A query to Resource Graph is a POST that only reads (Microsoft.ResourceGraph, Resources).
    [[nodiscard]] static bool is_graph_query(const http::request& request) {
        return request.method == http::method::post &&
               equal_folded(http::path_of(request.url), "/providers/Microsoft.ResourceGraph/resources");
    }

    transport& inner_;
    std::vector<completion> refused_;
};

} // namespace ingot::inline v0
