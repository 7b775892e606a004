#include <ingot/emulator/detail/machine_state.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/etags.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view power_prefix = "PowerState/";
constexpr std::string_view generalized_code = "OSState/generalized";

const json* statuses_of(const json& machine) noexcept {
    const json* const statuses = find(machine, {"properties", "instanceView", "statuses"});
    return statuses != nullptr && statuses->IsArray() ? statuses : nullptr;
}

json make_status(std::string_view code, std::string_view display, timestamp when) {
    json status = json_object();
    set(status, "code", code);
    set(status, "level", "Info");
    set(status, "displayStatus", display);
    set(status, "time", format_timestamp(when));
    return status;
}

/// Puts the status in the place of the one whose code begins with `prefix`.
void record(json& machine, std::string_view prefix, json status) {
    json& view = object_at(object_at(machine, "properties"), "instanceView");
    json kept = json_array();
    if (const json* const statuses = statuses_of(machine))
        for (const auto& each : statuses->GetArray())
            if (!starts_with_folded(text_of(find(&each, "code")), prefix)) append(kept, json_copy(each));
    append(kept, std::move(status));
    set(view, "statuses", std::move(kept));
}

/// Nobody answers for the guest.
json silent_agent(timestamp now) {
    json status = make_status("ProvisioningState/Unavailable", "Not Ready", now);
    set(status, "level", "Warning");
    set(status, "message", "VM status blob is found but not yet populated.");
    json statuses = json_array();
    append(statuses, std::move(status));
    json shown = json_object();
    set(shown, "vmAgentVersion", "Unknown");
    set(shown, "statuses", std::move(statuses));
    return shown;
}

json agent(timestamp now) {
    json status = make_status("ProvisioningState/succeeded", "Ready", now);
    set(status, "message", "GuestAgent is running and accepting new configurations.");
    json statuses = json_array();
    append(statuses, std::move(status));
    json shown = json_object();
    set(shown, "vmAgentVersion", "2.7.41491.1172");
    set(shown, "statuses", std::move(statuses));
    return shown;
}

json provisioning_status(const json& machine, timestamp now) {
    const auto current = provisioning_state(machine);
    if (current.empty() || equal_folded(current, "Succeeded"))
        return make_status("ProvisioningState/succeeded", "Provisioning succeeded", now);
    return make_status("ProvisioningState/" + fold(current), current, now);
}

} // namespace

std::string_view power_state(const json& machine) noexcept {
    if (const json* const statuses = statuses_of(machine))
        for (const auto& each : statuses->GetArray())
            if (const auto code = text_of(find(&each, "code")); starts_with_folded(code, power_prefix))
                return code.substr(power_prefix.size());
    return "running";
}

void set_power_state(json& machine, std::string_view power, timestamp now) {
    record(machine, power_prefix,
           make_status(fmt::format("{}{}", power_prefix, power), fmt::format("VM {}", power), now));
}

bool is_generalized(const json& machine) noexcept {
    if (const json* const statuses = statuses_of(machine))
        for (const auto& each : statuses->GetArray())
            if (equal_folded(text_of(find(&each, "code")), generalized_code)) return true;
    return false;
}

void set_generalized(json& machine, timestamp now) {
    record(machine, generalized_code, make_status(generalized_code, "VM generalized", now));
}

json instance_view(const world& state, const json& machine) {
    const json* const stored = find(machine, {"properties", "instanceView"});
    json view = stored != nullptr && stored->IsObject() ? json_copy(*stored) : json_object();
    if (find(&view, "computerName") == nullptr) {
        const auto computer = text_at(machine, {"properties", "osProfile", "computerName"});
        set(view, "computerName", computer.empty() ? text_at(machine, {"name"}) : computer);
    }
    if (equal_folded(power_state(machine), "running")) {
        if (guest_of(state, text_at(machine, {"id"})).agent_gone)
            set(view, "vmAgent", silent_agent(state.now));
        else if (find(&view, "vmAgent") == nullptr)
            set(view, "vmAgent", agent(state.now));
    }
    json statuses = json_array();
    append(statuses, provisioning_status(machine, state.now));
    bool has_power = false;
    if (const json* const own = statuses_of(machine))
        for (const auto& each : own->GetArray()) {
            const auto code = text_of(find(&each, "code"));
            if (starts_with_folded(code, "ProvisioningState/")) continue;
            has_power = has_power || starts_with_folded(code, power_prefix);
            append(statuses, json_copy(each));
        }
    if (!has_power) append(statuses, make_status("PowerState/running", "VM running", state.now));
    set(view, "statuses", std::move(statuses));
    return view;
}

bool is_agent_ready(const world& state, const json& machine) {
    const json view = instance_view(state, machine);
    const json* const statuses = find(view, {"vmAgent", "statuses"});
    return statuses != nullptr && statuses->IsArray() && !statuses->Empty() &&
           equal_folded(text_of(find(&(*statuses)[0], "displayStatus")), "Ready");
}

bool expands_instance_view(const call& request) {
    return fold(request.parameter("$expand")).find("instanceview") != std::string::npos;
}

json shown_machine(const world& state, const call& request, const json& machine, bool with_instance_view) {
    json shown = json_copy(machine);
    hide_unknown_etag(request, shown);
    json& properties = object_at(shown, "properties");
    erase(properties, "instanceView");
    if (with_instance_view) set(properties, "instanceView", instance_view(state, machine));
    return shown;
}

} // namespace ingot::inline v0::emulator
