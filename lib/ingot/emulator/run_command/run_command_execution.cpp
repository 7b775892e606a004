#include <ingot/emulator/detail/run_command_execution.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/run_command_input.hpp>
#include <ingot/emulator/detail/script_runs.hpp>

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::run_command;
/// Where the run command names none (assumed: that of the action).
constexpr std::int64_t usual_timeout = 5400;

json& instance_view_of(json& command) { return object_at(object_at(command, "properties"), "instanceView"); }

bool flag(const json& command, std::string_view name) {
    return boolean_of(find(command, {"properties", name})).value_or(false);
}

void end_execution(json& view, std::string_view state, std::string_view message, timestamp now) {
    set(view, "executionState", state);
    set(view, "executionMessage", message);
    set(view, "endTime", format_timestamp(now));
}

void record_outcome(json& view, script_ending how, const script_outcome& outcome, timestamp now) {
    switch (how) {
    case script_ending::timed_out:
        end_execution(view, "TimedOut", "The script did not report within its timeout.", now);
        break;
    case script_ending::stopped: end_execution(view, "Canceled", "The script was stopped.", now); break;
    case script_ending::exited:
        set(view, "exitCode", json(outcome.exit_code));
        set(view, "output", kept_output(outcome.output));
        set(view, "error", kept_output(outcome.error));
        if (outcome.exit_code == 0)
            end_execution(view, "Succeeded", "Execution completed", now);
        else
            end_execution(view, "Failed",
                          fmt::format("Command terminated with exit status={}", outcome.exit_code), now);
        break;
    }
}

/// Ends the write, unless it has ended before, as with `asyncExecution`.
void end_write(world& state, json& command, const std::string& operation) {
    const auto* const writing = state.operations.find(operation);
    if (writing == nullptr || writing->ended) return;
    const json& view = instance_view_of(command);
    const auto execution = text_of(find(&view, "executionState"));
    if (!flag(command, "treatFailureAsDeploymentFailure") || equal_folded(execution, "Succeeded")) {
        set_provisioning_state(command, "Succeeded");
        state.operations.end(operation, state.now);
        return;
    }
    set_provisioning_state(command, "Failed");
    state.operations.end(
        operation, state.now,
        refusal{409,
                "VMExtensionProvisioningError",
                fmt::format("The run command '{}' ended {}: {}. See its instance view.",
                            text_at(command, {"name"}), execution, text_of(find(&view, "executionMessage"))),
                {}});
}

duration timeout_of(const json& command) {
    return std::chrono::seconds(
        integer_of(find(command, {"properties", "timeoutInSeconds"})).value_or(usual_timeout));
}

/// The script starts, if the machine still can run it.
void start_execution(world& state, stored_resource& command, const script_call& script,
                     const std::string& operation) {
    const std::string id(text_at(command.body, {"id"}));
    json& view = instance_view_of(command.body);
    const auto* const machine = state.resources.find(resource_kind::virtual_machine, script.machine_id);
    if (machine == nullptr || refused_as_unready(state, *machine, "runCommands")) {
        end_execution(view, "Failed", "The machine went off before the script could start.", state.now);
        end_write(state, command.body, operation);
        return;
    }
    set(view, "executionState", "Running");
    set(view, "startTime", format_timestamp(state.now));
    if (flag(command.body, "asyncExecution")) {
        set_provisioning_state(command.body, "Succeeded");
        state.operations.end(operation, state.now);
    }
    start_script(
        state, fold(id), resource_kind::virtual_machine, script, timeout_of(command.body),
        [&state, id, life = command.life, operation](script_ending how, const script_outcome& outcome) {
            auto* const there = state.resources.find(kind, id, life);
            if (there == nullptr) {
                state.operations.end(operation, state.now, preempted());
                return;
            }
            record_outcome(instance_view_of(there->body), how, outcome, state.now);
            end_write(state, there->body, operation);
        });
}

} // namespace

script_call script_of(const json& properties) {
    const json* const source = find(&properties, "source");
    script_call script;
    script.command_id = text_of(find(source, "commandId"));
    for (const std::string_view name : {"script", "scriptUri", "galleryScriptReferenceId"})
        if (const auto text = text_of(find(source, name)); !text.empty()) script.script = text;
    script.run_as_user = text_of(find(&properties, "runAsUser"));
    return script;
}

refusal preempted() {
    return {
        409, "OperationPreempted", "Operation execution has been preempted by a more recent operation.", {}};
}

void execute_run_command(world& state, stored_resource& command, script_call script, std::string operation) {
    set(instance_view_of(command.body), "executionState", "Pending");
    state.events.at(state.now + state.settings.latencies.compute_write,
                    [&state, id = std::string(text_at(command.body, {"id"})), life = command.life,
                     script = std::move(script), operation = std::move(operation)] {
                        auto* const there = state.resources.find(kind, id, life);
                        if (there != nullptr && !equal_folded(provisioning_state(there->body), "Deleting"))
                            start_execution(state, *there, script, operation);
                    });
}

} // namespace ingot::inline v0::emulator
