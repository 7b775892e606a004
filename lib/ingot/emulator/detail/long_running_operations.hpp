#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/resource_kind.hpp>
#include <ingot/http/response.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

struct world;

/// Something that the service is doing on behalf of a request that it has accepted.
struct long_running_operation {
    std::string id;
    resource_kind kind = resource_kind::gallery;
    std::string target; ///< resource id
    bool deletes = false;
    timestamp started;
    std::optional<timestamp> ended;
    std::optional<refusal> failure;
    bool acts = false; ///< an action: its final answer has no body but its output
    json output;       ///< of an action; null if it has none
};

/// Operations by id, and which one each resource is busy with.
class long_running_operations {
public:
    long_running_operation& begin(std::string id, resource_kind kind, std::string_view target, bool deletes,
                                  timestamp now);
    void end(std::string_view id, timestamp now, std::optional<refusal> failure = std::nullopt);
    /// Ends an action that has something to say.
    void end_with(std::string_view id, timestamp now, json output);

    [[nodiscard]] const long_running_operation* find(std::string_view id) const;

    /// What that resource is busy with, or null.
    [[nodiscard]] const long_running_operation* of(std::string_view target) const;

    /// Told of every operation that has ended.
    std::function<void(const long_running_operation&)> when_ended;

private:
    std::map<std::string, long_running_operation, std::less<>> operations_;
    std::map<std::string, std::string, std::less<>> busy_; ///< folded resource id -> operation id
};

/// The `Retry-After` of what is under way, in seconds of the clients' clocks.
[[nodiscard]] std::string retry_after_of(const world& state);

/// Adds `Azure-AsyncOperation`, `Location` and `Retry-After` to the answer that starts an operation. The
/// gallery types poll at `capsOperations`, other compute types at `operations`.
void announce(const world& state, const call& request, const long_running_operation& started,
              std::string_view location, http::response& reply);

/// GET on the URLs of announce(): `{status, ...}` always with 200, or with `monitor=true` 202 while it runs
/// and then the answer that a synchronous request would have had.
[[nodiscard]] http::response poll(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
