#include <ingot/emulator/detail/instance_actions.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/machine_actions.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/scale_set_instances.hpp>
#include <ingot/emulator/detail/script_runs.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::scale_set;
constexpr auto instance_kind = resource_kind::scale_set_instance;

/// A set, and the instances of it that an action is about.
struct chosen_set {
    stored_resource* set;
    std::string id;
    std::vector<std::string> instances;
};

tl::expected<chosen_set, refusal> choose(world& state, const call& request, absent_list absent) {
    const auto path = resource_id::parse(request.path);
    chosen_set chosen{nullptr, path->without_last(1).text(), {}};
    chosen.set = state.resources.find(kind, chosen.id);
    if (chosen.set == nullptr) return tl::unexpected<refusal>(resource_not_found(chosen.id));
    if (auto busy = refused_as_busy(state, *chosen.set, chosen.id, path->name()))
        return tl::unexpected<refusal>(std::move(*busy));
    auto instances = chosen_instances(state, chosen.id, request.body, absent);
    if (!instances) return tl::unexpected<refusal>(std::move(instances.error()));
    for (const auto& id : *instances)
        if (auto busy = refused_as_busy(state, *state.resources.find(instance_kind, id), id, path->name()))
            return tl::unexpected<refusal>(std::move(*busy));
    chosen.instances = std::move(*instances);
    return chosen;
}

/// The version that the image reference of each instance means now, by id of the instance.
tl::expected<std::map<std::string, std::string>, refusal>
resolve_images(const world& state, const std::vector<std::string>& ids) {
    std::map<std::string, std::string> versions;
    for (const auto& id : ids) {
        const auto& body = state.resources.find(instance_kind, id)->body;
        const auto image =
            resolve_image(state, find(body, {"properties", "storageProfile", "imageReference"}),
                          text_at(body, {"location"}));
        if (!image) return tl::unexpected<refusal>(image.error());
        versions.emplace(id, image->exact_version);
    }
    return versions;
}

void reimage(world& state, const std::map<std::string, std::string>& versions) {
    for (const auto& [id, version] : versions) {
        auto* const instance = state.resources.find(instance_kind, id);
        if (instance == nullptr) continue;
        state.guests.erase(id);
        if (version.empty()) continue;
        json& profile = object_at(object_at(instance->body, "properties"), "storageProfile");
        set(object_at(profile, "imageReference"), "exactVersion", version);
    }
}

json health_of(const world& state, const json& instance) {
    const bool healthy = is_instance_healthy(state, instance);
    json status = json_object();
    set(status, "code", healthy ? "HealthState/healthy" : "HealthState/unhealthy");
    set(status, "level", healthy ? "Info" : "Warning");
    set(status, "displayStatus",
        healthy ? "The VM is reporting itself as healthy or is unknown"
                : "The VM is reporting itself as unhealthy");
    json health = json_object();
    set(health, "status", std::move(status));
    return health;
}

json counted(const std::map<std::string, int>& counts) {
    json summary = json_array();
    for (const auto& [code, count] : counts) {
        json each = json_object();
        set(each, "code", code);
        set(each, "count", json(count));
        append(summary, std::move(each));
    }
    return summary;
}

} // namespace

http::response act_on_scale_set(world& state, const call& request) {
    const auto chosen = choose(state, request, absent_list::means_all);
    if (!chosen) return answer(chosen.error());
    const std::string action(resource_id::parse(request.path)->name());
    duration takes{};
    std::vector<std::pair<std::string, std::string>> afterwards; // id of an instance, its power state
    for (const auto& id : chosen->instances) {
        auto& instance = *state.resources.find(instance_kind, id);
        const auto planned = plan_power_change(state, request, instance.body, action);
        if (!planned) continue;
        if (!equal_folded(action, "start")) stop_scripts_of(state, id);
        afterwards.emplace_back(id, planned->afterwards);
        if (!planned->meanwhile.empty()) set_power_state(instance.body, planned->meanwhile, state.now);
        takes = std::max(takes, planned->takes);
    }
    return begin_action(state, request, kind, text_at(chosen->set->body, {"id"}), takes,
                        [&state, afterwards = std::move(afterwards)] {
                            for (const auto& [id, power] : afterwards) {
                                auto* const instance = state.resources.find(instance_kind, id);
                                if (instance == nullptr) continue;
                                set_power_state(instance->body, power, state.now);
                                state.guests[id].shut_itself_down = false;
                            }
                        });
}

http::response reimage_instances(world& state, const call& request) {
    const auto chosen = choose(state, request, absent_list::means_all);
    if (!chosen) return answer(chosen.error());
    auto versions = resolve_images(state, chosen->instances);
    if (!versions) return answer(versions.error());
    for (const auto& id : chosen->instances) stop_scripts_of(state, id);
    return begin_action(state, request, kind, text_at(chosen->set->body, {"id"}),
                        state.settings.latencies.instance_upgrade,
                        [&state, versions = std::move(*versions)] { reimage(state, versions); });
}

http::response reimage_instance(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const instance = state.resources.find(instance_kind, id.text());
    if (instance == nullptr) return answer(resource_not_found(id.text()));
    if (auto busy = refused_as_busy(state, *instance, id.text(), "reimage")) return answer(*busy);
    auto versions = resolve_images(state, {id.folded()});
    if (!versions) return answer(versions.error());
    stop_scripts_of(state, id.text());
    return begin_action(state, request, instance_kind, text_at(instance->body, {"id"}),
                        state.settings.latencies.instance_upgrade,
                        [&state, versions = std::move(*versions)] { reimage(state, versions); });
}

http::response delete_instances(world& state, const call& request) {
    const auto chosen = choose(state, request, absent_list::is_refused);
    if (!chosen) return answer(chosen.error());
    for (const auto& id : chosen->instances)
        set_provisioning_state(state.resources.find(instance_kind, id)->body, "Deleting");
    return begin_action(state, request, kind, text_at(chosen->set->body, {"id"}),
                        state.settings.latencies.compute_write,
                        [&state, set_id = chosen->id, ids = chosen->instances] {
                            for (const auto& id : ids) remove_instance(state, id);
                            auto& body = state.resources.find(kind, set_id)->body;
                            set(object_at(body, "sku"), "capacity",
                                json(static_cast<std::int64_t>(instances_of(state, set_id).size())));
                        });
}

http::response get_scale_set_view(const world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    const auto* const found = state.resources.find(kind, id.text());
    if (found == nullptr) return answer(resource_not_found(id.text()));
    std::map<std::string, int> counts;
    for (const auto& each : instances_of(state, id.text())) {
        const json view = instance_view(state, state.resources.find(instance_kind, each)->body);
        for (const auto& status : find(&view, "statuses")->GetArray())
            ++counts[std::string(text_of(find(&status, "code")))];
    }
    json virtual_machine = json_object();
    set(virtual_machine, "statusesSummary", counted(counts));
    const json own = instance_view(state, found->body);
    json statuses = json_array();
    append(statuses, json_copy((*find(&own, "statuses"))[0]));
    json view = json_object();
    set(view, "virtualMachine", std::move(virtual_machine));
    set(view, "statuses", std::move(statuses));
    return answer(200, view);
}

http::response get_instance_view_of_set(const world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    const auto* const instance = state.resources.find(instance_kind, id.text());
    if (instance == nullptr) return answer(resource_not_found(id.text()));
    json view = instance_view(state, instance->body);
    set(view, "vmHealth", health_of(state, instance->body));
    return answer(200, view);
}

} // namespace ingot::inline v0::emulator
