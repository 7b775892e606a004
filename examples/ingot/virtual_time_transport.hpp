#pragma once

#include <ingot/ports/transport.hpp>

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ingot::cli {

/// A transport to an emulator whose clock is manual: its time is the emulator's, and waiting moves that clock
/// instead of sleeping. The clock is moved at the latest before the next request leaves, so that many short
/// waits cost one exchange.
class virtual_time_transport final : public transport {
public:
    /// @param carrier carries requests in real time; must outlive this
    /// @param endpoint of the emulator
    virtual_time_transport(transport& carrier, std::string endpoint)
        : carrier_(carrier), clock_url_(std::move(endpoint) + "/emulator/clock") {}

    /// Asks for the emulator's time. Fails when there is no emulator, or its clock is not manual.
    [[nodiscard]] result<void> begin();

    void start(exchange_id exchange, http::request request) override;
    [[nodiscard]] std::vector<completion> wait(timestamp until) override;
    [[nodiscard]] timestamp now() const override { return now_; }
    void cancel(exchange_id exchange) override;

private:
    [[nodiscard]] result<void> move_clock();
    [[nodiscard]] result<http::response> ask_clock(http::request request);

    transport& carrier_;
    std::string clock_url_;
    timestamp now_{};
    timestamp emulator_now_{};
    std::deque<std::pair<exchange_id, http::request>> unsent_;
    std::set<exchange_id> in_flight_;
};

} // namespace ingot::cli
