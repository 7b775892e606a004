#pragma once

#include <ingot/ports/transport.hpp>

#include <functional>
#include <map>
#include <vector>

namespace ingot::inline v0 {

/// Takes what was asked and what was answered, with its secrets: whoever keeps it redacts it first, as
/// recorded_exchange() does.
using traffic_observer = std::function<void(const http::request&, const http::response&)>;

/// Forwards to another transport and shows each exchange that ended with a response to an observer, in the
/// order in which they ended. Cancelled and failed exchanges are not shown.
class recording_transport final : public transport {
public:
    /// @param forward_to must outlive this
    recording_transport(transport& forward_to, traffic_observer observer);

    void start(exchange_id exchange, http::request request) override;
    [[nodiscard]] std::vector<completion> wait(timestamp until) override;
    [[nodiscard]] timestamp now() const override;
    void cancel(exchange_id exchange) override;

private:
    transport& inner_;
    traffic_observer observer_;
    std::map<exchange_id, http::request> in_flight_;
};

} // namespace ingot::inline v0
