#pragma once

#include <ingot/azure/read/arm_provisioning.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// Source: ExecutionState.
enum class execution_state { unknown, pending, running, failed, succeeded, timed_out, canceled };

struct execution_state_names {
    using value = execution_state;
    static constexpr std::array<std::pair<execution_state, std::string_view>, 7> table{{
        {execution_state::unknown, "Unknown"},
        {execution_state::pending, "Pending"},
        {execution_state::running, "Running"},
        {execution_state::failed, "Failed"},
        {execution_state::succeeded, "Succeeded"},
        {execution_state::timed_out, "TimedOut"},
        {execution_state::canceled, "Canceled"},
    }};
};

/// How a script does, or how it ended. Source: VirtualMachineRunCommandInstanceView.
struct run_command_view {
    open_enum<execution_state_names> state;
    std::optional<std::int32_t> exit_code;
    std::string output; ///< the last 4 kB
    std::string error;
    std::string message; ///< of the platform, where it could not run the script
    std::optional<timestamp> start_time;
    std::optional<timestamp> end_time;

    /// Whether the script goes on no more. A state that we do not know, or none, may go on.
    [[nodiscard]] bool ended() const noexcept {
        return state == execution_state::failed || state == execution_state::succeeded ||
               state == execution_state::timed_out || state == execution_state::canceled;
    }
    /// Whether the script itself ended well: it was run, and its exit code is there and 0.
    [[nodiscard]] bool succeeded() const noexcept {
        return state == execution_state::succeeded && exit_code == 0;
    }
};

/// A run command that is a resource. That its provisioning succeeded says that the platform ran it, and
/// nothing of the script. Source: VirtualMachineRunCommand.
struct managed_run_command {
    resource_id id;
    open_enum<arm_provisioning_names> provisioning_state;
    std::optional<run_command_view> view; ///< where it was asked for
};

} // namespace ingot::inline v0::azure
