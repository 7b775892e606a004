#pragma once

#include <ingot/http/retry_after.hpp>
#include <ingot/http/url.hpp>
#include <ingot/run/long_running.hpp>
#include <ingot/run/steps.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

// From the acceptance of a long-running operation to its result: what an answer or its absence leads to.

namespace ingot::inline v0::run::detail {

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

} // namespace ingot::inline v0::run::detail
