#include <ingot/emulator/detail/tracked_resources.hpp>

#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <array>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::array<std::string_view, 6> set_by_service{"provisioningState", "timeCreated",  "vmId",
                                                         "uniqueId",          "instanceView", "lastRunStatus"};

} // namespace

void write_over(json& stored, const json& body, http::method how) {
    const bool full = how == http::method::put;
    for (auto member = body.MemberBegin(); member != body.MemberEnd(); ++member) {
        const std::string_view name(member->name.GetString(), member->name.GetStringLength());
        if (name == "id" || name == "name" || name == "type" || name == "location" || name == "properties")
            continue;
        const bool merges = !full && name != "tags" && member->value.IsObject();
        if (merges)
            merge(object_at(stored, name), member->value);
        else
            set(stored, name, json_copy(member->value));
    }
    if (full && find(&body, "tags") == nullptr) erase(stored, "tags");
    const json* const wanted = find(&body, "properties");
    if (wanted == nullptr || !wanted->IsObject()) return;
    json& properties = object_at(stored, "properties");
    json changes = json_copy(*wanted);
    for (const auto member : set_by_service) erase(changes, member);
    if (!full) {
        merge(properties, changes);
        return;
    }
    for (const auto member : set_by_service)
        if (const json* const kept = find(&properties, member)) set(changes, member, json_copy(*kept));
    properties = std::move(changes);
}

http::response delete_tracked_resource(world& state, const call& request, resource_kind kind,
                                       const stored_resource& there) {
    const std::string id(text_at(there.body, {"id"}));
    if (!equal_folded(provisioning_state(there.body), "Deleting"))
        if (auto busy = refused_as_busy(state, there, id, "Delete")) return answer(*busy);
    return begin_delete(state, request, kind, id, state.settings.latencies.compute_write,
                        [&state, kind, id] { state.resources.remove(kind, id); });
}

http::response handle_tracked_resource(world& state, const call& request, resource_kind kind) {
    auto* const there = state.resources.find(kind, request.path);
    const duration takes = state.settings.latencies.compute_write;
    switch (request.method) {
    case http::method::remove:
        return there == nullptr ? answer(204) : delete_tracked_resource(state, request, kind, *there);
    case http::method::put:
        if (auto problem = refused_envelope(request.body, there)) return answer(*problem);
        if (there == nullptr) {
            const std::string id = usual_spelling(kind, request.path);
            json body = json_copy(request.body);
            set_envelope(body, kind, id);
            for (const auto member : set_by_service) erase(object_at(body, "properties"), member);
            return begin_create(state, request, kind, id, std::move(body), takes);
        }
        break;
    case http::method::patch:
        if (there == nullptr) return answer(resource_not_found(request.path));
        if (auto problem = refused_tags(request.body)) return answer(*problem);
        break;
    default:
        if (there == nullptr) return answer(resource_not_found(request.path));
        return answer(200, there->body);
    }
    const std::string id(text_at(there->body, {"id"}));
    if (auto busy = refused_as_busy(state, *there, id, "Update")) return answer(*busy);
    write_over(there->body, request.body, request.method);
    return begin_update(state, request, kind, id, takes);
}

http::response list_tracked_resources(const world& state, const call& request, resource_kind kind) {
    const auto scope = resource_id::parse(request.path)->without_last(3);
    return list_page(state, request, kind, scope.text() + '/', as_stored);
}

} // namespace ingot::inline v0::emulator
