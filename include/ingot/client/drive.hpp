#pragma once

#include <ingot/client/driver_options.hpp>
#include <ingot/client/send_queue.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/arm_body_reader.hpp>
#include <ingot/ports/credential.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/run/advance.hpp>
#include <ingot/run/throttle/throttle.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ingot::inline v0 {

/// Drives any number of operations over one transport, on the caller's thread.
///
/// Callbacks run inside step() and run(); they may submit and cancel, and must not step, run or throw.
class driver {
public:
    using operation_id = std::uint64_t;
    /// Called once, at the end.
    using done_function = std::function<void(result<http::response>)>;
    /// Called for every page of a list, in order.
    using page_function = std::function<void(const http::response&)>;
    /// Called when a long-running operation has been looked at and when a request is to be repeated; the
    /// state is fit to be saved and submitted again.
    using progress_function = std::function<void(const run::operation_state&, const run::progress&)>;
    /// A number from 0 to 1, each time another.
    using jitter_function = std::function<double()>;

    /// @param carrier, reader must outlive the driver.
    driver(transport& carrier, const arm_body_reader& reader, driver_options options, jitter_function jitter)
        : carrier_(carrier), reader_(reader), options_(std::move(options)), jitter_(std::move(jitter)) {
        if (!options_.throttle) options_.throttle = std::make_shared<run::throttle>();
    }

    driver(const driver&) = delete;
    driver& operator=(const driver&) = delete;

    /// What is still on the wire is given up; no callback is called.
    ~driver() {
        for (const auto& [exchange, id] : exchanges_) carrier_.cancel(exchange);
    }

    operation_id submit(run::operation what, done_function done, page_function page = {},
                        progress_function progress = {}) {
        return submit(run::begin(std::move(what), options_.deadline), std::move(done), std::move(page),
                      std::move(progress));
    }

    /// Goes on with an operation from a saved state. Pages received before are not reported again.
    operation_id submit(run::operation_state saved, done_function done, page_function page = {},
                        progress_function progress = {}) {
        const operation_id id = ++last_operation_;
        entry& one = entries_[id];
        one.state = std::move(saved);
        one.state.deadline = std::min(one.state.deadline, options_.deadline);
        one.done = std::move(done);
        one.page = std::move(page);
        one.progress = std::move(progress);
        begun_.push_back(id);
        return id;
    }

    /// Ends one operation with `errc::cancelled` at the next step. Unknown ids are ignored.
    void cancel(operation_id id) { cancelled_.push_back(id); }

    /// Ends all operations submitted so far with `errc::cancelled` at the next step.
    void cancel() {
        for (const auto& [id, one] : entries_) cancelled_.push_back(id);
    }

    [[nodiscard]] bool idle() const noexcept { return entries_.empty(); }

    /// Works until nothing is left to do.
    void run() {
        while (step(timestamp::max())) {}
    }

    /// Waits once, at most until `until`, and does what then can be done.
    /// @return whether anything is left to do
    bool step(timestamp until) {
        if (options_.stop && options_.stop()) cancel();
        take_requests();
        send_queued();
        if (entries_.empty()) return false;
        if (!begun_.empty() || !cancelled_.empty()) return true;

        if (!alarms_.empty()) until = std::min(until, alarms_.begin()->first);
        if (has_slot()) until = std::min(until, queue_.next(carrier_.now()));
        if (exchanges_.empty()) tell_of_pause(until);
        if (options_.stop) until = std::min(until, carrier_.now() + longest_unasked);
        for (completion& ended : carrier_.wait(until)) {
            const auto found = exchanges_.find(ended.exchange);
            if (found == exchanges_.end()) continue;
            const operation_id id = found->second;
            exchanges_.erase(found);
            receive(id, std::move(ended.outcome));
        }
        ring_alarms();
        return !entries_.empty() || !begun_.empty();
    }

private:
    static constexpr duration longest_unasked = std::chrono::milliseconds(200);

    struct entry {
        run::operation_state state;
        done_function done;
        page_function page;
        progress_function progress;
        std::optional<exchange_id> exchange; ///< on the wire
        http::request unsent;                ///< queued, or sent and kept for the case of a refused token
        run::throttle_ticket ticket;         ///< of the exchange
        std::string request_id;              ///< of the exchange; empty: none was sent
        bool carries_token = false;
        bool token_renewed = false;          ///< for the request that is queued or on the wire
        timestamp alarm = timestamp::max();
    };

    [[nodiscard]] run::context present() {
        return {carrier_.now(), jitter_ ? jitter_() : 0.5, options_.retry, reader_};
    }

    void tell_of_pause(timestamp until) {
        if (!options_.paused || until == timestamp::max() || until <= carrier_.now()) return;
        options_.paused({until, queue_.next(carrier_.now()) <= until || was_throttled(alarms_.begin()->second)});
    }

    [[nodiscard]] bool was_throttled(operation_id id) const {
        const auto& why = entries_.at(id).state.last_error;
        return why && why->code == errc::throttled;
    }

    void take_requests() {
        // Callbacks may add to both while they are worked off.
        while (!begun_.empty() || !cancelled_.empty()) {
            if (!cancelled_.empty()) {
                const operation_id id = cancelled_.front();
                cancelled_.pop_front();
                feed(id, run::cancelled{});
            } else {
                const operation_id id = begun_.front();
                begun_.pop_front();
                feed(id, run::started{});
            }
        }
    }

    [[nodiscard]] bool has_slot() const noexcept {
        return exchanges_.size() < std::max<std::size_t>(options_.max_in_flight, 1);
    }

