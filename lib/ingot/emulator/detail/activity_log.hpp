#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/guid_source.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/long_running_operations.hpp>
#include <ingot/http/response.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

struct world;

/// What the service notes of every write, deletion and action.
struct activity_log {
    explicit activity_log(std::uint64_t seed) noexcept : ids(~seed) {}

    struct entry {
        timestamp at;
        json event;
    };
    std::map<std::uint64_t, entry> entries;             ///< by number, oldest first
    std::map<std::string, json, std::less<>> under_way; ///< operation id -> the event that it began with
    std::uint64_t next_number = 1;
    guid_source ids; ///< apart from the request ids, which stay what they are without a log
};

/// Notes that a request began and how it ended; one that began a long-running operation was Accepted, and
/// log_end() notes its end.
void log_request(world& state, const call& request, std::string_view correlation_id,
                 const http::response& reply);
void log_end(world& state, const long_running_operation& ended);

/// GET of `/subscriptions/{id}/providers/Microsoft.Insights/eventtypes/management/values`. `$filter` is
/// required and has fixed forms; newest first.
[[nodiscard]] http::response list_activity_log(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
