#include <ingot/emulator/detail/os_profile.hpp>
#include <ingot/emulator/detail/scale_sets.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/etags.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/rolling_upgrade_run.hpp>
#include <ingot/emulator/detail/scale_set_instances.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::scale_set;
constexpr auto instance_kind = resource_kind::scale_set_instance;
constexpr std::int64_t most_instances = 1000;

std::string_view image_id(const json& set) noexcept { return text_of(find(model_image(set), "id")); }

std::int64_t capacity_of(const json& set) noexcept {
    return integer_of(find(set, {"sku", "capacity"})).value_or(0);
}

std::optional<refusal> refused_capacity(const json& body) {
    const json* const capacity = find(body, {"sku", "capacity"});
    if (capacity == nullptr) return std::nullopt;
    const auto number = integer_of(capacity);
    if (!number || *number < 0 || *number > most_instances)
        return invalid_parameter("sku.capacity", "The capacity of a scale set must be between 0 and 1000.");
    return std::nullopt;
}

/// Instance numbers in use, smallest first.
std::set<std::int64_t> instance_numbers(const world& state, const std::string& set_id) {
    std::set<std::int64_t> numbers;
    state.resources.under(
        instance_kind, set_id + "/virtualMachines/", [&](const std::string& id, const stored_resource&) {
            const std::string_view name = std::string_view(id).substr(id.rfind('/') + 1);
            std::int64_t number = 0;
            if (std::from_chars(name.data(), name.data() + name.size(), number).ec == std::errc{})
                numbers.insert(number);
            return true;
        });
    return numbers;
}

void add_instance(world& state, const json& set_body, std::string_view set_id, std::int64_t number,
                  const resolved_image& image) {
    const std::string id = fmt::format("{}/virtualMachines/{}", set_id, number);
    json body = json_object();
    set_envelope(body, instance_kind, id);
    set(body, "name", fmt::format("{}_{}", text_of(find(&set_body, "name")), number));
    set(body, "instanceId", std::to_string(number));
    set(body, "location", text_of(find(&set_body, "location")));
    if (const json* const tags = find(&set_body, "tags")) set(body, "tags", json_copy(*tags));
    json& properties = object_at(body, "properties");
    set(properties, "vmId", state.ids.next());
    set(properties, "timeCreated", format_timestamp(state.now));
    apply_image(body, set_body, image.exact_version);
    set_provisioning_state(body, "Creating");
    auto& instance = state.resources.put(instance_kind, id, std::move(body));
    state.events.at(state.now + state.settings.latencies.compute_write, [&state, id, life = instance.life] {
        if (auto* const there = state.resources.find(instance_kind, id, life);
            there != nullptr && equal_folded(provisioning_state(there->body), "Creating"))
            set_provisioning_state(there->body, "Succeeded");
    });
}

/// Makes as many instances as the capacity says: new ones get fresh numbers, the highest go first.
void scale(world& state, const json& set_body, const std::string& set_id, const resolved_image& image) {
    if (!is_uniform(set_body)) return;
    auto numbers = instance_numbers(state, set_id);
    const auto wanted = static_cast<std::size_t>(capacity_of(set_body));
    while (numbers.size() > wanted) {
        remove_instance(state, fmt::format("{}/virtualMachines/{}", set_id, *numbers.rbegin()));
        numbers.erase(std::prev(numbers.end()));
    }
    std::int64_t next = numbers.empty() ? 0 : *numbers.rbegin() + 1;
    for (std::size_t count = numbers.size(); count < wanted; ++count)
        add_instance(state, set_body, set_id, next++, image);
}

http::response create(world& state, const call& request) {
    if (auto problem = refused_capacity(request.body)) return answer(*problem);
    const auto image =
        resolve_image(state, model_image(request.body), text_of(find(&request.body, "location")));
    if (!image) return answer(image.error());
    const std::string id = usual_spelling(kind, request.path);
    json body = json_copy(request.body);
    set_envelope(body, kind, id);
    json& properties = object_at(body, "properties");
    if (json* const model = find(&properties, "virtualMachineProfile")) forget_secrets(*model);
    set(properties, "uniqueId", state.ids.next());
    set(properties, "timeCreated", format_timestamp(state.now));
    if (text_of(find(&properties, "orchestrationMode")).empty())
        set(properties, "orchestrationMode", "Uniform");
    renew_etag(body);
    http::response reply =
        begin_create(state, request, kind, id, std::move(body), state.settings.latencies.compute_write);
    scale(state, state.resources.find(kind, id)->body, id, *image);
    return reply;
}

