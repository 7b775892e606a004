#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

/// Scripts on machines. The action (run) is answered with the last 4 kB of output and cannot be taken back;
/// managed run commands are resources below the machine, whose deletion ends the script. Success over HTTP
/// says nothing about the script's exit code.
class run_command_operations : public nested_resource_operations {
public:
    using nested_resource_operations::nested_resource_operations;

    /// @param machine a virtual machine, or for scale_set_run_commands an instance of a Uniform scale set
    /// @param body `commandId` and `script`
    [[nodiscard]] request run(const service& at, const resource_id& machine, json_body body) const {
        const auto parent = type().substr(0, type().rfind('/'));
        return detail::act(at, request_path::to_resource(machine, parent).along("runCommand"), version(at),
                           std::move(body));
    }

    /// With how the script does: executionState, exitCode, output, error.
    [[nodiscard]] request get_with_instance_view(const service& at, const resource_id& command) const {
        return detail::read(at, path(command), version(at), {{"$expand", "instanceView"}});
    }
};

inline constexpr run_command_operations run_commands{"Microsoft.Compute/virtualMachines/runCommands",
                                                     &api_versions::compute};
inline constexpr run_command_operations scale_set_run_commands{
    "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/runCommands", &api_versions::compute};

} // namespace ingot::inline v0::azure
