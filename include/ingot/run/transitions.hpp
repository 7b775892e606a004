#pragma once

#include <ingot/http/retry_after.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/arm_body_reader.hpp>
#include <ingot/run/effect.hpp>
#include <ingot/run/event.hpp>
#include <ingot/run/long_running.hpp>
#include <ingot/run/operation_state.hpp>
#include <ingot/run/retry_policy.hpp>
#include <ingot/run/service_error.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
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

// --- long-running operations

[[nodiscard]] inline outcome look_later(operation_state state, const http::response& response, const arm_body& body,
                                        const context& around) {
    const duration pause = http::retry_after(response.headers, around.now).value_or(around.policy.poll_interval);
    progress note;
    note.status = body.status ? *body.status : body.provisioning_state.value_or("Running");
    note.percent = body.percent_complete;
    state.failures = 0;
    return rest_and_tell(std::move(state), stage::poll_waiting, pause, std::move(note), around);
}

/// From now on the resource itself tells.
inline void watch_resource(operation_state& state) {
    state.polled = poll_target::resource;
    state.url = state.operation.request.url;
}

[[nodiscard]] inline bool names_resource(const operation_state& state) {
    if (!has_resource(state)) return false;
    return http::parse_url(state.url) == http::parse_url(state.operation.request.url);
}

[[nodiscard]] inline outcome follow(operation_state state, const http::response& response, const arm_body& body,
                                    const context& around) {
    state.accepted = around.now;
    if (names_resource(state)) watch_resource(state);
    return look_later(std::move(state), response, body, around);
}

[[nodiscard]] inline outcome failed_at_service(operation_state state, const http::response& response,
                                               const arm_body& body) {
    const bool refused_outright = !succeeded(response.status);
    const std::string_view said = body.status ? *body.status
                                  : body.provisioning_state ? *body.provisioning_state
                                                            : std::string_view("Failed");
    const errc code = refused_outright ? errc_of_status(response.status) : errc::conflict;
    error why = service_error(code, describe(state.operation.request),
                              "was accepted and then ended as " + std::string(refused_outright ? "refused" : said),
                              response, body);
    return end_badly(std::move(state), std::move(why));
}

[[nodiscard]] inline outcome completed(operation_state state, http::response response, const context& around) {
    state.failures = 0;
    const bool by_resource = state.polled == poll_target::resource;
    if (!is_removal(state) && has_resource(state) && !by_resource) {
        state.url = state.operation.request.url;
        return send(std::move(state), stage::fetching, around);
    }
    if (!is_removal(state) && state.polled == poll_target::async_operation && !state.result_url.empty()) {
        state.url = state.result_url;
        return send(std::move(state), stage::fetching, around);
    }
    return end(std::move(state), std::move(response));
}

// --- the answer to the request itself

[[nodiscard]] inline outcome page_answered(operation_state state, http::response response, const arm_body& body,
                                           const context& around) {
    // A page without `value` must not pass for the end of a list: what is missing would count as absent.
    if (body.form != arm_body::shape::json || !body.has_value)
        return repeat_or_give_up(std::move(state), {}, unreadable(state, response, body), around);
    ++state.pages;
    state.failures = 0;
    if (!body.next_link) {
        page_received page{response};
        outcome last = end(std::move(state), std::move(response));
        last.effects.insert(last.effects.begin(), effect(std::move(page)));
        return last;
    }
    auto next = http::resolve_url(state.operation.request.url, *body.next_link);
    if (!next || !http::same_origin(*next, state.operation.request.url))
        return end_badly(std::move(state), strayed(state, "nextLink"));
    if (*next == state.url) {
        error why{errc::unavailable,
                  describe(state.operation.request) + ": the service's nextLink leads back to the same page; try again later",
                  {},
                  {}};
        return end_badly(std::move(state), std::move(why));
    }
    state.url = std::move(*next);
    outcome more = send(std::move(state), stage::submitting, around);
    more.effects.insert(more.effects.begin(), effect(page_received{std::move(response)}));
    return more;
}

[[nodiscard]] inline outcome write_accepted(operation_state state, http::response response, const arm_body& body,
                                            const context& around) {
    state.failures = 0;
    if (response.status == 204) return end(std::move(state), std::move(response));
    const auto async = response.headers.find(async_field);
    const auto location = response.headers.find(location_field);
    if (async && !async->empty()) {
        if (!adopt(state.url, state, response, async_field))
            return end_badly(std::move(state), strayed(state, "Azure-AsyncOperation"));
        if (!has_resource(state) && !adopt(state.result_url, state, response, location_field))
            return end_badly(std::move(state), strayed(state, "Location"));
        state.polled = poll_target::async_operation;
        return follow(std::move(state), response, body, around);
    }
    // A Location beside 200 belongs to no long-running operation.
    if (location && !location->empty() && response.status != 200) {
        if (!adopt(state.url, state, response, location_field))
            return end_badly(std::move(state), strayed(state, "Location"));
        state.polled = poll_target::location;
        return follow(std::move(state), response, body, around);
    }
    if (!has_resource(state)) {
        if (response.status != 202) return end(std::move(state), std::move(response));
        error why{errc::unsupported,
                  describe(state.operation.request) +
                      " was accepted, but the service names no URL to follow it by: look at the resource it acts on",
                  {},
                  {}};
        return end_badly(std::move(state), std::move(why));
    }
    const lro_status now = classify_resource(body);
    if (now == lro_status::succeeded && response.status != 202) return end(std::move(state), std::move(response));
    if (now == lro_status::failed && !is_removal(state))
        return failed_at_service(std::move(state), response, body);
    watch_resource(state);
    return follow(std::move(state), response, body, around);
}