http::response update(world& state, const call& request, stored_resource& set) {
    const std::string id(text_at(set.body, {"id"}));
    if (auto busy = refused_as_busy(state, set, id, "Update VMSS")) return answer(*busy);
    if (auto problem = refused_capacity(request.body)) return answer(*problem);
    const std::string old_image(image_id(set.body));
    json changed = json_copy(set.body);
    write_over(changed, request.body, request.method);
    if (json* const model = find(&object_at(changed, "properties"), "virtualMachineProfile")) forget_secrets(*model);
    const bool new_image = !equal_folded(old_image, image_id(changed));
    const auto instances = instances_of(state, id);
    // A seeded set may have instances and no capacity: only who names a capacity scales.
    const bool scales = find(request.body, {"sku", "capacity"}) != nullptr;
    const bool grows =
        scales && is_uniform(changed) && static_cast<std::size_t>(capacity_of(changed)) > instances.size();
    if (new_image && is_rolling(state, id))
        return answer(refusal{409, "OperationNotAllowed",
                              fmt::format("The image of {} cannot change since a rolling upgrade is in progress. "
                                          "Cancel it, or wait until it has ended.",
                                          id),
                              "imageReference"});
    resolved_image image;
    if (new_image || grows) {
        auto resolved = resolve_image(state, model_image(changed), text_of(find(&changed, "location")));
        if (!resolved) return answer(resolved.error());
        image = std::move(*resolved);
    }
    set.body = std::move(changed);
    if (new_image) {
        const bool at_once =
            equal_folded(text_at(set.body, {"properties", "upgradePolicy", "mode"}), "Automatic");
        for (const auto& instance : instances) {
            auto* const there = state.resources.find(instance_kind, instance);
            if (at_once) {
                apply_image(there->body, set.body, image.exact_version);
            } else {
                emulator::set(object_at(there->body, "properties"), "latestModelApplied", json(false));
            }
        }
    }
    if (new_image && is_uniform(set.body) &&
        equal_folded(text_at(set.body, {"properties", "upgradePolicy", "mode"}), "Rolling"))
        start_rolling_upgrade(state, set, image.exact_version, false);
    if (scales) scale(state, set.body, id, image);
    renew_etag(set.body);
    return begin_update(state, request, kind, id, state.settings.latencies.compute_write);
}

http::response remove(world& state, const call& request, const stored_resource& set) {
    const std::string id(text_at(set.body, {"id"}));
    if (!equal_folded(provisioning_state(set.body), "Deleting"))
        if (auto busy = refused_as_busy(state, set, id, "Delete VMSS")) return answer(*busy);
    return begin_delete(state, request, kind, id, state.settings.latencies.compute_write, [&state, id] {
        for (const auto& instance : instances_of(state, id)) remove_instance(state, instance);
        forget_rolling_upgrades(state, id);
        state.resources.remove(kind, id);
    });
}

} // namespace

http::response handle_scale_set(world& state, const call& request) {
    auto* const set = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto stale = refused_by_etag(request, request.path, set)) return answer(*stale);
        if (auto problem = refused_envelope(request.body, set)) return answer(*problem);
        return set == nullptr ? create(state, request) : update(state, request, *set);
    case http::method::remove: return set == nullptr ? answer(204) : remove(state, request, *set);
    default: break;
    }
    if (set == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get) {
        json shown = json_copy(set->body);
        hide_unknown_etag(request, shown);
        return answer(200, shown);
    }
    if (auto stale = refused_by_etag(request, request.path, set)) return answer(*stale);
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return update(state, request, *set);
}

http::response upgrade_instances(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const set = state.resources.find(kind, id.text());
    if (set == nullptr) return answer(resource_not_found(id.text()));
    if (auto busy = refused_as_busy(state, *set, id.text(), "Upgrade VMSS instances")) return answer(*busy);
    const auto chosen = chosen_instances(state, id.text(), request.body, absent_list::is_refused);
    if (!chosen) return answer(chosen.error());
    const auto image = resolve_image(state, model_image(set->body), text_of(find(&set->body, "location")));
    if (!image) return answer(image.error());
    for (const auto& instance : *chosen)
        apply_image(state.resources.find(instance_kind, instance)->body, set->body, image->exact_version);
    http::response started = begin_update(state, request, kind, text_at(set->body, {"id"}),
                                          state.settings.latencies.compute_write);
    http::response reply = answer(202);
    for (const auto& [name, value] : started.headers)
        if (!equal_folded(name, "Content-Type")) reply.headers.add(name, value);
    return reply;
}

http::response handle_scale_set_instance(world& state, const call& request) {
    auto* const instance = state.resources.find(instance_kind, request.path);
    if (request.method == http::method::get)
        return instance == nullptr ? answer(resource_not_found(request.path)) : answer(200, instance->body);
    if (instance == nullptr) return answer(204);
    const std::string id(text_at(instance->body, {"id"}));
    if (!equal_folded(provisioning_state(instance->body), "Deleting"))
        if (auto busy = refused_as_busy(state, *instance, id, "Delete VMSS VM")) return answer(*busy);
    return begin_delete(
        state, request, instance_kind, id, state.settings.latencies.compute_write, [&state, id] {
            remove_instance(state, id);
            auto* const set = state.resources.find(kind, resource_id::parse(id)->without_last(2).text());
            if (set == nullptr) return;
            const auto capacity = capacity_of(set->body);
            if (capacity > 0) emulator::set(object_at(set->body, "sku"), "capacity", json(capacity - 1));
        });
}

http::response list_scale_set_instances(const world& state, const call& request) {
    const auto set = resource_id::parse(request.path)->without_last(1);
    if (state.resources.find(kind, set.text()) == nullptr) return answer(resource_not_found(set.text()));
    std::optional<bool> wanted;
    if (const auto filter = fold(request.parameter("$filter")); !filter.empty()) {
        if (filter == "properties/latestmodelapplied eq false")
            wanted = false;
        else if (filter == "properties/latestmodelapplied eq true")
            wanted = true;
        else
            return answer(invalid_parameter("$filter", "The only filter of instances is "
                                                       "properties/latestModelApplied eq true|false."));
    }
    return list_page(
        state, request, instance_kind, set.text() + "/virtualMachines/",
        [&](std::string_view, const json& body) -> std::optional<json> {
            const bool applied = boolean_of(find(body, {"properties", "latestModelApplied"})).value_or(true);
            if (wanted && *wanted != applied) return std::nullopt;
            return json_copy(body);
        });
}

} // namespace ingot::inline v0::emulator
