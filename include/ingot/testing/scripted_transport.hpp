#pragma once

#include <ingot/ports/transport.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::testing {

/// A transport for tests that plays a script in virtual time: nothing waits, nothing leaves the process.
///
///     scripted_transport transport(start);
///     transport.expect("PUT", url).reply(201, body, {{"Azure-AsyncOperation", status_url}});
///     transport.expect("GET", status_url).reply(200, R"({"status": "Succeeded"})");
///     ...
///     BOOST_TEST(transport.complaints().empty());
///
/// Expectations may be met in any order, but those for the same method and URL only in theirs. A request
/// that no expectation awaits ends with `errc::internal` and is a complaint.
class scripted_transport final : public transport {
public:
    /// One awaited request and what comes of it.
    class expectation {
    public:
        /// Ends with a response. Without any of the three, it is 200 with an empty body.
        expectation& reply(int status, std::string body = {}, http::headers headers = {}) {
            return end_with(http::response{status, std::move(headers), std::move(body)});
        }

        /// Ends without a response.
        expectation& drop(errc code = errc::unavailable, std::string message = "connection closed") {
            return end_with(fail(code, std::move(message)));
        }

        /// Ends with whatever the function makes of the request.
        expectation& answer(std::function<result<http::response>(const http::request&)> how) {
            answer_ = std::move(how);
            return *this;
        }

        /// How long the exchange takes; nothing unless said.
        expectation& after(duration delay) {
            delay_ = delay;
            return *this;
        }

    private:
        friend class scripted_transport;

        expectation(std::string method, std::string url) : method_(std::move(method)), url_(std::move(url)) {}

        expectation& end_with(result<http::response> outcome) {
            return answer([outcome = std::move(outcome)](const http::request&) { return outcome; });
        }

        std::string method_;
        std::string url_;
        duration delay_{0};
        std::function<result<http::response>(const http::request&)> answer_ = [](const http::request&) {
            return result<http::response>(http::response{200, {}, {}});
        };
        bool met_ = false;
    };

    /// A request, and when it came.
    struct sent_request {
        timestamp at;
        http::request request;
    };

    explicit scripted_transport(timestamp start) noexcept : now_(start) {}

    /// Awaits one request. The reference is good until the transport ends.
    expectation& expect(std::string method, std::string url) {
        expectations_.push_back(expectation(std::move(method), std::move(url)));
        return expectations_.back();
    }

    /// All requests that came, in order, expected or not.
    [[nodiscard]] const std::vector<sent_request>& sent() const noexcept { return sent_; }

    /// One line for each request that nobody awaited and each that was awaited in vain.
    [[nodiscard]] std::vector<std::string> complaints() const {
        std::vector<std::string> all = unawaited_;
        for (const expectation& one : expectations_)
            if (!one.met_) all.push_back("never came: " + one.method_ + ' ' + one.url_);
        return all;
    }

    /// How many exchanges are under way, and how many were at most.
    [[nodiscard]] std::size_t in_flight() const noexcept { return under_way_.size(); }
    [[nodiscard]] std::size_t most_in_flight() const noexcept { return most_in_flight_; }

    /// Lets time pass outside wait().
    void advance_to(timestamp instant) { now_ = std::max(now_, instant); }

    void start(exchange_id exchange, http::request request) override {
        const auto awaited =
            std::find_if(expectations_.begin(), expectations_.end(), [&](const expectation& one) {
                return !one.met_ && one.method_ == http::name_of(request.method) && one.url_ == request.url;
            });
        sent_.push_back({now_, request});
        if (awaited == expectations_.end()) {
            const std::string what = std::string(http::name_of(request.method)) + ' ' + request.url;
            unawaited_.push_back("not awaited: " + what);
            under_way_.push_back({now_, {exchange, fail(errc::internal, "the script awaits no " + what)}});
        } else {
            awaited->met_ = true;
            under_way_.push_back({now_ + awaited->delay_, {exchange, awaited->answer_(request)}});
        }
        most_in_flight_ = std::max(most_in_flight_, under_way_.size());
    }

    [[nodiscard]] std::vector<completion> wait(timestamp until) override {
        const auto sooner = [](const pending& a, const pending& b) { return a.at < b.at; };
        const auto first = std::min_element(under_way_.begin(), under_way_.end(), sooner);
        now_ = std::max(now_, first == under_way_.end() ? until : std::min(until, first->at));
        std::vector<completion> ended;
        std::stable_sort(under_way_.begin(), under_way_.end(), sooner);
        while (!under_way_.empty() && under_way_.front().at <= now_) {
            ended.push_back(std::move(under_way_.front().what));
            under_way_.pop_front();
        }
        return ended;
    }

    [[nodiscard]] timestamp now() const override { return now_; }

    void cancel(exchange_id exchange) override {
        std::erase_if(under_way_, [exchange](const pending& one) { return one.what.exchange == exchange; });
    }

private:
    struct pending {
        timestamp at;
        completion what;
    };

    timestamp now_;
    std::deque<expectation> expectations_;
    std::deque<pending> under_way_;
    std::vector<sent_request> sent_;
    std::vector<std::string> unawaited_;
    std::size_t most_in_flight_ = 0;
};

} // namespace ingot::inline v0::testing
