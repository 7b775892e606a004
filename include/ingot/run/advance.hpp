#pragma once

#include <ingot/run/effect.hpp>
#include <ingot/run/event.hpp>
#include <ingot/run/operation_state.hpp>
#include <ingot/run/retry_policy.hpp>
#include <ingot/run/transitions.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace ingot::inline v0::run {

namespace detail {

using row = std::array<transition, event_count>;

/// Every stage against every event, in the order of `stage` and of the alternatives of `event`.
inline constexpr std::array<row, stage_count> table{{
    // started, response_received, exchange_failed, woke, cancelled
    {begin_or_resume, impossible, impossible, impossible, stop},           // fresh
    {begin_or_resume, submit_answered, submit_lost, check_deadline, stop}, // submitting
    {begin_or_resume, impossible, impossible, wake_up, stop},              // submit_waiting
    {begin_or_resume, poll_answered, question_lost, check_deadline, stop}, // polling
    {begin_or_resume, impossible, impossible, wake_up, stop},              // poll_waiting
    {begin_or_resume, fetch_answered, question_lost, check_deadline, stop}, // fetching
    {begin_or_resume, impossible, impossible, wake_up, stop},              // fetch_waiting
    {refuse_finished, ignore, ignore, ignore, ignore},                     // finished
}};

} // namespace detail

/// Whether that event can come in that stage. advance() answers one that cannot with `errc::internal`.
[[nodiscard]] constexpr bool is_possible(stage where, std::size_t event_index) noexcept {
    return detail::table[static_cast<std::size_t>(where)][event_index] != detail::transition(detail::impossible);
}

/// Takes an operation one event further. Pure: no clock, no chance, no I/O but what `around` brings.
///
/// Follows the protocol of Azure Resource Manager: paging along `nextLink`, long-running operations by
/// `Azure-AsyncOperation`, `Location` or provisioningState, `Retry-After`, and repetition only where it is
/// safe. A URL that the service names is followed only on the host that was asked.
///
/// @post in `effects` at most one of send_request, wait_until and finished, and it is the last; none
///       only when a late event came after the end, or `woke` before the deadline with a request out
[[nodiscard]] inline outcome advance(operation_state state, event what, const context& around) {
    const auto where = static_cast<std::size_t>(state.stage);
    const detail::transition go = detail::table[where][what.index()];
    return go(std::move(state), std::move(what), around);
}

} // namespace ingot::inline v0::run
