#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <string_view>

namespace ingot::inline v0::emulator {

/// PUT, PATCH, GET and DELETE of `.../virtualMachines/{vm}/runCommands/{name}`, which run side by side. A
/// write runs the script; its operation ends with the script, or with its start under `asyncExecution`.
/// Protected parameters and the password are told to the script and kept nowhere; neither are the queries of
/// URIs, which sign access.
[[nodiscard]] http::response handle_run_command(world& state, const call& request);

/// GET of `.../virtualMachines/{vm}/runCommands`.
[[nodiscard]] http::response list_run_commands(const world& state, const call& request);

/// Takes away the run commands of a machine that is gone.
void remove_run_commands(world& state, std::string_view machine_id);

} // namespace ingot::inline v0::emulator