    void enqueue(operation_id id, entry& one) {
        one.state.held_back = true;
        queue_.push(id, options_.throttle->claim_of(one.unsent));
    }

    void send_queued() {
        const auto wanted = [this](operation_id id) { return entries_.contains(id); };
        while (has_slot()) {
            auto next = queue_.pop(*options_.throttle, carrier_.now(), wanted);
            if (!next) return;
            put_on_wire(next->id, entries_.at(next->id), std::move(next->claim));
        }
    }

    void put_on_wire(operation_id id, entry& one, std::shared_ptr<const run::throttle_claim> claim) {
        const auto where = http::parse_url(one.unsent.url);
        if (!where || (where->scheme != "https" && !http::is_loopback(*where))) {
            feed(id, run::exchange_failed{error{errc::invalid_argument,
                                                "the URL of " + http::path_of(one.unsent.url) +
                                                    " is not https (plain http is for loopback only)",
                                                {},
                                                {}}});
            return;
        }
        http::request request = one.unsent;
        complete_request(request, options_);
        one.request_id = request.headers.find(client_request_id_field).value_or("");
        one.carries_token = options_.authorization.source != nullptr && where->scheme == "https" &&
                            http::same_origin(one.unsent.url, options_.authorization.endpoint);
        if (one.carries_token) {
            const auto wanted = one.token_renewed ? credential::freshness::renewed : credential::freshness::cached;
            auto token = options_.authorization.source->token(options_.authorization.scope, carrier_.now(), wanted);
            if (!token) {
                feed(id, run::exchange_failed{std::move(token.error())});
                return;
            }
            request.headers.add("Authorization", "Bearer " + *token);
        }
        one.ticket = options_.throttle->take(std::move(claim), carrier_.now());
        one.state.held_back = false;
        const exchange_id exchange = ++last_exchange_;
        one.exchange = exchange;
        exchanges_.emplace(exchange, id);
        carrier_.start(exchange, std::move(request));
    }

    void receive(operation_id id, result<http::response> outcome) {
        entry& one = entries_.at(id);
        one.exchange.reset();
        if (!outcome) {
            options_.throttle->lost(one.ticket, carrier_.now());
            feed(id, run::exchange_failed{std::move(outcome.error())});
            return;
        }
        // A gateway in between echoes nothing.
        if (!one.request_id.empty() && !outcome->headers.find(client_request_id_field))
            outcome->headers.add(std::string(client_request_id_field), one.request_id);
        const bool refused = outcome->status == 429;
        options_.throttle->learn(one.ticket, *outcome, refused ? reader_.read(outcome->body) : arm_body{},
                                 carrier_.now());
        if (outcome->status == 401 && one.carries_token && !one.token_renewed) {
            // A token may be revoked before it expires: one more try with another.
            one.token_renewed = true;
            enqueue(id, one);
            return;
        }
        one.token_renewed = false;
        feed(id, run::response_received{std::move(*outcome)});
    }

    void ring_alarms() {
        const timestamp now = carrier_.now();
        while (!alarms_.empty() && alarms_.begin()->first <= now) {
            const operation_id id = alarms_.begin()->second;
            alarms_.erase(alarms_.begin());
            entries_.at(id).alarm = timestamp::max();
            feed(id, run::woke{});
        }
    }

    void set_alarm(operation_id id, entry& one, timestamp at) {
        if (one.alarm != timestamp::max()) alarms_.erase({one.alarm, id});
        one.alarm = at;
        if (at != timestamp::max()) alarms_.emplace(at, id);
    }

    void feed(operation_id id, run::event what) {
        const auto found = entries_.find(id);
        if (found == entries_.end()) return;
        auto [state, effects] = run::advance(std::move(found->second.state), std::move(what), present());
        found->second.state = std::move(state);
        for (run::effect& one : effects) perform(id, std::move(one));
    }

    void perform(operation_id id, run::effect what) {
        entry& one = entries_.at(id);
        if (auto* sending = std::get_if<run::send_request>(&what)) {
            one.unsent = std::move(sending->request);
            set_alarm(id, one, one.state.deadline);
            enqueue(id, one);
        } else if (const auto* waiting = std::get_if<run::wait_until>(&what)) {
            set_alarm(id, one, std::min(waiting->until, one.state.deadline));
        } else if (const auto* page = std::get_if<run::page_received>(&what)) {
            if (one.page) one.page(page->response);
        } else if (const auto* note = std::get_if<run::progress>(&what)) {
            if (one.progress) one.progress(one.state, *note);
        } else if (auto* end = std::get_if<run::finished>(&what)) {
            finish(id, one, std::move(end->outcome));
        }
    }

    void finish(operation_id id, entry& one, result<http::response> outcome) {
        set_alarm(id, one, timestamp::max());
        if (one.exchange) {
            carrier_.cancel(*one.exchange);
            exchanges_.erase(*one.exchange);
        }
        const done_function done = std::move(one.done);
        entries_.erase(id);
        if (done) done(std::move(outcome));
    }

    transport& carrier_;
    const arm_body_reader& reader_;
    driver_options options_;
    jitter_function jitter_;
    std::map<operation_id, entry> entries_;
    std::map<exchange_id, operation_id> exchanges_;
    std::set<std::pair<timestamp, operation_id>> alarms_;
    send_queue queue_;                   ///< have a request to send
    std::deque<operation_id> begun_;     ///< submitted, not yet started
    std::deque<operation_id> cancelled_; ///< to be cancelled
    operation_id last_operation_ = 0;
    exchange_id last_exchange_ = 0;
};

} // namespace ingot::inline v0
