#include <ingot/emulator/detail/run_command_action.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/run_command_execution.hpp>
#include <ingot/emulator/detail/run_command_input.hpp>
#include <ingot/emulator/detail/script_runs.hpp>

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr duration longest_script = std::chrono::minutes(90);

json status(std::string_view code, std::string_view message) {
    json made = json_object();
    set(made, "code", code);
    set(made, "level", "Info");
    set(made, "displayStatus", "Provisioning succeeded");
    set(made, "message", message);
    return made;
}

/// Succeeded is that the script was run. On Linux one status has both streams (Azure/azure-cli#32286,
/// #14425), otherwise each has its own.
json result_of(std::string_view command_id, const script_outcome& outcome) {
    const auto output = kept_output(outcome.output);
    const auto error = kept_output(outcome.error);
    json value = json_array();
    if (equal_folded(command_id, "RunShellScript") || equal_folded(command_id, "ifconfig")) {
        const std::string verdict =
            outcome.exit_code == 0
                ? "Enable succeeded: "
                : fmt::format(
                      "Enable failed: failed to execute command: command terminated with exit status={}",
                      outcome.exit_code);
        append(value, status("ProvisioningState/succeeded",
                             fmt::format("{}\n[stdout]\n{}\n[stderr]\n{}", verdict, output, error)));
    } else {
        append(value, status("ComponentStatus/StdOut/succeeded", output));
        append(value, status("ComponentStatus/StdErr/succeeded", error));
    }
    json result = json_object();
    set(result, "value", std::move(value));
    return result;
}

std::optional<refusal> read_script(const json& body, script_call& into) {
    into.command_id = text_of(find(&body, "commandId"));
    if (into.command_id.empty()) return missing_parameter("commandId");
    if (!is_built_in_command(into.command_id)) return unknown_command("commandId", into.command_id);
    if (const json* const script = find(&body, "script"); script != nullptr && !script->IsNull()) {
        const auto refuse = [] {
            return invalid_parameter("script", "The script is a list of texts, one for each line.");
        };
        if (!script->IsArray()) return refuse();
        for (const auto& line : script->GetArray()) {
            if (!line.IsString()) return refuse();
            into.script.append(text_of(&line)).append("\n");
        }
    }
    return read_parameters(find(&body, "parameters"), "parameters", into.parameters);
}

} // namespace

http::response run_command_action(world& state, const call& request) {
    const std::string path = resource_id::parse(request.path)->without_last(1).text();
    const auto kind = fits(resource_kind::virtual_machine, path) ? resource_kind::virtual_machine
                                                                 : resource_kind::scale_set_instance;
    const auto* const machine = state.resources.find(kind, path);
    if (machine == nullptr) return answer(resource_not_found(path));
    script_call script;
    script.machine_id = text_at(machine->body, {"id"});
    if (auto problem = read_script(request.body, script)) return answer(*problem);
    if (auto unready = refused_as_unready(state, *machine, "runCommand")) return answer(*unready);
    const std::string target = script.machine_id + "/runCommand";
    if (script_runs(state, fold(target)))
        return answer(refusal{409,
                              "Conflict",
                              "Run command extension execution is in progress. Please wait for completion "
                              "before invoking a run command.",
                              {}});
    auto& operation = state.operations.begin(state.ids.next(), kind, target, false, state.now);
    operation.acts = true;
    http::response reply = answer(202);
    announce(state, request, operation, text_at(machine->body, {"location"}), reply);
    start_script(
        state, fold(target), kind, script, longest_script,
        [&state, started = operation.id, command = script.command_id](script_ending how,
                                                                      const script_outcome& outcome) {
            switch (how) {
            case script_ending::exited:
                state.operations.end_with(started, state.now, result_of(command, outcome));
                break;
            case script_ending::timed_out:
                state.operations.end(
                    started, state.now,
                    refusal{409,
                            "VMExtensionProvisioningTimeout",
                            "Provisioning of the run command has timed out: the agent did not report "
                            "within 90 minutes. See what the script did to the machine.",
                            {}});
                break;
            case script_ending::stopped: state.operations.end(started, state.now, preempted()); break;
            }
        });
    return reply;
}

} // namespace ingot::inline v0::emulator
