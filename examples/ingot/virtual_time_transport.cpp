#include "virtual_time_transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>
#include <string_view>

namespace ingot::cli {

namespace {

/// Beyond the numbers that a driver gives, which count up from 1.
constexpr exchange_id clock_exchange = std::numeric_limits<exchange_id>::max();
/// The emulator answers at once; in real time, so long is waited for it.
constexpr duration longest_answer = std::chrono::seconds(60);

/// The instant in `{"now": "..."}`.
std::optional<timestamp> instant_in(std::string_view body) {
    const auto name = body.find("\"now\"");
    if (name == std::string_view::npos) return std::nullopt;
    const auto begin = body.find('"', name + 5);
    const auto end = begin == std::string_view::npos ? begin : body.find('"', begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    return parse_timestamp(body.substr(begin + 1, end - begin - 1));
}

} // namespace

result<void> virtual_time_transport::begin() { return move_clock(); }

result<void> virtual_time_transport::move_clock() {
    http::request moving;
    moving.method = http::method::post;
    moving.headers.add("Content-Type", "application/json");
    moving.body = now_ == timestamp{} ? std::string(R"({"advance":"PT0S"})")
                                      : fmt::format(R"({{"advance_to":"{}"}})", format_timestamp(now_));
    auto answered = ask_clock(std::move(moving));
    // Another transport may have moved the clock further: then its time is ours.
    if (answered && answered->status == 400) answered = ask_clock({});
    if (!answered) return tl::unexpected(answered.error());
    if (answered->status == 409)
        return fail(errc::invalid_argument, "--virtual-time: the emulator's clock is not manual; start "
                                            "it with 'ingot emulate --clock manual'");
    const auto told = instant_in(answered->body);
    if (answered->status != 200 || !told || *told < now_)
        return fail(errc::invalid_argument, fmt::format("--virtual-time: {} is not the clock of an emulator (HTTP status {})",
                                                        clock_url_, answered->status));
    emulator_now_ = *told;
    now_ = emulator_now_;
    return {};
}

result<http::response> virtual_time_transport::ask_clock(http::request request) {
    request.url = clock_url_;
    carrier_.start(clock_exchange, std::move(request));
    const timestamp give_up = carrier_.now() + longest_answer;
    while (carrier_.now() < give_up)
        for (completion& ended : carrier_.wait(give_up))
            if (ended.exchange == clock_exchange) return std::move(ended.outcome);
    carrier_.cancel(clock_exchange);
    return fail(errc::timed_out, fmt::format("{} does not answer", clock_url_));
}

void virtual_time_transport::start(exchange_id exchange, http::request request) {
    unsent_.emplace_back(exchange, std::move(request));
}

std::vector<completion> virtual_time_transport::wait(timestamp until) {
    std::vector<completion> ended;
    if (unsent_.empty() && in_flight_.empty()) {
        now_ = std::max(now_, until);
        return ended;
    }
    // Nothing is in flight when the clock is moved: time stands still while exchanges go on.
    if (!unsent_.empty() && in_flight_.empty() && now_ != emulator_now_) {
        if (const auto moved = move_clock(); !moved) {
            for (const auto& [exchange, request] : unsent_)
                ended.push_back({exchange, tl::unexpected(moved.error())});
            unsent_.clear();
            return ended;
        }
    }
    for (auto& [exchange, request] : unsent_) {
        in_flight_.insert(exchange);
        carrier_.start(exchange, std::move(request));
    }
    unsent_.clear();
    // Real time that passes is not virtual time, and `until` is: only an answer ends this wait.
    while (ended.empty()) {
        ended = carrier_.wait(carrier_.now() + longest_answer);
        for (const completion& one : ended) in_flight_.erase(one.exchange);
    }
    return ended;
}

void virtual_time_transport::cancel(exchange_id exchange) {
    std::erase_if(unsent_, [exchange](const auto& one) { return one.first == exchange; });
    if (in_flight_.erase(exchange) != 0) carrier_.cancel(exchange);
}

} // namespace ingot::cli
