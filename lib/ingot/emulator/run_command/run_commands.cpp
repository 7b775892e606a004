#include <ingot/emulator/detail/run_commands.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/nested_resources.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/run_command_execution.hpp>
#include <ingot/emulator/detail/run_command_input.hpp>
#include <ingot/emulator/detail/script_runs.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::run_command;
constexpr std::size_t most_commands = 25;
constexpr std::array<std::string_view, 4> sources{"script", "scriptUri", "commandId",
                                                  "galleryScriptReferenceId"};

std::optional<refusal> refused_source(const json& properties) {
    const json* const source = find(&properties, "source");
    std::size_t given = 0;
    for (const auto name : sources)
        if (!text_of(find(source, name)).empty()) ++given;
    if (given != 1)
        return invalid_parameter("runCommand.properties.source",
                                 "Give exactly one of script, scriptUri, commandId and "
                                 "galleryScriptReferenceId as the source of a run command.");
    if (const auto command = text_of(find(source, "commandId"));
        !command.empty() && !is_built_in_command(command))
        return unknown_command("runCommand.properties.source.commandId", command);
    return std::nullopt;
}

std::optional<refusal> refused_timeout(const json& properties) {
    const json* const timeout = find(&properties, "timeoutInSeconds");
    if (timeout == nullptr || timeout->IsNull()) return std::nullopt;
    if (integer_of(timeout).value_or(0) > 0) return std::nullopt;
    return invalid_parameter("runCommand.properties.timeoutInSeconds",
                             "The timeout of a run command is a whole number of seconds above 0.");
}

bool is_full(const world& state, const resource_id& machine) {
    std::size_t count = 0;
    state.resources.under(kind, machine.text() + "/runCommands/",
                          [&](const auto&, const auto&) { return ++count < most_commands; });
    return count >= most_commands;
}

/// A URI without the query that signs access to it.
void hide_signature(json& object, std::string_view member) {
    const auto uri = text_of(find(&object, member));
    if (const auto query = uri.find('?'); query != std::string_view::npos)
        set(object, member, std::string(uri.substr(0, query)));
}

void hide_secrets(json& properties) {
    erase(properties, "protectedParameters");
    erase(properties, "runAsPassword");
    hide_signature(properties, "outputBlobUri");
    hide_signature(properties, "errorBlobUri");
    hide_signature(object_at(properties, "source"), "scriptUri");
}

json shown(const json& command, bool with_instance_view) {
    json copy = json_copy(command);
    if (!with_instance_view) erase(object_at(copy, "properties"), "instanceView");
    return copy;
}

bool expands(const call& request) { return equal_folded(request.parameter("$expand"), "instanceView"); }

http::response write(world& state, const call& request, const stored_resource* there) {
    const auto machine_id = resource_id::parse(request.path)->without_last(2);
    const std::string id =
        there == nullptr ? usual_spelling(kind, request.path) : std::string(text_at(there->body, {"id"}));
    if (there != nullptr)
        if (auto busy = refused_as_busy(state, *there, id, "Update run command")) return answer(*busy);
    const auto* const machine = state.resources.find(resource_kind::virtual_machine, machine_id.text());
    json body = there == nullptr ? json_copy(request.body) : json_copy(there->body);
    if (there != nullptr) write_over(body, request.body, request.method);
    set_envelope(body, kind, id);
    json& properties = object_at(body, "properties");
    erase(properties, "instanceView");
    if (auto problem = refused_source(properties)) return answer(*problem);
    if (auto problem = refused_timeout(properties)) return answer(*problem);
    script_call script = script_of(properties);
    script.machine_id = text_at(machine->body, {"id"});
    for (const std::string_view list : {"parameters", "protectedParameters"})
        if (auto problem = read_parameters(find(&properties, list),
                                           fmt::format("runCommand.properties.{}", list), script.parameters))
            return answer(*problem);
    if (auto unready = refused_as_unready(state, *machine, "runCommands")) return answer(*unready);
    if (there == nullptr && is_full(state, machine_id))
        return answer(
            refusal{409,
                    "OperationNotAllowed",
                    fmt::format("The VM '{}' has {} run commands already, which is the most. Delete one.",
                                machine_id.name(), most_commands),
                    {}});
    hide_secrets(properties);
    stop_script(state, fold(id)); // an asynchronous one of an earlier write
    set_provisioning_state(body, there == nullptr ? "Creating" : "Updating");
    const int status = there == nullptr ? 201 : 200;
    auto& stored = state.resources.put(kind, id, std::move(body));
    const auto& operation = state.operations.begin(state.ids.next(), kind, id, false, state.now);
    http::response reply = answer(status, shown(stored.body, false));
    announce(state, request, operation, text_at(stored.body, {"location"}), reply);
    execute_run_command(state, stored, std::move(script), operation.id);
    return reply;
}

http::response remove(world& state, const call& request, const stored_resource& command) {
    const std::string id(text_at(command.body, {"id"}));
    if (const auto* const writing = state.operations.of(id); writing != nullptr && !writing->deletes)
        state.operations.end(std::string(writing->id), state.now, preempted());
    stop_script(state, fold(id));
    return begin_delete(state, request, kind, id, state.settings.latencies.compute_write,
                        [&state, id] { state.resources.remove(kind, id); });
}

} // namespace

http::response handle_run_command(world& state, const call& request) {
    auto* const there = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::remove: return there == nullptr ? answer(204) : remove(state, request, *there);
    case http::method::put:
        if (auto missing = missing_parent(state, kind, request.path)) return answer(*missing);
        if (auto problem = refused_envelope(request.body, there)) return answer(*problem);
        return write(state, request, there);
    default: break;
    }
    if (there == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get) return answer(200, shown(there->body, expands(request)));
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return write(state, request, there);
}

http::response list_run_commands(const world& state, const call& request) {
    const auto machine = resource_id::parse(request.path)->without_last(1);
    if (state.resources.find(resource_kind::virtual_machine, machine.text()) == nullptr)
        return answer(resource_not_found(machine.text()));
    return list_page(state, request, kind, machine.text() + "/runCommands/",
                     [&](std::string_view, const json& body) -> std::optional<json> {
                         return shown(body, expands(request));
                     });
}

void remove_run_commands(world& state, std::string_view machine_id) {
    std::vector<std::string> ids;
    state.resources.under(kind, std::string(machine_id) + "/runCommands/",
                          [&](const std::string& id, const stored_resource&) {
                              ids.push_back(id);
                              return true;
                          });
    for (const auto& id : ids) state.resources.remove(kind, id);
}

} // namespace ingot::inline v0::emulator
