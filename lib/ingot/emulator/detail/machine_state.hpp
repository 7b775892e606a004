#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <string_view>

namespace ingot::inline v0::emulator {

/// The power state of a virtual machine or scale-set instance, as in `PowerState/...`. It is kept in
/// `properties.instanceView.statuses`; a machine that has none there runs.
[[nodiscard]] std::string_view power_state(const json& machine) noexcept;
void set_power_state(json& machine, std::string_view power, timestamp now);

/// Whether the machine is `OSState/generalized`, from which there is no way back.
[[nodiscard]] bool is_generalized(const json& machine) noexcept;
void set_generalized(json& machine, timestamp now);

/// The instance view: agent, disks, and the statuses of provisioning, generalisation and power.
[[nodiscard]] json instance_view(const world& state, const json& machine);

/// Whether the agent in the guest says that it is Ready.
[[nodiscard]] bool is_agent_ready(const world& state, const json& machine);

/// The machine as it is answered: with its instance view only on demand.
[[nodiscard]] json shown_machine(const world& state, const call& request, const json& machine,
                                 bool with_instance_view);

/// Whether `$expand` names the instance view.
[[nodiscard]] bool expands_instance_view(const call& request);

} // namespace ingot::inline v0::emulator
