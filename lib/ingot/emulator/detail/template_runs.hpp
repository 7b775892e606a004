#pragma once

#include <ingot/emulator/detail/world.hpp>

#include <string>

namespace ingot::inline v0::emulator {

/// Runs a template that does not run yet: it builds for `latencies.image_build`, or fails after its
/// `buildTimeoutInMinutes`; then it distributes until the last replica has ended.
void start_template_run(world& state, stored_resource& image_template, const std::string& operation);

/// Stops a run after a while, and ends both operations then.
void cancel_template_run(world& state, stored_resource& image_template, const std::string& operation);

} // namespace ingot::inline v0::emulator
