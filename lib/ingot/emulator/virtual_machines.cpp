#include <ingot/emulator/detail/virtual_machines.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

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

http::response create(world& state, const call& request) {
    const auto image =
        resolve_image(state, image_reference(request.body), text_of(find(&request.body, "location")));
    if (!image) return answer(image.error());
    const std::string id = usual_spelling(kind, request.path);
    json body = json_copy(request.body);
    set_envelope(body, kind, id);
    json& properties = object_at(body, "properties");
    set(properties, "vmId", state.ids.next());
    set(properties, "timeCreated", format_timestamp(state.now));
    set_exact_version(body, image->exact_version);
    return begin_create(state, request, kind, id, std::move(body), state.settings.latencies.compute_write);
}

http::response update(world& state, const call& request, stored_resource& machine) {
    const std::string id(text_at(machine.body, {"id"}));
    if (auto busy = refused_as_busy(state, machine, id, "Update VM")) return answer(*busy);
    const auto wanted = text_of(find(image_reference(request.body), "id"));
    if (!wanted.empty() && !equal_folded(wanted, text_of(find(image_reference(machine.body), "id"))))
        return answer(property_change_not_allowed("imageReference"));
    json kept = image_reference(machine.body) != nullptr ? json_copy(*image_reference(machine.body)) : json();
    write_over(machine.body, request.body, request.method);
    if (!kept.IsNull())
        set(object_at(object_at(machine.body, "properties"), "storageProfile"), "imageReference",
            std::move(kept));
    return begin_update(state, request, kind, id, state.settings.latencies.compute_write);
}

} // namespace

http::response handle_virtual_machine(world& state, const call& request) {
    auto* const machine = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto problem = refused_envelope(request.body, machine)) return answer(*problem);
        return machine == nullptr ? create(state, request) : update(state, request, *machine);
    case http::method::remove:
        return machine == nullptr ? answer(204) : delete_tracked_resource(state, request, kind, *machine);
    default: break;
    }
    if (machine == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::get) return answer(200, machine->body);
    if (auto problem = refused_tags(request.body)) return answer(*problem);
    return update(state, request, *machine);
}

} // namespace ingot::inline v0::emulator
