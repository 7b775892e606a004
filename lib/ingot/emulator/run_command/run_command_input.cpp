#include <ingot/emulator/detail/run_command_input.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace ingot::inline v0::emulator {

bool is_built_in_command(std::string_view id) noexcept {
    // As the spec's example RunCommand_List lists them.
    static constexpr std::array<std::string_view, 9> ids{
        "EnableRemotePS",       "IPConfig",    "RunPowerShellScript",
        "RunShellScript",       "ifconfig",    "EnableAdminAccount",
        "ResetAccountPassword", "RDPSettings", "SetRDPPort"};
    return std::any_of(ids.begin(), ids.end(), [&](std::string_view each) { return equal_folded(each, id); });
}

refusal unknown_command(std::string_view target, std::string_view id) {
    return invalid_parameter(target,
                             fmt::format("The command '{}' is not known. Use RunShellScript on Linux, "
                                         "RunPowerShellScript on Windows.",
                                         id));
}

std::optional<refusal> read_parameters(const json* list, std::string_view target,
                                       std::vector<script_parameter>& into) {
    if (list == nullptr || list->IsNull()) return std::nullopt;
    const auto refuse = [&] {
        return invalid_parameter(target,
                                 "The parameters of a script are a list of {name, value}, both texts.");
    };
    if (!list->IsArray()) return refuse();
    for (const auto& each : list->GetArray()) {
        const json* const value = find(&each, "value");
        const auto name = text_of(find(&each, "name"));
        if (name.empty() || value == nullptr || !value->IsString()) return refuse();
        into.push_back({std::string(name), std::string(text_of(value))});
    }
    return std::nullopt;
}

std::optional<refusal> refused_as_unready(const world& state, const stored_resource& machine,
                                          std::string_view operation) {
    const auto id = text_at(machine.body, {"id"});
    if (auto busy = refused_as_busy(state, machine, id, operation)) return busy;
    const auto refuse = [](std::string message) {
        return refusal{409, "OperationNotAllowed", std::move(message), {}};
    };
    if (!equal_folded(power_state(machine.body), "running"))
        return refuse(fmt::format("Cannot modify extensions in the VM when the VM is not running. Start '{}' "
                                  "first.",
                                  text_at(machine.body, {"name"})));
    if (!is_agent_ready(state, machine.body))
        return refuse(
            fmt::format("Operation '{}' is not allowed on VM '{}' since its agent is not Ready. See "
                        "vmAgent in the instance view.",
                        operation, text_at(machine.body, {"name"})));
    return std::nullopt;
}

} // namespace ingot::inline v0::emulator
