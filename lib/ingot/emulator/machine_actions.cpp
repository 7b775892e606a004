#include <ingot/emulator/detail/machine_actions.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/script_runs.hpp>

#include <fmt/format.h>

#include <string>

namespace ingot::inline v0::emulator {
namespace {

/// Of a machine by its path: a virtual machine, or an instance of a scale set.
resource_kind kind_of(std::string_view path) noexcept {
    return fits(resource_kind::virtual_machine, path) ? resource_kind::virtual_machine
                                                      : resource_kind::scale_set_instance;
}

refusal not_allowed(std::string_view action, const json& machine, std::string_view why) {
    return {409,
            "OperationNotAllowed",
            fmt::format("Operation '{}' is not allowed on VM '{}' since the VM is {}", action,
                        text_at(machine, {"name"}), why),
            {}};
}

} // namespace

tl::expected<power_change, refusal> plan_power_change(const world& state, const call& request,
                                                      const json& machine, std::string_view action) {
    const auto& latencies = state.settings.latencies;
    const auto power = power_state(machine);
    const bool running = equal_folded(power, "running");
    const bool deallocated = equal_folded(power, "deallocated");
    const auto refuse = [&](std::string_view why) {
        return tl::unexpected<refusal>(not_allowed(action, machine, why));
    };
    const bool graceful = running && !equal_folded(request.parameter("skipShutdown"), "true");
    const duration stopping = latencies.power_change + (graceful ? latencies.guest_shutdown : duration{});
    if (equal_folded(action, "powerOff")) {
        if (deallocated) return refuse("deallocated.");
        return power_change{"stopping", "stopped", stopping};
    }
    if (equal_folded(action, "deallocate")) return power_change{"deallocating", "deallocated", stopping};
    if (is_generalized(machine)) return refuse("generalized.");
    if (equal_folded(action, "start"))
        return running ? power_change{{}, "running", latencies.power_change}
                       : power_change{"starting", "running", latencies.power_change};
    if (equal_folded(action, "reapply")) return power_change{{}, power, latencies.power_change};
    if (!running) return refuse(deallocated ? "deallocated." : "stopped.");
    return power_change{{}, "running", stopping + latencies.power_change};
}

http::response act_on_machine(world& state, const call& request) {
    const auto path = resource_id::parse(request.path);
    const std::string id = path->without_last(1).text();
    const std::string action(path->name());
    const auto kind = kind_of(id);
    auto* const machine = state.resources.find(kind, id);
    if (machine == nullptr) return answer(resource_not_found(id));
    if (auto busy = refused_as_busy(state, *machine, id, action)) return answer(*busy);
    const auto planned = plan_power_change(state, request, machine->body, action);
    if (!planned) return answer(planned.error());
    const std::string afterwards(planned->afterwards);
    if (!equal_folded(action, "start") && !equal_folded(action, "reapply")) stop_scripts_of(state, id);
    if (!planned->meanwhile.empty()) set_power_state(machine->body, planned->meanwhile, state.now);
    return begin_action(state, request, kind, text_at(machine->body, {"id"}), planned->takes,
                        [&state, kind, id, afterwards] {
                            set_power_state(state.resources.find(kind, id)->body, afterwards, state.now);
                            state.guests[fold(id)].shut_itself_down = false;
                        });
}

http::response generalize_machine(world& state, const call& request) {
    const std::string id = resource_id::parse(request.path)->without_last(1).text();
    auto* const machine = state.resources.find(resource_kind::virtual_machine, id);
    if (machine == nullptr) return answer(resource_not_found(id));
    if (auto busy = refused_as_busy(state, *machine, id, "generalize")) return answer(*busy);
    const auto power = power_state(machine->body);
    const bool off = equal_folded(power, "deallocated") ||
                     (equal_folded(power, "stopped") && !guest_of(state, id).shut_itself_down);
    if (!off)
        return answer(not_allowed("generalize", machine->body,
                                  "running. Please power off explicitly in case you shut down the VM from "
                                  "inside the guest operating system."));
    set_generalized(machine->body, state.now);
    return answer(200);
}

http::response get_instance_view(const world& state, const call& request) {
    const std::string id = resource_id::parse(request.path)->without_last(1).text();
    const auto* const machine = state.resources.find(resource_kind::virtual_machine, id);
    if (machine == nullptr) return answer(resource_not_found(id));
    return answer(200, instance_view(state, machine->body));
}

} // namespace ingot::inline v0::emulator
