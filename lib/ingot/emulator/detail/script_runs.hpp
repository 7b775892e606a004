#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/resource_kind.hpp>
#include <ingot/emulator/script_runner.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

struct world;

enum class script_ending {
    exited,
    timed_out,
    stopped, ///< the machine went off or away under it, or somebody stopped it
};

/// Told how a script ended. The outcome has an exit code and output only if it exited.
using script_listener = std::function<void(script_ending, const script_outcome&)>;

/// A script under way.
struct script_run {
    std::string machine_id; ///< folded
    std::uint64_t number = 0;
    script_outcome outcome;
    script_listener ended;
};

/// Starts a script in the guest of a machine, under a key that no other running script has.
void start_script(world& state, const std::string& key, resource_kind machine_kind, const script_call& what,
                  duration timeout, script_listener ended);

[[nodiscard]] bool script_runs(const world& state, const std::string& key);

/// Ends the script of that key, if it runs.
void stop_script(world& state, const std::string& key);

/// Ends every script of a machine, which was powered off or deleted.
void stop_scripts_of(world& state, std::string_view machine_id);

/// The end of a stream that the service keeps: 4,096 bytes (run-command.md of azure-compute-docs), cut
/// between two characters.
[[nodiscard]] std::string_view kept_output(std::string_view stream) noexcept;

} // namespace ingot::inline v0::emulator
