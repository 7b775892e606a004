#include <ingot/emulator/detail/os_profile.hpp>
#include <ingot/emulator/detail/virtual_machines.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/etags.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/machine_disks.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/run_commands.hpp>
#include <ingot/emulator/detail/script_runs.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::virtual_machine;

const json* image_reference(const json& machine) noexcept {
    return find(machine, {"properties", "storageProfile", "imageReference"});
}

void set_exact_version(json& machine, std::string_view version) {
    if (version.empty()) return;
    json& profile = object_at(object_at(machine, "properties"), "storageProfile");
    set(object_at(profile, "imageReference"), "exactVersion", version);
}

/// The answer to a write, without what GET shows only when it is asked to.
http::response show(http::response reply, const world& state, const call& request,
                    const stored_resource& machine) {
    reply.body = write_json(shown_machine(state, request, machine.body, false));
    return reply;
}

/// A specialized image brings its own accounts and computer name.
std::optional<refusal> refused_os_profile(const json& body, const resolved_image& image) {
    if (!equal_folded(image.os_state, "Specialized") || find(body, {"properties", "osProfile"}) == nullptr)
        return std::nullopt;
    return invalid_parameter("osProfile", "Parameter 'osProfile' is not allowed.");
}

std::optional<refusal> refused_managed_image(const world& state, const json& body, std::string_view image_id) {
    static constexpr std::array kinds{resource_kind::managed_image};
    if (!fits(resource_kind::managed_image, image_id)) return std::nullopt;
    return refused_named_source(state, {image_id, "imageReference.id", kinds, region(text_at(body, {"location"}))});
}

http::response create(world& state, const call& request) {
    const auto image =
        resolve_image(state, image_reference(request.body), text_of(find(&request.body, "location")));
    if (!image) return answer(image.error());
    if (auto problem = refused_managed_image(state, request.body, image->source_id)) return answer(*problem);
    if (auto problem = refused_os_profile(request.body, *image)) return answer(*problem);
    const std::string id = usual_spelling(kind, request.path);
    if (auto problem = refused_machine_disks(state, request.body, id, image->source_id)) return answer(*problem);
    json body = json_copy(request.body);
    forget_secrets(object_at(body, "properties"));
    set_envelope(body, kind, id);
    make_machine_disks(state, body, image->source_id);
    json& properties = object_at(body, "properties");
    set(properties, "vmId", state.ids.next());
    set(properties, "timeCreated", format_timestamp(state.now));
    set_exact_version(body, image->exact_version);
    set_power_state(body, "creating", state.now);
    renew_etag(body);
    http::response reply =
        begin_create(state, request, kind, id, std::move(body), state.settings.latencies.compute_write);
    auto& machine = *state.resources.find(kind, id);
    state.events.at(state.now + state.settings.latencies.compute_write, [&state, id, life = machine.life] {
        if (auto* const created = state.resources.find(kind, id, life))
            set_power_state(created->body, "running", state.now);
    });
    return show(std::move(reply), state, request, machine);
}

http::response update(world& state, const call& request, stored_resource& machine) {
    const std::string id(text_at(machine.body, {"id"}));
    if (auto busy = refused_as_busy(state, machine, id, "Update VM")) return answer(*busy);
    const auto wanted = text_of(find(image_reference(request.body), "id"));
    if (!wanted.empty() && !equal_folded(wanted, text_of(find(image_reference(machine.body), "id"))))
        return answer(property_change_not_allowed("imageReference"));
    json kept = image_reference(machine.body) != nullptr ? json_copy(*image_reference(machine.body)) : json();
    write_over(machine.body, request.body, request.method);
    forget_secrets(object_at(machine.body, "properties"));
    if (!kept.IsNull())
        set(object_at(object_at(machine.body, "properties"), "storageProfile"), "imageReference",
            std::move(kept));
    renew_etag(machine.body);
    return show(begin_update(state, request, kind, id, state.settings.latencies.compute_write), state, request,
                machine);
}

http::response remove(world& state, const call& request, const stored_resource& machine) {
    const std::string id(text_at(machine.body, {"id"}));
    if (!equal_folded(provisioning_state(machine.body), "Deleting"))
        if (auto busy = refused_as_busy(state, machine, id, "Delete VM")) return answer(*busy);
    return begin_delete(state, request, kind, id, state.settings.latencies.compute_write, [&state, id] {
        stop_scripts_of(state, id);
        remove_run_commands(state, id);
        release_machine_disks(state, state.resources.find(kind, id)->body);
        state.guests.erase(fold(id));
        state.resources.remove(kind, id);
    });
}

} // namespace

http::response handle_virtual_machine(world& state, const call& request) {
    auto* const machine = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto stale = refused_by_etag(request, request.path, machine)) return answer(*stale);
        if (auto problem = refused_envelope(request.body, machine)) return answer(*problem);
        return machine == nullptr ? create(state, request) : update(state, request, *machine);
    case http::method::remove:
        return machine == nullptr ? answer(204) : remove(state, request, *machine);
    default: break;
    }
    if (machine == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get)
        return answer(200, shown_machine(state, request, machine->body, expands_instance_view(request)));
    if (auto stale = refused_by_etag(request, request.path, machine)) return answer(*stale);
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return update(state, request, *machine);
}

} // namespace ingot::inline v0::emulator
