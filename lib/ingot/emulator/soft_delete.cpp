#include <ingot/emulator/detail/soft_delete.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/nested_resources.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/replication.hpp>

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// Retention in days came with this api-version, and with it the two instants in the list.
constexpr std::string_view api_with_retention = "2026-03-03";

duration days_at(const json& gallery, std::string_view member, duration otherwise) {
    const auto days = integer_of(find(gallery, {"properties", "softDeletePolicy", member}));
    return days && *days >= 0 && *days <= 3650 ? duration(std::chrono::hours(24 * *days)) : otherwise;
}

json record_of(const world& state, const resource_id& version, const json& body, const json& gallery) {
    const auto definition = version.without_last(2);
    const std::string id = fmt::format("{}/softDeletedArtifactTypes/Images/artifacts/{}/versions/{}",
                                       definition.without_last(2).text(), definition.name(), version.name());
    const timestamp consumable =
        state.now + days_at(gallery, "retentionPeriodInDays", state.settings.soft_delete_retention);
    json properties = json_object();
    set(properties, "resourceArmId", version.text());
    set(properties, "softDeletedTime", format_timestamp(state.now));
    set(properties, "softDeletedArtifactType", "Images");
    set(properties, "consumptionEndTime", format_timestamp(consumable));
    set(properties, "hardDeletionTargetTime",
        format_timestamp(consumable + days_at(gallery, "gracePeriodInDays", duration::zero())));
    json record = json_object();
    set(record, "id", id);
    set(record, "name", version.name());
    set(record, "type", facts_of(resource_kind::soft_deleted_version).type);
    set(record, "location", text_at(body, {"location"}));
    set(record, "properties", std::move(properties));
    return record;
}

std::optional<timestamp> instant_in(const world& state, const json& record, std::string_view member) {
    if (const auto instant = instant_of(find(record, {"properties", member}))) return instant;
    const auto deleted = instant_of(find(record, {"properties", "softDeletedTime"}));
    if (!deleted) return std::nullopt;
    return *deleted + state.settings.soft_delete_retention;
}

} // namespace

bool soft_deletes(const json& gallery) noexcept {
    return boolean_of(find(gallery, {"properties", "softDeletePolicy", "isSoftDeleteEnabled"}))
        .value_or(false);
}

void soft_delete(world& state, std::string_view version_id, const json& gallery) {
    auto* const version = state.resources.find(resource_kind::image_version, version_id);
    const auto id = resource_id::parse(text_at(version->body, {"id"}));
    if (!id) return; // every stored version has the id under which it stands
    json record = record_of(state, *id, version->body, gallery);
    const std::string folded = id->folded();
    set_provisioning_state(version->body, "Succeeded");
    state.recycled[folded] = std::move(version->body);
    state.replicating.erase(folded);
    state.resources.remove(resource_kind::image_version, folded);
    state.resources.put(resource_kind::soft_deleted_version, folded, std::move(record));
    schedule_expiry(state, folded);
}

void schedule_expiry(world& state, std::string_view version_id) {
    const auto* const record = state.resources.find(resource_kind::soft_deleted_version, version_id);
    const auto expires = instant_in(state, record->body, "hardDeletionTargetTime");
    if (!expires) return;
    state.events.at(*expires, [&state, folded = fold(version_id), life = record->life] {
        if (state.resources.find(resource_kind::soft_deleted_version, folded, life) != nullptr)
            purge(state, folded);
    });
}

void purge(world& state, std::string_view version_id) {
    state.recycled.erase(fold(version_id));
    vanish(state, resource_kind::soft_deleted_version, version_id);
}

http::response restore(world& state, const call& request, std::string_view version_id) {
    const std::string folded = fold(version_id);
    const auto* const record = state.resources.find(resource_kind::soft_deleted_version, folded);
    if (record == nullptr) {
        if (state.resources.find(resource_kind::image_version, folded) == nullptr)
            return answer(resource_not_found(version_id));
        return answer(
            invalid_parameter("galleryImageVersion.properties.restore",
                              fmt::format("The image version {} is not soft-deleted.", version_id)));
    }
    const auto location = text_at(record->body, {"location"});
    const auto asked = text_at(request.body, {"location"});
    if (request.method == http::method::put && region(asked) != region(location))
        return answer(refusal{409, "InvalidResourceLocation",
                              fmt::format("The image version {} can only be restored in its location '{}'.",
                                          version_id, location),
                              "location"});
    json body = json_object();
    if (const auto kept = state.recycled.find(folded); kept != state.recycled.end()) {
        body = std::move(kept->second);
        state.recycled.erase(kept);
    } else {
        // Seeded with its record alone: all that is known is where it was.
        set(body, "location", location);
        json region_entry = json_object();
        set(region_entry, "name", location);
        set(region_entry, "regionalReplicaCount", json(1));
        json regions = json_array();
        append(regions, std::move(region_entry));
        set(object_at(object_at(body, "properties"), "publishingProfile"), "targetRegions",
            std::move(regions));
        set(object_at(body, "properties"), "storageProfile", json_object());
        set_provisioning_state(body, "Succeeded");
        set(object_at(body, "properties"), "replicationStatus", replication_status(state, folded, body));
        set_envelope(body, resource_kind::image_version,
                     text_at(record->body, {"properties", "resourceArmId"}));
    }
    const std::string id(text_at(body, {"id"}));
    state.resources.remove(resource_kind::soft_deleted_version, folded);
    auto& version = state.resources.put(resource_kind::image_version, id, std::move(body));
    resume_replication(state, id, version);
    return begin_update(state, request, resource_kind::image_version, id,
                        state.settings.latencies.version_update);
}

bool is_consumable(const world& state, std::string_view version_id) {
    const auto* const record = state.resources.find(resource_kind::soft_deleted_version, version_id);
    if (record == nullptr) return false;
    const auto until = instant_in(state, record->body, "consumptionEndTime");
    return !until || state.now < *until;
}

http::response list_soft_deleted(const world& state, const call& request) {
    const auto path = resource_id::parse(request.path);
    const auto parts = path ? path->segments() : std::vector<std::string_view>{};
    // .../galleries/{g}/softDeletedArtifactTypes/{type}/artifacts/{definition}/versions
    const std::string_view type = parts[parts.size() - 4];
    if (!equal_folded(type, "Images"))
        return answer(invalid_parameter("artifactType", "The only soft-deleted artifact type is 'Images'."));
    const std::string definition =
        path->without_last(5).text() + "/images/" + std::string(parts[parts.size() - 2]);
    if (state.resources.find(resource_kind::image_definition, definition) == nullptr)
        return answer(resource_not_found(definition));
    const bool with_retention = request.api_version() >= api_with_retention;
    return list_page(state, request, resource_kind::soft_deleted_version, definition + "/versions/",
                     [&](std::string_view, const json& body) {
                         json shown = json_copy(body);
                         if (json* const properties = find(&shown, "properties");
                             properties != nullptr && !with_retention) {
                             erase(*properties, "consumptionEndTime");
                             erase(*properties, "hardDeletionTargetTime");
                         }
                         return std::optional<json>(std::move(shown));
                     });
}

} // namespace ingot::inline v0::emulator
