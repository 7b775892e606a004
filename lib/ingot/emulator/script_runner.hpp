#pragma once

#include <ingot/core/timestamp.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {

/// A named value that a script is given.
struct script_parameter {
    std::string name;
    std::string value;
};

/// A script that is to run in the guest of a machine.
struct script_call {
    std::string machine_id; ///< of a virtual machine or a scale-set instance
    /// The built-in command that is asked for, such as RunShellScript; empty for a script without one.
    std::string command_id;
    std::string script;                       ///< its text, or the URI where the machine would fetch it
    std::vector<script_parameter> parameters; ///< the protected ones last
    std::string run_as_user;                  ///< empty: root or SYSTEM
};

/// What has become of the guest when a script has ended.
enum class guest_after {
    runs,
    shuts_down,  ///< the guest powers itself off; the script never reports
    loses_agent, ///< the guest runs, its agent is gone; the script never reports
};

/// What a script does.
struct script_outcome {
    int exit_code = 0;
    std::string output;
    std::string error;
    /// From its start to its end. A run takes about 20 seconds at the least (run-command.md of
    /// azure-compute-docs).
    duration takes = std::chrono::seconds(20);
    guest_after guest = guest_after::runs;
};

/// Decides what a script does, when it starts. Must not call the emulator.
using script_runner = std::function<script_outcome(const script_call&)>;

/// The usual preparations of an image, by the words of the script: `sysprep /generalize /shutdown` shuts the
/// guest down, `waagent -deprovision` takes its agent away. Any other script succeeds and says nothing.
[[nodiscard]] script_outcome run_usual_preparations(const script_call& call);

} // namespace ingot::inline v0::emulator
