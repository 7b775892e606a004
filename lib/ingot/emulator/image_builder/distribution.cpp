#include <ingot/emulator/detail/distribution.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/image_versions.hpp>
#include <ingot/emulator/detail/locks.hpp>
#include <ingot/emulator/detail/policy_enforcement.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/replication.hpp>
#include <ingot/result.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

std::optional<image_version> highest(const world& state, std::string_view definition_id,
                                     std::optional<std::int64_t> major) {
    std::optional<image_version> found;
    state.resources.under(resource_kind::image_version, fmt::format("{}/versions/", definition_id),
                          [&](const std::string& id, const stored_resource&) {
                              const auto each = image_version::parse(id.substr(id.rfind('/') + 1));
                              if (each && (!major || each->major == *major) && (!found || *each > *found))
                                  found = *each;
                              return true;
                          });
    return found;
}

/// A number of its own where the template asks for none: 0, the day and the second (assumed to be so formed).
image_version dated(timestamp now) {
    using namespace std::chrono;
    const auto day = floor<days>(now);
    const year_month_day date(day);
    const auto of_year = (day - sys_days(date.year() / 1 / 1)).count() + 1;
    return {0, static_cast<std::int32_t>(std::int64_t{static_cast<int>(date.year()) % 100} * 1000 + of_year),
            static_cast<std::int32_t>(floor<seconds>(now - day).count())};
}

/// The id of the version to make, from `galleryImageId` and `versioning`.
result<std::string> version_to_make(const world& state, const json& entry) {
    const auto target = resource_id::parse(text_of(find(&entry, "galleryImageId")));
    if (target && fits(resource_kind::image_version, target->text())) return target->text();
    if (!target || !fits(resource_kind::image_definition, target->text()))
        return fail(errc::invalid_argument,
                    "galleryImageId is not the id of an image definition or version.");
    const json* const versioning = find(&entry, "versioning");
    if (!equal_folded(text_of(find(versioning, "scheme")), "Latest"))
        return fmt::format("{}/versions/{}", target->text(), dated(state.now).to_string());
    const auto major = integer_of(find(versioning, "major"));
    const auto last = highest(state, target->text(), major);
    const auto next =
        last ? last->next_patch() : image_version{static_cast<std::int32_t>(major.value_or(0)), 0, 1};
    if (!next) return fail(errc::invalid_argument, "There is no version number above the latest one.");
    return fmt::format("{}/versions/{}", target->text(), next->to_string());
}

json target_regions(const json& entry, std::string_view home) {
    json regions = json_array();
    const auto add = [&](std::string_view name, const json* from) {
        json region = json_object();
        set(region, "name", name);
        if (const json* const count = find(from, "replicaCount"))
            set(region, "regionalReplicaCount", json_copy(*count));
        if (const json* const type = find(from, "storageAccountType"))
            set(region, "storageAccountType", json_copy(*type));
        append(regions, std::move(region));
    };
    if (const json* const list = find(&entry, "targetRegions"); list != nullptr && list->IsArray())
        for (const auto& each : list->GetArray()) add(text_of(find(&each, "name")), &each);
    else if (const json* const names = find(&entry, "replicationRegions");
             names != nullptr && names->IsArray())
        for (const auto& each : names->GetArray()) add(text_of(&each), nullptr);
    else
        add(home, nullptr);
    return regions;
}

void put_managed_image(world& state, const std::string& id, std::string_view location, const json* tags) {
    json body = json_object();
    set_envelope(body, resource_kind::managed_image, id);
    set(body, "location", location);
    if (tags != nullptr && tags->IsObject()) set(body, "tags", json_copy(*tags));
    json disk = json_object();
    set(disk, "osState", "Generalized");
    set(object_at(object_at(body, "properties"), "storageProfile"), "osDisk", std::move(disk));
    set_provisioning_state(body, "Succeeded");
    state.resources.put(resource_kind::managed_image, id, std::move(body));
}

/// Publishes as anybody would; the error message when the service says no.
std::string publish(world& state, const std::string& version_id, const json& entry, std::string_view source,
                    std::string_view home) {
    call request;
    request.method = http::method::put;
    request.origin = "https://management.azure.com";
    request.raw_path = request.path = version_id;
    request.query.emplace("api-version", "2024-03-03");
    request.body = json_object();
    set(request.body, "location", home);
    if (const json* const tags = find(&entry, "artifactTags")) set(request.body, "tags", json_copy(*tags));
    json& properties = object_at(request.body, "properties");
    set(object_at(object_at(properties, "storageProfile"), "source"), "id", source);
    json& profile = object_at(properties, "publishingProfile");
    set(profile, "targetRegions", target_regions(entry, home));
    for (const std::string_view member : {"excludeFromLatest", "storageAccountType"})
        if (const json* const value = find(&entry, member)) set(profile, member, json_copy(*value));
    if (const auto locked = refused_by_lock(state, version_id, request.method)) return locked->message;
    auto reply = refused_by_policy(state, request);
    if (!reply) reply = handle_image_version(state, request);
    if (reply->status < 300) return {};
    const auto body = parse_json(reply->body, "answer");
    return body ? std::string(text_at(*body, {"error", "message"})) : "The gallery refused the version.";
}

