#pragma once

#include <ingot/azure/read/managed_run_command.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// Scripts to be run on machines. What is absent is not sent.

namespace ingot::inline v0::azure {

/// Source: RunCommandInputParameter.
struct script_parameter {
    std::string name; ///< empty: by position
    std::string value;
};

/// POST runCommand (VirtualMachines_RunCommand). The script runs as SYSTEM or root for 90 minutes at most and
/// cannot be stopped; one at a time. It must not stop the machine's agent, or it is never answered: begin
/// such a thing in the background, and look at the power state (Azure Virtual Machines, Run Command).
struct run_command_request {
    std::string command_id;          ///< `RunShellScript`, `RunPowerShellScript` or a built-in one; required
    std::vector<std::string> script; ///< lines; none for a built-in command
    std::vector<script_parameter> parameters;
};

/// The text of a script.
struct inline_script {
    std::string text;
};
/// Where a script lies; the address may be signed, and is not repeated in errors.
struct script_address {
    std::string uri;
};
/// A command that is built in.
struct built_in_command {
    std::string id;
};

/// PUT of a managed run command (VirtualMachineRunCommands_CreateOrUpdate), which runs the script. At most 25
/// on one machine. What the script ended with is in its view: run_command_view::succeeded().
struct managed_run_command_creation {
    using resource = managed_run_command; ///< that the service answers with

    region location; ///< of the machine; required
    ingot::tags tags;
    std::variant<inline_script, script_address, built_in_command>
        source; ///< Source:
                ///< VirtualMachineRunCommandScriptSource
    std::vector<script_parameter> parameters;
    std::vector<script_parameter> protected_parameters; ///< secrets: never shown again
    bool async_execution = false;                       ///< true: do not wait for the script to end
    std::string run_as_user;
    std::string run_as_password;
    std::optional<std::int32_t> timeout_in_seconds;
    std::string output_blob_uri; ///< append blob for all that it writes
    std::string error_blob_uri;
    /// True: the write fails when the script does.
    std::optional<bool> treat_failure_as_deployment_failure;
};

} // namespace ingot::inline v0::azure
