#include <ingot/emulator/emulator_transport.hpp>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::emulator {

emulator_transport::emulator_transport(emulator& service, duration latency) noexcept
    : service_(service), latency_(latency) {}

void emulator_transport::start(exchange_id exchange, http::request request) {
    const timestamp begun = service_.now();
    in_flight_.emplace(started_++, std::pair{exchange, flight{std::move(request), begun + latency_ / 2,
                                                              begun + latency_, std::nullopt}});
}

std::vector<completion> emulator_transport::wait(timestamp until) {
    std::vector<completion> ended;
    while (true) {
        // The next thing on the wire: a request that arrives or a response that returns.
        timestamp next = timestamp::max();
        for (const auto& [order, each] : in_flight_)
            next = std::min(next, each.second.response ? each.second.returns : each.second.arrives);
        const bool idle = in_flight_.empty();
        if (idle || (next > until && next > service_.now())) {
            // Nothing can come of waiting for ever.
            if (until != timestamp::max()) service_.advance_to(until);
            return ended;
        }
        service_.advance_to(next);
        for (auto at = in_flight_.begin(); at != in_flight_.end();) {
            flight& each = at->second.second;
            if (!each.response && each.arrives <= service_.now())
                each.response = service_.handle(each.request);
            if (each.response && each.returns <= service_.now()) {
                ended.push_back({at->second.first, std::move(*each.response)});
                at = in_flight_.erase(at);
            } else {
                ++at;
            }
        }
        if (!ended.empty()) return ended;
    }
}

timestamp emulator_transport::now() const { return service_.now(); }

void emulator_transport::cancel(exchange_id exchange) {
    std::erase_if(in_flight_, [&](const auto& each) { return each.second.first == exchange; });
}

} // namespace ingot::inline v0::emulator
