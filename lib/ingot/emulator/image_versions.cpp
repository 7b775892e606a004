#include <ingot/emulator/detail/image_versions.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/automatic_upgrades.hpp>
#include <ingot/emulator/detail/image_version_writes.hpp>
#include <ingot/emulator/detail/nested_resources.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/replication.hpp>
#include <ingot/emulator/detail/soft_delete.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::image_version;

/// `$expand` may name several things.
bool expands(const call& request, std::string_view what) {
    return fold(request.parameter("$expand")).find(fold(what)) != std::string::npos;
}

json shown(const json& body, bool with_uefi_settings) {
    json copy = json_copy(body);
    json* const properties = find(&copy, "properties");
    if (properties == nullptr || !properties->IsObject()) return copy;
    erase(*properties, "replicationStatus");
    if (json* const security = find(properties, "securityProfile");
        security != nullptr && !with_uefi_settings)
        erase(*security, "uefiSettings");
    return copy;
}

/// The answer to a write, without what GET shows only when it is asked to.
void show(http::response& reply, const json& body) { reply.body = write_json(shown(body, false)); }

bool planned_to_fail(world& state, std::string_view id) {
    for (auto& planned : state.failing_publishes) {
        if (planned.times == 0 || (!planned.version_id.empty() && planned.version_id != fold(id))) continue;
        --planned.times;
        return true;
    }
    return false;
}

/// How the write of a version ends, beyond Succeeded.
std::optional<refusal> failure_of(const json& version, std::string_view id, bool publish_failed,
                                  bool replicas_count) {
    if (publish_failed)
        return refusal{
            500, "InternalExecutionError", "An internal execution error occurred. Please retry later.", {}};
    if (!replicas_count || !any_replica_failed(version)) return std::nullopt;
    std::vector<std::string> details;
    for (const auto& row : find(version, {"properties", "replicationStatus", "summary"})->GetArray())
        if (equal_folded(text_of(find(&row, "state")), "Failed"))
            details.push_back(fmt::format("{{region:{}, detail:{}}}", text_of(find(&row, "region")),
                                          text_of(find(&row, "details"))));
    return refusal{
        409,
        "ReplicationJobsNotCompleted",
        fmt::format("Gallery replication jobs failed in one or more regions of {}. The failing regions' "
                    "details are as follows: '{}'. If retry does not work, then please do an update by "
                    "removing the failed regions and update again by adding them back.",
                    id, fmt::join(details, ", ")),
        {}};
}

/// Lets the write of a version end at `when`, after the replicas that end then.
http::response end_write_at(world& state, const call& request, stored_resource& version, std::string_view id,
                            timestamp when, int status, bool publish_fails, bool replicas_count) {
    const auto& operation = state.operations.begin(state.ids.next(), kind, id, false, state.now);
    state.events.at(when, [&state, target = std::string(id), life = version.life, started = operation.id,
                           publish_fails, replicas_count] {
        std::optional<refusal> failure;
        if (auto* const there = state.resources.find(kind, target, life)) {
            failure = failure_of(there->body, target, publish_fails, replicas_count);
            set_provisioning_state(there->body, failure ? "Failed" : "Succeeded");
            if (!failure) await_automatic_upgrade(state, resource_id::parse(target)->without_last(2).text());
        }
        state.operations.end(started, state.now, std::move(failure));
    });
    http::response reply = answer(status, version.body);
    show(reply, version.body);
    announce(state, request, operation, text_at(version.body, {"location"}), reply);
    return reply;
}

http::response create(world& state, const call& request, const std::string& id, const json& definition) {
    if (auto problem = refused_envelope(request.body, nullptr)) return answer(*problem);
    if (state.resources.find(resource_kind::soft_deleted_version, id) != nullptr)
        return answer(
            refusal{409,
                    "Conflict",
                    fmt::format("A soft-deleted image version stands in the way of {}. Restore it, or wait "
                                "until it is deleted for good.",
                                id),
                    {}});
    if (auto problem = refused_creation(state, request.body, definition)) return answer(*problem);
    json body = json_copy(request.body);
    set_envelope(body, kind, id);
    complete_creation(state, body, request.api_version());
    set_provisioning_state(body, "Creating");
    auto& version = state.resources.put(kind, id, std::move(body));
    const bool fails = planned_to_fail(state, id);
    // Without a status the version would count as one that was replicated before.
    set(object_at(version.body, "properties"), "replicationStatus", json_object());
    const auto ends = replicate(state, id, version, fails);
    const bool all = state.settings.version_write_ends == version_write_ends::with_all_regions;
    // Without its home replica there is no version, whoever waits for the others.
    const timestamp when = all ? ends.last : ends.home;
    return end_write_at(state, request, version, id, when, 201, fails, true);
}

http::response update(world& state, const call& request, stored_resource& version, const std::string& id) {
    const bool full = request.method == http::method::put;
    if (auto busy = refused_as_busy(state, version, id, "Update Gallery Image Version")) return answer(*busy);
    if (auto problem = full ? refused_envelope(request.body, &version) : refused_tags(request.body))
        return answer(*problem);
    if (auto problem = refused_update(state, version.body, request.body)) return answer(*problem);
    // A publication that failed has no home replica, and no update brings one.
    const bool never_published = equal_folded(provisioning_state(version.body), "Failed") &&
                                 !is_replicated(version.body, region(text_at(version.body, {"location"})));
    if (full && never_published)
        return answer(
            refusal{409,
                    "OperationNotAllowed",
                    fmt::format("Operation 'Create Gallery Image Version' is not allowed on {} since its "
                                "creation failed. Delete it and create it again.",
                                id),
                    {}});
    if (find(version.body, {"properties", "replicationStatus"}) == nullptr)
        set(object_at(version.body, "properties"), "replicationStatus",
            replication_status(state, id, version.body));
    apply_update(version.body, request.body, full);
    set_provisioning_state(version.body, "Updating");
    const auto ends = replicate(state, id, version, never_published);
    timestamp when = state.now + state.settings.latencies.version_update;
    const bool all = state.settings.version_write_ends == version_write_ends::with_all_regions;
    if (all) when = std::max(when, ends.last);
    return end_write_at(state, request, version, id, when, 200, never_published, all);
}

