#include <ingot/azure/client.hpp>

#include <ingot/azure/galleries.hpp>
#include <ingot/azure/run_commands.hpp>
#include <ingot/azure/scale_sets.hpp>
#include <ingot/azure/virtual_machines.hpp>
#include <ingot/azure/write_body.hpp>

#include <algorithm>

namespace ingot::inline v0 {

result<void> azure_client::act(azure::request what) {
    auto done = call(std::move(what));
    if (!done) return tl::unexpected(std::move(done.error()));
    return {};
}

result<void> azure_client::start(const resource_id& machine) {
    return act(azure::virtual_machines.start(service(), machine));
}

result<void> azure_client::restart(const resource_id& machine) {
    return act(azure::virtual_machines.restart(service(), machine));
}

result<void> azure_client::power_off(const resource_id& machine, bool skip_shutdown) {
    return act(azure::virtual_machines.power_off(service(), machine, skip_shutdown));
}

result<void> azure_client::deallocate(const resource_id& machine) {
    return act(azure::virtual_machines.deallocate(service(), machine));
}

result<void> azure_client::generalize(const resource_id& machine) {
    return act(azure::virtual_machines.generalize(service(), machine));
}

result<azure::run_command_result> azure_client::run_command(const resource_id& machine,
                                                            const azure::run_command_request& what) {
    auto ran = get<azure::run_command_result>(
        azure::run_commands.run(service(), machine, azure::write_body(service(), what)));
    if (!ran) return tl::unexpected(std::move(ran.error()));
    return std::move(ran->resource);
}

result<void> azure_client::share(const resource_id& gallery, const azure::gallery_sharing_update& change) {
    return act(azure::galleries.share(service(), gallery, azure::write_body(service(), change)));
}

result<void> azure_client::upgrade_instances(const resource_id& scale_set,
                                             const azure::instance_selection& which) {
    return act(azure::scale_sets.manual_upgrade(service(), scale_set, azure::write_body(service(), which)));
}

result<azure::instance_view> azure_client::instance_view(const resource_id& machine) {
    auto seen = get<azure::instance_view>(azure::virtual_machines.instance_view(service(), machine));
    if (!seen) return tl::unexpected(std::move(seen.error()));
    return std::move(seen->resource);
}

result<azure::instance_view>
azure_client::wait_for(const resource_id& machine,
                       const std::function<bool(const azure::instance_view&)>& is_so, look_again how) {
    const timestamp end = std::min(carrier_.now() + how.patience, options_.driver.deadline);
    while (true) {
        auto seen = instance_view(machine);
        if (!seen || is_so(*seen)) return seen;
        const timestamp next = carrier_.now() + how.interval;
        if (next > end) {
            const auto power = seen->power();
            return fail(errc::timed_out, machine.text() +
                                             " did not become what it was waited for; its power "
                                             "state is '" +
                                             power.spelling() + "'; look at it, or wait longer");
        }
        if (!pause(next)) return fail(errc::cancelled, "told to stop waiting for " + machine.text());
    }
}

bool azure_client::pause(timestamp until) {
    constexpr duration slice = std::chrono::milliseconds(200);
    while (carrier_.now() < until) {
        const auto& stop = options_.driver.stop;
        if (stop && stop()) return false;
        // Nothing is on the wire, so that there is nothing to take.
        static_cast<void>(carrier_.wait(stop ? std::min(until, carrier_.now() + slice) : until));
    }
    return true;
}

} // namespace ingot::inline v0
