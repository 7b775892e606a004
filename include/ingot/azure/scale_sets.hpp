#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <utility>

namespace ingot::inline v0::azure {

class scale_set_operations : public tracked_resource_operations {
public:
    using tracked_resource_operations::tracked_resource_operations;

    [[nodiscard]] request instance_view(const service& at, const resource_id& scale_set) const {
        return detail::read(at, path(scale_set).along("instanceView"), version(at));
    }
    /// Brings instances to the model, where the upgrade mode does not.
    /// @param body `instanceIds`, of which `*` is all
    [[nodiscard]] request manual_upgrade(const service& at, const resource_id& scale_set,
                                         json_body body) const {
        return detail::act(at, path(scale_set).along("manualupgrade"), version(at), std::move(body));
    }
    /// @param body `instanceIds`; empty: all
    [[nodiscard]] request reimage(const service& at, const resource_id& scale_set,
                                  json_body body = {}) const {
        return detail::act(at, path(scale_set).along("reimage"), version(at), std::move(body));
    }
    [[nodiscard]] request rolling_upgrade(const service& at, const resource_id& scale_set) const {
        return detail::read(at, path(scale_set).along("rollingUpgrades/latest"), version(at));
    }
    [[nodiscard]] request cancel_rolling_upgrade(const service& at, const resource_id& scale_set) const {
        return detail::act(at, path(scale_set).along("rollingUpgrades/cancel"), version(at));
    }
    /// Moves all instances to the newest version of their image, batch by batch.
    [[nodiscard]] request start_os_upgrade(const service& at, const resource_id& scale_set) const {
        return detail::act(at, path(scale_set).along("osRollingUpgrade"), version(at));
    }
    /// Lets a deferred upgrade begin. @param body `instanceIds`; empty: all
    [[nodiscard]] request approve_rolling_upgrade(const service& at, const resource_id& scale_set,
                                                  json_body body = {}) const {
        return detail::act(at, path(scale_set).along("approveRollingUpgrade"), version(at), std::move(body));
    }
    /// The last five upgrades of two months.
    [[nodiscard]] request os_upgrade_history(const service& at, const resource_id& scale_set) const {
        return detail::list(at, path(scale_set).along("osUpgradeHistory"), version(at));
    }
};

/// Instances of Uniform scale sets; those of Flexible ones are virtual machines. Listed below their scale
/// set.
class scale_set_instance_operations : public nested_resource_operations {
public:
    using nested_resource_operations::nested_resource_operations;

    [[nodiscard]] request list_with_instance_view(const service& at, const resource_id& scale_set) const {
        return detail::list(at, collection(scale_set), version(at), {{"$expand", "instanceView"}});
    }
    /// Those that do not have the model of the scale set yet.
    [[nodiscard]] request list_outdated(const service& at, const resource_id& scale_set) const {
        return detail::list(at, collection(scale_set), version(at),
                            {{"$filter", "properties/latestModelApplied eq false"}});
    }
    [[nodiscard]] request instance_view(const service& at, const resource_id& instance) const {
        return detail::read(at, path(instance).along("instanceView"), version(at));
    }
    [[nodiscard]] request reimage(const service& at, const resource_id& instance, json_body body = {}) const {
        return detail::act(at, path(instance).along("reimage"), version(at), std::move(body));
    }

private:
    using nested_resource_operations::update; // there is no PATCH
};

inline constexpr scale_set_operations scale_sets{"Microsoft.Compute/virtualMachineScaleSets",
                                                 &api_versions::compute};
inline constexpr scale_set_instance_operations scale_set_instances{
    "Microsoft.Compute/virtualMachineScaleSets/virtualMachines", &api_versions::compute};

} // namespace ingot::inline v0::azure