http::response write(world& state, const call& request) {
    if (auto missing = missing_parent(state, kind, request.path)) return answer(*missing);
    const auto definition_id = resource_id::parse(request.path)->without_last(2);
    const auto* const definition =
        state.resources.find(resource_kind::image_definition, definition_id.text());
    const std::string_view name = std::string_view(request.path).substr(request.path.rfind('/') + 1);
    auto* const there = state.resources.find(kind, request.path);
    if (boolean_of(find(request.body, {"properties", "restore"})).value_or(false))
        return restore(state, request, request.path);
    if (there != nullptr) return update(state, request, *there, std::string(text_at(there->body, {"id"})));
    if (request.method == http::method::patch) return answer(resource_not_found(request.path));
    if (const auto parsed = image_version::parse(name); !parsed)
        return answer(invalid_parameter("galleryImageVersionName", parsed.error().message));
    if (equal_folded(provisioning_state(definition->body), "Deleting"))
        return answer(
            refusal{409,
                    "OperationNotAllowed",
                    fmt::format("Operation 'Create Gallery Image Version' is not allowed since {} is marked "
                                "for deletion.",
                                definition_id.text()),
                    {}});
    return create(state, request, fmt::format("{}/versions/{}", text_at(definition->body, {"id"}), name),
                  definition->body);
}

http::response remove(world& state, const call& request) {
    const std::string& path = request.path;
    const bool bypass =
        equal_folded(request.parameter("bypassSoftDelete"), "true") && request.api_version() >= "2026-03-03";
    auto* const version = state.resources.find(kind, path);
    if (version == nullptr) {
        if (bypass && state.resources.find(resource_kind::soft_deleted_version, path) != nullptr)
            purge(state, path);
        return answer(204);
    }
    const std::string id(text_at(version->body, {"id"}));
    const auto* const gallery =
        state.resources.find(resource_kind::gallery, resource_id::parse(path)->without_last(4).text());
    const bool recycles = gallery != nullptr && soft_deletes(gallery->body) && !bypass;
    const auto current = provisioning_state(version->body);
    if (!equal_folded(current, "Deleting")) {
        if (auto busy = refused_as_busy(state, *version, id, "Delete Gallery Image Version"))
            return answer(*busy);
        const json* const profile = find(version->body, {"properties", "publishingProfile"});
        const auto end_of_life = instant_of(find(profile, "endOfLifeDate"));
        if (boolean_of(find(version->body, {"properties", "safetyProfile", "blockDeletionBeforeEndOfLife"}))
                .value_or(false) &&
            (!end_of_life || state.now < *end_of_life))
            return answer(
                refusal{409,
                        "DeleteGalleryImageVersionBlockedBeforeEndOfLife",
                        fmt::format("The gallery image version {} cannot be deleted before its end of life "
                                    "date {}. Set safetyProfile.blockDeletionBeforeEndOfLife to false, or "
                                    "change the date.",
                                    id, text_of(find(profile, "endOfLifeDate"))),
                        {}});
        if (recycles && equal_folded(current, "Failed"))
            return answer(refusal{409,
                                  "OperationNotAllowed",
                                  fmt::format("The gallery image version {} cannot be soft-deleted since its "
                                              "provisioning state is Failed.",
                                              id),
                                  {}});
    }
    return begin_delete(
        state, request, kind, id, state.settings.latencies.gallery_delete, [&state, id, recycles] {
            const auto* const owner =
                state.resources.find(resource_kind::gallery, resource_id::parse(id)->without_last(4).text());
            if (recycles && owner != nullptr) {
                soft_delete(state, id, owner->body);
            } else {
                vanish(state, kind, id);
            }
        });
}

http::response get(const world& state, const call& request) {
    const auto* const version = state.resources.find(kind, request.path);
    if (version == nullptr) return answer(resource_not_found(request.path));
    json body = shown(version->body, expands(request, "UefiSettings"));
    if (expands(request, "ReplicationStatus"))
        set(object_at(body, "properties"), "replicationStatus",
            replication_status(state, request.path, version->body));
    return answer(200, body);
}

} // namespace

http::response handle_image_version(world& state, const call& request) {
    switch (request.method) {
    case http::method::get: return get(state, request);
    case http::method::remove: return remove(state, request);
    default: return write(state, request);
    }
}

http::response list_image_versions(const world& state, const call& request) {
    const auto definition = resource_id::parse(request.path)->without_last(1);
    if (state.resources.find(resource_kind::image_definition, definition.text()) == nullptr)
        return answer(resource_not_found(definition.text()));
    return list_page(
        state, request, kind, definition.text() + "/versions/",
        [](std::string_view, const json& body) { return std::optional<json>(shown(body, false)); });
}

} // namespace ingot::inline v0::emulator
