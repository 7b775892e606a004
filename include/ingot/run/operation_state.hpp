#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/error.hpp>
#include <ingot/run/operation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::run {

/// Where an operation stands. Each of its three parts is either out on the wire or waiting to be sent.
enum class stage {
    fresh,          ///< nothing has been sent
    submitting,     ///< the request itself, or that of the next page, is out
    submit_waiting, ///< until it may be sent again
    polling,        ///< a look at the long-running operation is out
    poll_waiting,   ///< until the next look
    fetching,       ///< the operation has succeeded; the request for its result is out
    fetch_waiting,  ///< until that may be sent again
    finished,
};

inline constexpr std::size_t stage_count = 8;

[[nodiscard]] constexpr std::string_view name_of(stage where) noexcept {
    constexpr std::array<std::string_view, stage_count> names{
        "fresh",        "submitting", "submit_waiting", "polling",
        "poll_waiting", "fetching",   "fetch_waiting",  "finished"};
    return names[static_cast<std::size_t>(where)];
}

/// What tells how a long-running operation does.
enum class poll_target {
    none,
    async_operation, ///< the URL of `Azure-AsyncOperation`: a status document
    location,        ///< the URL of `Location`: 202 until it gives the synchronous answer
    resource,        ///< the resource itself: its provisioningState, or that it is gone
};

/// All that is known of an operation under way. A plain value: it may be saved after any event and go on
/// in another process, by the event `started`.
struct operation_state {
    run::operation operation;
    timestamp deadline = timestamp::max();
    run::stage stage = run::stage::fresh;

    std::string url;                 ///< of the request that is out or next
    poll_target polled = poll_target::none;
    std::string result_url;          ///< `Location` given beside `Azure-AsyncOperation`
    timestamp began{};               ///< when the request was first sent
    timestamp accepted{};            ///< when the service accepted the long-running operation
    timestamp wake_at{};             ///< in a waiting stage
    int failures = 0;                ///< of the current request, in a row
    bool answer_lost = false;        ///< a write left and its answer did not come
    bool held_back = false;          ///< the request that is next has not left yet: it waits for its turn
    bool seen_deleting = false;      ///< the resource has shown the state Deleting
    std::uint64_t pages = 0;         ///< received
    std::string marked_page;         ///< URL of one of them: pages that lead back to it go in a circle
    std::uint64_t looks = 0;         ///< at the long-running operation
    std::optional<error> last_error; ///< what made it try again
};

/// The state of an operation that has not begun.
[[nodiscard]] inline operation_state begin(operation what, timestamp deadline = timestamp::max()) {
    operation_state state;
    state.url = what.request.url;
    state.operation = std::move(what);
    state.deadline = deadline;
    return state;
}

} // namespace ingot::inline v0::run
