#pragma once

#include <ingot/emulator/emulator.hpp>
#include <ingot/ports/transport.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace ingot::inline v0::emulator {

/// A transport whose other end is an emulator and whose time is the emulator's: waiting for a month takes
/// no longer than the events of that month. Several transports may share one emulator, as several clients
/// share a service; each moves the one clock.
class emulator_transport final : public transport {
public:
    /// @param service must outlive the transport
    /// @param latency of one exchange, virtual, not negative: the request arrives after half of it, the
    ///        response after all of it
    explicit emulator_transport(emulator& service, duration latency = std::chrono::milliseconds(20)) noexcept;

    void start(exchange_id exchange, http::request request) override;

    /// Waits in virtual time. An exchange that is cancelled after its request arrived has had its effect.
    [[nodiscard]] std::vector<completion> wait(timestamp until) override;

    [[nodiscard]] timestamp now() const override;
    void cancel(exchange_id exchange) override;

private:
    struct flight {
        http::request request;
        timestamp arrives;
        timestamp returns;
        std::optional<http::response> response; ///< once the request has arrived
    };

    emulator& service_;
    duration latency_;
    std::uint64_t started_ = 0;
    std::map<std::uint64_t, std::pair<exchange_id, flight>> in_flight_; ///< in order of start()
};

} // namespace ingot::inline v0::emulator
