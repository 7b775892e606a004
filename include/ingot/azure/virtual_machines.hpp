#pragma once

#include <ingot/azure/resource_operations.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

class virtual_machine_operations : public tracked_resource_operations {
public:
    using tracked_resource_operations::tracked_resource_operations;

    /// The machine with its instance view (power state, agent, `OSState/generalized`) in `properties`.
    [[nodiscard]] request get_with_instance_view(const service& at, const resource_id& machine) const {
        return detail::read(at, path(machine), version(at), {{"$expand", "instanceView"}});
    }
    /// The instance view alone.
    [[nodiscard]] request instance_view(const service& at, const resource_id& machine) const {
        return detail::read(at, path(machine).along("instanceView"), version(at));
    }

    /// The machines of a Flexible scale set, with their instance views.
    [[nodiscard]] request list_members(const service& at, const resource_id& scope,
                                       const resource_id& scale_set) const {
        return detail::list(at, collection(scope), version(at),
                            {{"$filter", "'virtualMachineScaleSet/id' eq '" + scale_set.text() + "'"},
                             {"$expand", "instanceView"}});
    }
    /// All machines of a subscription with nothing but their state.
    [[nodiscard]] request list_status(const service& at, const resource_id& subscription) const {
        return detail::list(at, request_path::to_subscription(subscription).along("providers").along(type()),
                            version(at), {{"statusOnly", "true"}});
    }
    [[nodiscard]] request list_in(const service& at, const resource_id& subscription,
                                  const region& where) const {
        return detail::list(at,
                            request_path::to_subscription(subscription)
                                .along("providers/Microsoft.Compute/locations")
                                .to(where)
                                .along("virtualMachines"),
                            version(at));
    }

    [[nodiscard]] request start(const service& at, const resource_id& machine) const {
        return detail::act(at, path(machine).along("start"), version(at));
    }
    [[nodiscard]] request restart(const service& at, const resource_id& machine) const {
        return detail::act(at, path(machine).along("restart"), version(at));
    }
    /// It stays allocated, and is paid for. Refused on a machine that is deallocated.
    /// @param skip_shutdown true cuts the power instead of asking the guest to shut down
    [[nodiscard]] request power_off(const service& at, const resource_id& machine,
                                    bool skip_shutdown = false) const {
        std::vector<query_option> options;
        if (skip_shutdown) options.push_back({"skipShutdown", "true"});
        return detail::act(at, path(machine).along("powerOff"), version(at), {}, options);
    }
    [[nodiscard]] request deallocate(const service& at, const resource_id& machine) const {
        return detail::act(at, path(machine).along("deallocate"), version(at));
    }
    [[nodiscard]] request redeploy(const service& at, const resource_id& machine) const {
        return detail::act(at, path(machine).along("redeploy"), version(at));
    }
    [[nodiscard]] request reimage(const service& at, const resource_id& machine, json_body body = {}) const {
        return detail::act(at, path(machine).along("reimage"), version(at), std::move(body));
    }
    /// Marks a stopped machine as the source of images. It can never be started again.
    [[nodiscard]] request generalize(const service& at, const resource_id& machine) const {
        return detail::act(at, path(machine).along("generalize"), version(at));
    }
};

inline constexpr virtual_machine_operations virtual_machines{"Microsoft.Compute/virtualMachines",
                                                             &api_versions::compute};

} // namespace ingot::inline v0::azure
