#pragma once

#include <ingot/ports/transport.hpp>

#include <deque>
#include <functional>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Turns a blocking function into a transport, so that a host can bring its own HTTP stack:
///
///     blocking_transport transport(
///         [&](const http::request& request) { return my_stack.send(request); },
///         [] { return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now()); },
///         [](timestamp until) { std::this_thread::sleep_until(until); });
///
/// Exchanges happen one after another, inside wait().
class blocking_transport final : public transport {
public:
    /// Carries one request; fails as the transport port says. Does not throw.
    using exchange_function = std::function<result<http::response>(const http::request&)>;
    using now_function = std::function<timestamp()>;
    using sleep_function = std::function<void(timestamp until)>;

    blocking_transport(exchange_function exchange, now_function now, sleep_function sleep)
        : exchange_(std::move(exchange)), now_(std::move(now)), sleep_(std::move(sleep)) {}

    void start(exchange_id exchange, http::request request) override {
        waiting_.emplace_back(exchange, std::move(request));
    }

    [[nodiscard]] std::vector<completion> wait(timestamp until) override {
        if (waiting_.empty()) {
            sleep_(until);
            return {};
        }
        const auto [exchange, request] = std::move(waiting_.front());
        waiting_.pop_front();
        std::vector<completion> ended;
        ended.push_back({exchange, exchange_(request)});
        return ended;
    }

    [[nodiscard]] timestamp now() const override { return now_(); }

    void cancel(exchange_id exchange) override {
        std::erase_if(waiting_, [exchange](const auto& one) { return one.first == exchange; });
    }

private:
    exchange_function exchange_;
    now_function now_;
    sleep_function sleep_;
    std::deque<std::pair<exchange_id, http::request>> waiting_;
};

} // namespace ingot::inline v0
