#pragma once

#include <ingot/http/url.hpp>
#include <ingot/ports/arm_body_reader.hpp>
#include <ingot/run/effect.hpp>
#include <ingot/run/event.hpp>
#include <ingot/run/operation_state.hpp>
#include <ingot/run/retry_policy.hpp>
#include <ingot/run/service_error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::run {

/// What advance() may know beside state and event.
struct context {
    timestamp now;
    double jitter = 0.5; ///< 0 to 1, by chance, another for every event
    const retry_policy& policy;
    const arm_body_reader& reader;
};

struct outcome {
    operation_state state;
    std::vector<effect> effects;
};

namespace detail {

using transition = outcome (*)(operation_state, event, const context&);

[[nodiscard]] inline bool is_removal(const operation_state& state) noexcept {
    return state.operation.kind == operation_kind::remove;
}

[[nodiscard]] inline bool changes_something(const operation_state& state) noexcept {
    return state.operation.kind == operation_kind::write || is_removal(state);
}

/// PUT, PATCH and DELETE name a resource and its full state and so may be sent twice; a POST that acts may not.
[[nodiscard]] inline bool may_repeat(const operation_state& state) noexcept {
    return state.operation.request.method != http::method::post || !changes_something(state);
}

[[nodiscard]] inline bool has_resource(const operation_state& state) noexcept {
    return changes_something(state) && state.operation.request.method != http::method::post;
}

// --- steps that every transition ends with; by reference, because their other arguments often read the state

[[nodiscard]] inline outcome end(operation_state&& state, result<http::response> how) {
    state.stage = stage::finished;
    outcome last{std::move(state), {}};
    last.effects.emplace_back(finished{std::move(how)});
    return last;
}

[[nodiscard]] inline outcome end_badly(operation_state&& state, error why) {
    return end(std::move(state), tl::unexpected<error>(std::move(why)));
}

/// What a caller must know of a write that did not come to a known end.
[[nodiscard]] inline std::string_view doubt(const operation_state& state) noexcept {
    if (state.polled != poll_target::none && state.stage != stage::fetching && state.stage != stage::fetch_waiting)
        return "; the service has accepted it and may still complete it: read the resource to see";
    if (state.answer_lost)
        return "; the answer to an attempt was lost and it may have taken effect: read the resource to see";
    return {};
}

[[nodiscard]] inline outcome give_up(operation_state&& state, error why) {
    if (state.failures > 0) why.message += " (after " + std::to_string(state.failures + 1) + " attempts)";
    why.message += doubt(state);
    return end_badly(std::move(state), std::move(why));
}

[[nodiscard]] inline outcome send(operation_state&& state, stage where, const context& around) {
    http::request request;
    if (where == stage::submitting) {
        request = state.operation.request;
        if (state.began == timestamp()) state.began = around.now;
    }
    request.url = state.url;
    state.stage = where;
    outcome next{std::move(state), {}};
    next.effects.emplace_back(send_request{std::move(request)});
    return next;
}

[[nodiscard]] inline outcome rest(operation_state&& state, stage where, timestamp until) {
    state.stage = where;
    state.wake_at = until;
    outcome next{std::move(state), {}};
    next.effects.emplace_back(wait_until{until});
    return next;
}

/// A sum that stays in the range of timestamps.
[[nodiscard]] constexpr timestamp later(timestamp now, duration span) noexcept {
    return timestamp::max() - span < now ? timestamp::max() : now + span;
}

[[nodiscard]] inline outcome rest_and_tell(operation_state&& state, stage where, duration span, progress note,
                                           const context& around) {
    note.next = later(around.now, span);
    outcome next = rest(std::move(state), where, note.next);
    next.effects.insert(next.effects.begin(), effect(std::move(note)));
    return next;
}

[[nodiscard]] constexpr stage waiting_form(stage out) noexcept {
    switch (out) {
    case stage::submitting: return stage::submit_waiting;
    case stage::polling: return stage::poll_waiting;
    default: return stage::fetch_waiting;
    }
}

[[nodiscard]] constexpr stage sending_form(stage waiting) noexcept {
    switch (waiting) {
    case stage::poll_waiting: return stage::polling;
    case stage::fetch_waiting: return stage::fetching;
    default: return stage::submitting;
    }
}

/// Repeats the current request after a while. `asked` is the service's wish and is never undercut: a request
/// before its time is not processed and begins the wait anew.
[[nodiscard]] inline outcome repeat_later(operation_state&& state, std::optional<duration> asked, error why,
                                          const context& around) {
    ++state.failures;
    const duration delay =
        asked ? *asked + backoff(around.policy, 1, around.jitter) : backoff(around.policy, state.failures, around.jitter);
    state.last_error = why;
    const stage where = waiting_form(state.stage);
    return rest_and_tell(std::move(state), where, delay, {std::move(why.message), {}, {}}, around);
}

[[nodiscard]] inline bool may_pass(const error& reason) noexcept {
    return reason.code == errc::unavailable || reason.code == errc::timed_out;
}

[[nodiscard]] inline bool attempts_left(const operation_state& state, const context& around) noexcept {
    return state.failures + 1 < around.policy.max_attempts;
}

[[nodiscard]] inline outcome repeat_or_give_up(operation_state&& state, std::optional<duration> asked, error why,
                                               const context& around) {
    if (!attempts_left(state, around)) return give_up(std::move(state), std::move(why));
    return repeat_later(std::move(state), asked, std::move(why), around);
}

[[nodiscard]] inline error refused(const operation_state& state, const http::response& response, const arm_body& body) {
    return service_error(errc_of_status(response.status), describe(state.operation.request),
                         "answered " + std::to_string(response.status), response, body);
}

[[nodiscard]] inline error unreadable(const operation_state& state, const http::response& response,
                                      const arm_body& body) {
    return service_error(errc::unavailable, describe(state.operation.request),
                         "answered " + std::to_string(response.status) + " with a body that cannot be used",
                         response, body);
}

// --- URLs that the service names

[[nodiscard]] inline error strayed(const operation_state& state, std::string_view field) {
    return {errc::guard_rail,
            describe(state.operation.request) + ": the service's " + std::string(field) +
                " leads to another host than the one asked, or to none; it is not followed",
            {},
            {}};
}

/// Takes over a URL from a header, if it is there. Nothing: it leads elsewhere.
[[nodiscard]] inline bool adopt(std::string& url, const operation_state& state, const http::response& response,
                                std::string_view field) {
    const auto named = response.headers.find(field);
    if (!named || named->empty()) return true;
    auto absolute = http::resolve_url(state.operation.request.url, *named);
    if (!absolute || !http::same_origin(*absolute, state.operation.request.url)) return false;
    url = std::move(*absolute);
    return true;
}

inline constexpr std::string_view async_field = "azure-asyncoperation";
inline constexpr std::string_view location_field = "location";

} // namespace detail

} // namespace ingot::inline v0::run