[[nodiscard]] inline bool children_linger(const operation_state& state, const http::response& response,
                                          const arm_body& body, const context& around) {
    return state.operation.wait_for_children && response.status == 409 && body.error &&
           equal_folded(body.error->code, "CannotDeleteResource") &&
           around.now - state.began < around.policy.children_grace;
}

[[nodiscard]] inline outcome submit_refused(operation_state state, http::response response, const arm_body& body,
                                            const context& around) {
    // Text that is not Azure's own proves nothing about the resource.
    if (is_removal(state) && response.status == 404 && body.form != arm_body::shape::unreadable)
        return end(std::move(state), std::move(response));
    const auto asked = http::retry_after(response.headers, around.now);
    error why = refused(state, response, body);
    if (children_linger(state, response, body, around))
        return repeat_later(std::move(state), asked, std::move(why), around);
    if (!may_pass(response.status)) return give_up(std::move(state), std::move(why));
    // Only 429 says that nothing was done; behind a gateway's 5xx the work may go on.
    if (response.status != 429 && changes_something(state)) state.answer_lost = true;
    if (response.status != 429 && !may_repeat(state)) return give_up(std::move(state), std::move(why));
    return repeat_or_give_up(std::move(state), asked, std::move(why), around);
}

inline outcome submit_answered(operation_state state, event what, const context& around) {
    http::response response = std::move(std::get<response_received>(what).response);
    const bool bodiless = state.operation.request.method == http::method::head;
    const arm_body body = bodiless ? arm_body{} : around.reader.read(response.body);
    if (!succeeded(response.status)) return submit_refused(std::move(state), std::move(response), body, around);
    switch (state.operation.kind) {
    case operation_kind::list: return page_answered(std::move(state), std::move(response), body, around);
    case operation_kind::read:
        if (body.form == arm_body::shape::unreadable)
            return repeat_or_give_up(std::move(state), {}, unreadable(state, response, body), around);
        return end(std::move(state), std::move(response));
    case operation_kind::write:
    case operation_kind::remove: break;
    }
    return write_accepted(std::move(state), std::move(response), body, around);
}

[[nodiscard]] inline bool may_pass(const error& reason) noexcept {
    return reason.code == errc::unavailable || reason.code == errc::timed_out;
}

inline outcome submit_lost(operation_state state, event what, const context& around) {
    error why = std::move(std::get<exchange_failed>(what).reason);
    why.message = describe(state.operation.request) + ": " + why.message;
    if (!may_pass(why)) return give_up(std::move(state), std::move(why));
    if (changes_something(state)) state.answer_lost = true;
    if (!may_repeat(state)) return give_up(std::move(state), std::move(why));
    return repeat_or_give_up(std::move(state), {}, std::move(why), around);
}

// --- a look at a long-running operation, and its result

[[nodiscard]] inline error status_unread(const operation_state& state, const http::response& response,
                                         const arm_body& body) {
    const errc code = succeeded(response.status) ? errc::unavailable : errc_of_status(response.status);
    return service_error(code, describe(state.operation.request),
                         "was accepted, but asking for its " +
                             std::string(state.stage == stage::polling ? "status" : "result") + " gave " +
                             std::to_string(response.status),
                         response, body);
}

[[nodiscard]] inline outcome status_missing(operation_state state, const http::response& response,
                                            const arm_body& body, const context& around) {
    const bool early = around.now - state.accepted < around.policy.not_found_grace;
    if (early && !is_removal(state)) return look_later(std::move(state), response, body, around);
    if (has_resource(state) && state.polled != poll_target::resource) {
        // The URL has expired, or knew nothing of a removal: the resource knows better.
        watch_resource(state);
        state.failures = 0;
        return send(std::move(state), stage::polling, around);
    }
    return give_up(std::move(state), status_unread(state, response, body));
}

