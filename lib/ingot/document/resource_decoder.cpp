#include <ingot/document/resource_decoder.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

namespace ingot::inline v0 {

namespace {

constexpr std::int64_t most_replicas = std::numeric_limits<std::int32_t>::max();

/// Far beyond any disk, and small enough that a sum over the disks of a version cannot overflow.
constexpr std::int64_t most_gigabytes = std::int64_t{1} << 40;

std::optional<std::int32_t> narrow(std::optional<std::int64_t> value) {
    if (!value) return std::nullopt;
    return static_cast<std::int32_t>(*value);
}

} // namespace

std::optional<resource_id> resource_decoder::parse_id(const json_value& text) {
    auto parsed = resource_id::parse(text.text());
    if (parsed) return std::move(*parsed);
    members_.report(text, parsed.error().message);
    return std::nullopt;
}

std::optional<resource_id> resource_decoder::id(const json_value& resource) {
    if (!members_.expect(resource, json_kind::object)) return std::nullopt;
    const auto text = members_.required_string(resource, "id");
    return text ? parse_id(*text) : std::nullopt;
}

std::optional<json_value> resource_decoder::properties(const json_value& resource) {
    return members_.object(resource, "properties");
}

tags resource_decoder::read_tags(const json_value& resource) {
    tags read;
    const auto all = members_.object(resource, "tags");
    if (!all) return read;
    for (const json_value tag : *all) {
        // A tag without a value is there all the same, and some tags count whatever their value.
        std::string value;
        if (!tag.is(json_kind::null)) {
            if (!members_.expect(tag, json_kind::string)) continue;
            value = tag.text();
        }
        if (!read.emplace(tag.name(), std::move(value)).second)
            members_.report(tag,
                            "the tag '" + std::string(tag.name()) +
                                "' stands twice, because tag names compare without regard to case; keep one");
    }
    return read;
}

std::optional<gallery> resource_decoder::read_gallery(const json_value& resource) {
    gallery read;
    auto own_id = id(resource);
    const auto properties = this->properties(resource);
    read.unique_name = members_.text(members_.object(properties, "identifier"), "uniqueName");
    const auto profile = members_.object(properties, "sharingProfile");
    read.permissions = open_enum<sharing_names>(members_.text(profile, "permissions"));
    if (const auto names = members_.array(members_.object(profile, "communityGalleryInfo"), "publicNames"))
        for (const json_value name : *names)
            if (members_.expect(name, json_kind::string)) read.public_names.emplace_back(name.text());
    read.soft_delete_enabled =
        members_.boolean(members_.object(properties, "softDeletePolicy"), "isSoftDeleteEnabled")
            .value_or(false);
    if (!own_id) return std::nullopt;
    read.id = std::move(*own_id);
    return read;
}

std::optional<image_definition> resource_decoder::read_definition(const json_value& resource) {
    image_definition read;
    auto own_id = id(resource);
    read.tags = read_tags(resource);
    if (!own_id) return std::nullopt;
    const auto target = parse_image_target(own_id->text());
    if (!target || !*target || (*target)->how != image_target::form::gallery || (*target)->version ||
        (*target)->owner.size() != own_id->text().size()) {
        members_.report(
            *resource.member("id"),
            "'" + own_id->text() +
                "' is not the id of an image definition; expected .../providers/Microsoft.Compute/"
                "galleries/<gallery>/images/<definition>");
        return std::nullopt;
    }
    read.id = std::move(*own_id);
    return read;
}

std::optional<gallery_image_version> resource_decoder::read_version(const json_value& resource) {
    gallery_image_version read;
    auto own_id = id(resource);
    if (own_id) {
        const json_value text = *resource.member("id");
        if (auto parsed = parse_version_id(own_id->text())) {
            read.version = *image_version::parse(own_id->name());
        } else {
            members_.report(text, parsed.error().message);
            own_id.reset();
        }
    }
    read.location = region(members_.text(resource, "location"));
    read.tags = read_tags(resource);
    const auto properties = this->properties(resource);
    read.provisioning_state = open_enum<provisioning_names>(members_.text(properties, "provisioningState"));
    read.publishing = read_publishing(members_.object(properties, "publishingProfile"));
    read.safety.block_deletion_before_end_of_life =
        members_.boolean(members_.object(properties, "safetyProfile"), "blockDeletionBeforeEndOfLife")
            .value_or(false);
    read.storage = read_storage(members_.object(properties, "storageProfile"));
    if (const auto status = members_.object(properties, "replicationStatus"))
        read.replication = read_replication(*status);
    read.validation_failed = read_validations(members_.object(properties, "validationsProfile"));
    read.created_at = members_.instant(members_.object(resource, "systemData"), "createdAt");
    if (!own_id) return std::nullopt;
    read.id = std::move(*own_id);
    return read;
}

publishing_profile resource_decoder::read_publishing(const std::optional<json_value>& profile) {
    publishing_profile read;
    if (const auto rows = members_.array(profile, "targetRegions")) {
        for (const json_value row : *rows) {
            auto target = read_target_region(row);
            if (!target) continue;
            const bool repeated = std::any_of(read.target_regions.begin(), read.target_regions.end(),
                                              [&](const auto& other) { return other.name == target->name; });
            if (repeated)
                members_.report(row, "the region '" + target->name.name() +
                                         "' is a target twice; keep one of them");
            else
                read.target_regions.push_back(std::move(*target));
        }
    }
    read.replica_count = narrow(members_.count(profile, "replicaCount", most_replicas));
    read.exclude_from_latest = members_.boolean(profile, "excludeFromLatest");
    read.published_date = members_.instant(profile, "publishedDate");
    read.end_of_life_date = members_.instant(profile, "endOfLifeDate");
    return read;
}

std::optional<target_region> resource_decoder::read_target_region(const json_value& row) {
    if (!members_.expect(row, json_kind::object)) return std::nullopt;
    target_region read;
    const auto name = members_.required_string(row, "name");
    read.regional_replica_count = narrow(members_.count(row, "regionalReplicaCount", most_replicas));
    read.storage_account_type = members_.text(row, "storageAccountType");
    read.exclude_from_latest = members_.boolean(row, "excludeFromLatest");
    if (const auto sets = members_.array(row, "additionalReplicaSets")) {
        for (const json_value set : *sets) {
            if (!members_.expect(set, json_kind::object)) continue;
            const std::int64_t room = most_replicas - read.additional_replicas;
            read.additional_replicas += narrow(members_.count(set, "regionalReplicaCount", room)).value_or(0);
        }
    }
    if (!name) return std::nullopt;
    read.name = region(name->text());
    if (read.name.empty()) {
        members_.report(*name, "a target region needs a name, such as \"westeurope\"");
        return std::nullopt;
    }
    return read;
}

storage_profile resource_decoder::read_storage(const std::optional<json_value>& profile) {
    storage_profile read;
    read_source(profile, read);
    const auto add_disk = [&](const std::optional<json_value>& disk) {
        read_source(disk, read);
        const std::int64_t size = members_.count(disk, "sizeInGB", most_gigabytes).value_or(0);
        read.size_gb =
            std::min(read.size_gb + size, std::numeric_limits<std::int64_t>::max() - most_gigabytes);
    };
    add_disk(members_.object(profile, "osDiskImage"));
    if (const auto disks = members_.array(profile, "dataDiskImages"))
        for (const json_value disk : *disks)
            if (members_.expect(disk, json_kind::object)) add_disk(disk);
    return read;
}

// A source is lineage and no reference: one that names no readable version cannot be any version's parent.
void resource_decoder::read_source(const std::optional<json_value>& of, storage_profile& into) {
    const auto source = members_.object(of, "source");
    for (const std::string_view member : {"id", "communityGalleryImageId"}) {
        const auto text = members_.string(source, member);
        if (!text) continue;
        auto target = parse_image_target(text->text());
        if (!target || !*target) continue;
        if (std::find(into.sources.begin(), into.sources.end(), **target) == into.sources.end())
            into.sources.push_back(std::move(**target));
    }
}

std::vector<replication_row> resource_decoder::read_replication(const json_value& status) {
    std::vector<replication_row> rows;
    const auto summary = members_.array(status, "summary");
    if (!summary) return rows;
    for (const json_value row : *summary) {
        if (!members_.expect(row, json_kind::object)) continue;
        replication_row read{region(members_.text(row, "region")),
                             open_enum<replication_names>(members_.text(row, "state"))};
        const bool repeated = std::any_of(
            rows.begin(), rows.end(), [&](const replication_row& other) { return other.name == read.name; });
        if (repeated)
            members_.report(row, "the region '" + read.name.name() + "' is reported twice; keep one of them");
        else
            rows.push_back(std::move(read));
    }
    return rows;
}

bool resource_decoder::read_validations(const std::optional<json_value>& profile) {
    bool failed = false;
    if (const auto executed = members_.array(profile, "executedValidations"))
        for (const json_value validation : *executed)
            if (members_.expect(validation, json_kind::object) &&
                equal_folded(members_.text(validation, "status"), "Failed"))
                failed = true;
    return failed;
}

std::optional<management_lock> resource_decoder::read_lock(const json_value& resource) {
    management_lock read;
    auto own_id = id(resource);
    read.level = open_enum<lock_level_names>(members_.text(properties(resource), "level"));
    if (!own_id) return std::nullopt;
    constexpr std::string_view marker = "/providers/microsoft.authorization/locks/";
    const auto marked = own_id->folded().rfind(marker);
    const auto scope = marked == std::string::npos ? result<resource_id>(resource_id())
                                                   : resource_id::parse(own_id->text().substr(0, marked));
    if (!scope || scope->empty()) {
        members_.report(*resource.member("id"), "'" + own_id->text() +
                                                    "' is not the id of a lock; expected "
                                                    "<scope>/providers/Microsoft.Authorization/locks/<name>");
        return std::nullopt;
    }
    read.id = std::move(*own_id);
    read.scope = *scope;
    return read;
}

std::optional<resource_id> resource_decoder::read_soft_deleted(const json_value& resource) {
    if (!members_.expect(resource, json_kind::object)) return std::nullopt;
    const auto own = resource.member("properties");
    if (!own || !own->is(json_kind::object)) {
        members_.report(resource, "a soft-deleted version needs an object 'properties' with 'resourceArmId'");
        return std::nullopt;
    }
    const auto text = members_.required_string(*own, "resourceArmId");
    if (!text) return std::nullopt;
    auto parsed = parse_version_id(text->text());
    if (parsed) return std::move(*parsed);
    members_.report(*text, parsed.error().message);
    return std::nullopt;
}

} // namespace ingot::inline v0
