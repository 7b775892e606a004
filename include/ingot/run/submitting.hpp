#pragma once

#include <ingot/http/retry_after.hpp>
#include <ingot/http/url.hpp>
#include <ingot/run/following.hpp>
#include <ingot/run/long_running.hpp>
#include <ingot/run/steps.hpp>

#include <bit>
#include <string>
#include <utility>
#include <variant>

// What the answer to the request itself, or its absence, leads to.

namespace ingot::inline v0::run::detail {

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
    if (*next == state.url || *next == state.marked_page) {
        error why{errc::unavailable,
                  describe(state.operation.request) +
                      ": the service's nextLink leads back to a page that was read before; try again later",
                  {},
                  {}};
        return end_badly(std::move(state), std::move(why));
    }
    // A mark that moves on ever later is met again in a circle of any length (R. P. Brent, "An improved Monte
    // Carlo factorization algorithm", 1980).
    if (std::has_single_bit(state.pages)) state.marked_page = *next;
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

inline outcome submit_lost(operation_state state, event what, const context& around) {
    error why = std::move(std::get<exchange_failed>(what).reason);
    why.message = describe(state.operation.request) + ": " + why.message;
    if (!may_pass(why)) return give_up(std::move(state), std::move(why));
    if (changes_something(state)) state.answer_lost = true;
    if (!may_repeat(state)) return give_up(std::move(state), std::move(why));
    return repeat_or_give_up(std::move(state), {}, std::move(why), around);
}

} // namespace ingot::inline v0::run::detail
