#pragma once

#include <ingot/azure/read/instance_status.hpp>
#include <ingot/core/case_fold.hpp>
#include <ingot/core/open_enum.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// What follows `PowerState/` (Azure Virtual Machines, states and billing). `stopped` is allocated and paid
/// for.
enum class power_state { starting, running, stopping, stopped, deallocating, deallocated, creating };

struct power_state_names {
    using value = power_state;
    static constexpr std::array<std::pair<power_state, std::string_view>, 7> table{{
        {power_state::starting, "starting"},
        {power_state::running, "running"},
        {power_state::stopping, "stopping"},
        {power_state::stopped, "stopped"},
        {power_state::deallocating, "deallocating"},
        {power_state::deallocated, "deallocated"},
        {power_state::creating, "creating"},
    }};
};

/// How a virtual machine, or an instance of a scale set, is at this moment. Source:
/// VirtualMachineInstanceView.
struct instance_view {
    std::vector<instance_status> statuses; ///< of the machine; any of them may be missing for a while
    std::vector<instance_status>
        agent_statuses; ///< of the agent inside; empty: there is none, or it is silent
    std::string agent_version;
    std::string computer_name;
    std::string os_name;
    std::string os_version;

    /// Absent when the service does not say: that is not stopped, ask again.
    [[nodiscard]] open_enum<power_state_names> power() const {
        return open_enum<power_state_names>(after("PowerState/"));
    }
    /// Whether the machine was marked as the source of images: it can never be started again. (`OSState/
    /// generalized`; Azure Virtual Machines, capture of images.)
    [[nodiscard]] bool generalized() const { return equal_folded(after("OSState/"), "generalized"); }
    /// What follows `ProvisioningState/`, such as `succeeded` or `failed/<code>`; empty when it is not said.
    [[nodiscard]] std::string_view provisioning() const { return after("ProvisioningState/"); }
    /// Whether the agent takes run commands and extensions.
    [[nodiscard]] bool agent_ready() const {
        return std::any_of(agent_statuses.begin(), agent_statuses.end(), [](const instance_status& one) {
            return equal_folded(one.display_status, "Ready");
        });
    }

private:
    /// Of the first status whose code begins so, without regard to case.
    [[nodiscard]] std::string_view after(std::string_view prefix) const {
        for (const instance_status& one : statuses) {
            const std::string_view code = one.code;
            if (equal_folded(code.substr(0, prefix.size()), prefix)) return code.substr(prefix.size());
        }
        return {};
    }
};

} // namespace ingot::inline v0::azure
