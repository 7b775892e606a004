#include <ingot/traffic/recording_transport.hpp>

#include <utility>

namespace ingot::inline v0 {

recording_transport::recording_transport(transport& forward_to, traffic_observer observer)
    : inner_(forward_to), observer_(std::move(observer)) {}

void recording_transport::start(exchange_id exchange, http::request request) {
    in_flight_.insert_or_assign(exchange, request);
    inner_.start(exchange, std::move(request));
}

std::vector<completion> recording_transport::wait(timestamp until) {
    std::vector<completion> ended = inner_.wait(until);
    for (const completion& each : ended) {
        const auto asked = in_flight_.extract(each.exchange);
        if (!asked.empty() && each.outcome) observer_(asked.mapped(), *each.outcome);
    }
    return ended;
}

timestamp recording_transport::now() const { return inner_.now(); }

void recording_transport::cancel(exchange_id exchange) {
    in_flight_.erase(exchange);
    inner_.cancel(exchange);
}

} // namespace ingot::inline v0