inline outcome poll_answered(operation_state state, event what, const context& around) {
    http::response response = std::move(std::get<response_received>(what).response);
    const arm_body body = around.reader.read(response.body);
    ++state.looks;
    const bool by_resource = state.polled == poll_target::resource;
    if (by_resource && body.provisioning_state && equal_folded(*body.provisioning_state, "Deleting"))
        state.seen_deleting = true;
    switch (classify_look(state, response, body)) {
    case lro_status::running: break;
    case lro_status::succeeded: return completed(std::move(state), std::move(response), around);
    case lro_status::failed: return failed_at_service(std::move(state), response, body);
    case lro_status::gone: return end(std::move(state), std::move(response));
    case lro_status::not_found: return status_missing(std::move(state), response, body, around);
    case lro_status::unknown:
        return repeat_or_give_up(std::move(state), http::retry_after(response.headers, around.now),
                                 status_unread(state, response, body), around);
    }
    // The service may move the operation: the latest URLs count.
    if (state.polled == poll_target::async_operation) {
        if (!adopt(state.url, state, response, async_field))
            return end_badly(std::move(state), strayed(state, "Azure-AsyncOperation"));
        if (!has_resource(state) && !adopt(state.result_url, state, response, location_field))
            return end_badly(std::move(state), strayed(state, "Location"));
    } else if (state.polled == poll_target::location && !adopt(state.url, state, response, location_field)) {
        return end_badly(std::move(state), strayed(state, "Location"));
    }
    return look_later(std::move(state), response, body, around);
}

inline outcome fetch_answered(operation_state state, event what, const context& around) {
    http::response response = std::move(std::get<response_received>(what).response);
    const arm_body body = around.reader.read(response.body);
    const bool readable = body.form != arm_body::shape::unreadable;
    if (succeeded(response.status) && response.status != 202 && readable)
        return end(std::move(state), std::move(response));
    error why = status_unread(state, response, body);
    // A new resource may be unknown for a moment to the one who answers.
    const bool passes = succeeded(response.status) || response.status == 404 || may_pass(response.status);
    if (!passes) return give_up(std::move(state), std::move(why));
    return repeat_or_give_up(std::move(state), http::retry_after(response.headers, around.now), std::move(why), around);
}

inline outcome question_lost(operation_state state, event what, const context& around) {
    error why = std::move(std::get<exchange_failed>(what).reason);
    why.message = describe(state.operation.request) + " was accepted, but asking for its outcome failed: " + why.message;
    if (!may_pass(why)) return give_up(std::move(state), std::move(why));
    return repeat_or_give_up(std::move(state), {}, std::move(why), around);
}

// --- time, and the caller's wishes

[[nodiscard]] inline outcome time_is_up(operation_state state) {
    error why{errc::timed_out, describe(state.operation.request) + " did not come to its end before the deadline", {}, {}};
    if (state.last_error) {
        why.message += "; the last failure was: " + state.last_error->message;
        why.service = state.last_error->service;
    }
    if (state.stage == stage::submitting && changes_something(state)) state.answer_lost = true;
    why.message += doubt(state);
    return end_badly(std::move(state), std::move(why));
}

inline outcome check_deadline(operation_state state, event, const context& around) {
    if (around.now >= state.deadline) return time_is_up(std::move(state));
    return {std::move(state), {}};
}

inline outcome wake_up(operation_state state, event, const context& around) {
    if (around.now >= state.deadline) return time_is_up(std::move(state));
    const stage where = state.stage;
    if (around.now >= state.wake_at) return send(std::move(state), sending_form(where), around);
    const timestamp until = state.wake_at;
    return rest(std::move(state), where, until);
}

inline outcome begin_or_resume(operation_state state, event what, const context& around) {
    switch (state.stage) {
    case stage::fresh:
        if (around.now >= state.deadline) return time_is_up(std::move(state));
        return send(std::move(state), stage::submitting, around);
    case stage::submitting: {
        // Whoever waited for the answer is no more.
        error lost{errc::unavailable, "the process that sent it ended before the answer came", {}, {}};
        return submit_lost(std::move(state), exchange_failed{std::move(lost)}, around);
    }
    case stage::polling:
    case stage::fetching: {
        const stage where = state.stage;
        return send(std::move(state), where, around);
    }
    default: return wake_up(std::move(state), std::move(what), around);
    }
}

inline outcome stop(operation_state state, event, const context&) {
    error why{errc::cancelled, describe(state.operation.request) + " was cancelled", {}, {}};
    if (state.stage == stage::submitting && changes_something(state)) state.answer_lost = true;
    why.message += doubt(state);
    return end_badly(std::move(state), std::move(why));
}

inline outcome refuse_finished(operation_state state, event, const context&) {
    error why{errc::invalid_argument, describe(state.operation.request) + " has finished and cannot begin again", {}, {}};
    return end_badly(std::move(state), std::move(why));
}

/// What comes after the end comes too late.
inline outcome ignore(operation_state state, event, const context&) { return {std::move(state), {}}; }

inline outcome impossible(operation_state state, event what, const context&) {
    error why{errc::internal,
              describe(state.operation.request) + ": the event " + std::string(name_of_event(what.index())) +
                  " cannot come in the stage " + std::string(name_of(state.stage)),
              {},
              {}};
    return end_badly(std::move(state), std::move(why));
}

} // namespace detail

} // namespace ingot::inline v0::run
