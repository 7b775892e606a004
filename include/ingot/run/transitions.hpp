#pragma once

#include <ingot/run/following.hpp>
#include <ingot/run/steps.hpp>
#include <ingot/run/submitting.hpp>

#include <string>
#include <utility>

// What time and the caller's wishes lead to. With submitting.hpp and following.hpp, all that the table of
// advance.hpp is made of.

namespace ingot::inline v0::run::detail {

// Every cell of the table has one signature, whether or not it keeps the event.
// NOLINTBEGIN(performance-unnecessary-value-param)

[[nodiscard]] inline outcome time_is_up(operation_state state) {
    error why{errc::timed_out, describe(state.operation.request) + " did not come to its end before the deadline", {}, {}};
    if (state.last_error) {
        why.message += "; the last failure was: " + state.last_error->message;
        why.service = state.last_error->service;
    }
    if (state.stage == stage::submitting && !state.held_back && changes_something(state))
        state.answer_lost = true;
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
        if (state.held_back) return send(std::move(state), stage::submitting, around);
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
    if (state.stage == stage::submitting && !state.held_back && changes_something(state))
        state.answer_lost = true;
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

// NOLINTEND(performance-unnecessary-value-param)

} // namespace ingot::inline v0::run::detail
