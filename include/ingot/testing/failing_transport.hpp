#pragma once

#include <ingot/ports/transport.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::testing {

/// The ways in which one exchange can go wrong.
enum class failure {
    drop_before_send, ///< the request does not reach the service
    drop_after_send,  ///< it does, and takes effect, but the answer is lost
    throttled,        ///< 429 with `Retry-After: 1` in its stead; the request does not reach the service
    server_error,     ///< 500 in its stead; the request does not reach the service
    malformed_body,   ///< it takes effect, but the body of the answer is cut off in the middle
};

inline constexpr failure all_failures[] = {failure::drop_before_send, failure::drop_after_send, failure::throttled,
                                           failure::server_error, failure::malformed_body};

[[nodiscard]] constexpr std::string_view name_of(failure how) noexcept {
    switch (how) {
    case failure::drop_before_send: return "drop_before_send";
    case failure::drop_after_send: return "drop_after_send";
    case failure::throttled: return "throttled";
    case failure::server_error: return "server_error";
    case failure::malformed_body: return "malformed_body";
    }
    return "";
}

/// Makes the n-th exchange fail and forwards all others. A scenario that is run for n = 0, 1, ... until
/// failed() stays false has been tried at each of its steps.
class failing_transport final : public transport {
public:
    /// @param forward_to must outlive this.
    /// @param fail_at    which exchange fails, counted from 0
    failing_transport(transport& forward_to, std::size_t fail_at, failure how) noexcept
        : inner_(forward_to), fail_at_(fail_at), how_(how) {}

    /// Whether there have been enough exchanges for one to fail.
    [[nodiscard]] bool failed() const noexcept { return started_ > fail_at_; }

    void start(exchange_id exchange, http::request request) override {
        if (started_++ != fail_at_) {
            inner_.start(exchange, std::move(request));
            return;
        }
        switch (how_) {
        case failure::drop_before_send:
            ended_.push_back({exchange, fail(errc::unavailable, "connection refused")});
            return;
        case failure::throttled:
            ended_.push_back(
                {exchange, http::response{429,
                                          {{"Retry-After", "1"}},
                                          R"({"error": {"code": "TooManyRequests", "message": "Slow down."}})"}});
            return;
        case failure::server_error:
            ended_.push_back(
                {exchange, http::response{500,
                                          {},
                                          R"({"error": {"code": "InternalServerError", "message": "It broke."}})"}});
            return;
        case failure::drop_after_send:
        case failure::malformed_body:
            spoiled_ = exchange;
            inner_.start(exchange, std::move(request));
            return;
        }
    }

    [[nodiscard]] std::vector<completion> wait(timestamp until) override {
        if (!ended_.empty()) return std::exchange(ended_, {});
        std::vector<completion> all = inner_.wait(until);
        for (completion& one : all) {
            if (one.exchange != spoiled_) continue;
            spoiled_.reset();
            if (how_ == failure::drop_after_send)
                one.outcome = fail(errc::unavailable, "connection closed before the answer came");
            else if (one.outcome)
                one.outcome->body = one.outcome->body.empty() ? "<html>" : cut(one.outcome->body);
        }
        return all;
    }

    [[nodiscard]] timestamp now() const override { return inner_.now(); }

    void cancel(exchange_id exchange) override {
        std::erase_if(ended_, [exchange](const completion& one) { return one.exchange == exchange; });
        inner_.cancel(exchange);
    }

private:
    [[nodiscard]] static std::string cut(const std::string& body) { return body.substr(0, (body.size() + 1) / 2); }

    transport& inner_;
    std::size_t fail_at_;
    failure how_;
    std::size_t started_ = 0;
    std::optional<exchange_id> spoiled_;
    std::vector<completion> ended_;
};

} // namespace ingot::inline v0::testing
