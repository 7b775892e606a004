#pragma once

#include <string_view>

namespace ingot::inline v0::emulator {

struct world;

/// What goes on inside a machine and stands in no resource.
struct guest_state {
    /// Powered off from inside: until somebody powers the machine off, the platform takes it for running.
    bool shut_itself_down = false;
    /// Deprovisioned: nothing inside answers the platform any more.
    bool agent_gone = false;
};

[[nodiscard]] guest_state guest_of(const world& state, std::string_view machine_id);

} // namespace ingot::inline v0::emulator