/// When the last replica of a version that was just accepted has ended.
timestamp last_replica_of(const world& state, std::string_view version_id) {
    timestamp last = state.now;
    if (const auto replicas = state.replicating.find(fold(version_id)); replicas != state.replicating.end())
        for (const auto& [where, replica] : replicas->second) last = std::max(last, replica.ends);
    return last;
}

void distribute_to_gallery(world& state, const json& image_template, const json& entry,
                           distributed_image& made) {
    const auto version_id = version_to_make(state, entry);
    if (!version_id) {
        made.failure = version_id.error().message;
        return;
    }
    if (state.resources.find(resource_kind::image_version, *version_id) != nullptr) {
        made.failure = fmt::format("The image version {} exists already.", *version_id);
        return;
    }
    const auto* const gallery =
        state.resources.find(resource_kind::gallery, resource_id::parse(*version_id)->without_last(4).text());
    const std::string home(gallery == nullptr ? text_at(image_template, {"location"})
                                              : text_at(gallery->body, {"location"}));
    // As the service does, from an image in a resource group of its own.
    const std::string staging =
        fmt::format("/subscriptions/{}/resourceGroups/IT_{}_{}/providers/Microsoft.Compute/images/{}",
                    resource_id::parse(text_at(image_template, {"id"}))->subscription(),
                    text_at(image_template, {"name"}), state.ids.next(), made.run_output);
    put_managed_image(state, staging, home, nullptr);
    made.failure = publish(state, *version_id, entry, staging, home);
    state.resources.remove(resource_kind::managed_image, staging);
    if (!made.failure.empty()) return;
    made.artifact_id = *version_id;
    made.ends = last_replica_of(state, *version_id);
}

void distribute_as_image(world& state, const json& entry, distributed_image& made) {
    const auto id = resource_id::parse(text_of(find(&entry, "imageId")));
    const auto location = text_of(find(&entry, "location"));
    if (!id || !fits(resource_kind::managed_image, id->text()) || location.empty()) {
        made.failure = "A ManagedImage needs imageId, the id of a managed image, and location.";
        return;
    }
    if (const auto locked = refused_by_lock(state, id->text(), http::method::put)) {
        made.failure = locked->message;
        return;
    }
    made.artifact_id = usual_spelling(resource_kind::managed_image, id->text());
    put_managed_image(state, made.artifact_id, location, find(&entry, "artifactTags"));
}

} // namespace

std::vector<distributed_image> distribute_image(world& state, const json& image_template) {
    std::vector<distributed_image> all;
    const json* const entries = find(image_template, {"properties", "distribute"});
    if (entries == nullptr || !entries->IsArray()) return all;
    for (const auto& entry : entries->GetArray()) {
        distributed_image made;
        made.run_output = text_of(find(&entry, "runOutputName"));
        made.ends = state.now;
        const auto type = text_of(find(&entry, "type"));
        if (equal_folded(type, "SharedImage"))
            distribute_to_gallery(state, image_template, entry, made);
        else if (equal_folded(type, "ManagedImage"))
            distribute_as_image(state, entry, made);
        else if (equal_folded(type, "VHD"))
            made.artifact_uri = fmt::format("https://{}.blob.core.windows.net/vhds/{}.vhd",
                                            text_at(image_template, {"name"}), made.run_output);
        else
            made.failure = fmt::format("'{}' is no type of distribution.", type);
        all.push_back(std::move(made));
    }
    return all;
}

void judge_distribution(const world& state, distributed_image& image) {
    if (!image.failure.empty() || !fits(resource_kind::image_version, image.artifact_id)) return;
    const auto* const version = state.resources.find(resource_kind::image_version, image.artifact_id);
    if (version == nullptr)
        image.failure = fmt::format("The image version {} is gone.", image.artifact_id);
    else if (equal_folded(provisioning_state(version->body), "Failed") || any_replica_failed(version->body))
        image.failure = fmt::format("The image version {} did not reach every region.", image.artifact_id);
}

} // namespace ingot::inline v0::emulator
