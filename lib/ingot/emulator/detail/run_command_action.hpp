#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

namespace ingot::inline v0::emulator {

/// POST of `.../virtualMachines/{vm}/runCommand` and of the same below a scale set: one script at a time,
/// 202, and in the end the tails of its streams, whatever its exit code was. A script that shuts its guest
/// down or takes its agent away never reports: the operation fails after 90 minutes.
[[nodiscard]] http::response run_command_action(world& state, const call& request);

} // namespace ingot::inline v0::emulator
