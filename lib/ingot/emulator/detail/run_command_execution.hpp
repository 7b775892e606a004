#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/emulator/script_runner.hpp>

#include <string>

namespace ingot::inline v0::emulator {

/// The script that the properties of a run command name, without its parameters.
[[nodiscard]] script_call script_of(const json& properties);

/// How a write ends whose script was stopped.
[[nodiscard]] refusal preempted();

/// Runs the script of a run command that was just stored: Pending, Running, and then as it ended. Its
/// instance view says so, and the operation that wrote it ends as the run command asks.
void execute_run_command(world& state, stored_resource& command, script_call script, std::string operation);

} // namespace ingot::inline v0::emulator
