#include <ingot/azure/detail/body_object.hpp>
#include <ingot/azure/detail/fill_target_region.hpp>
#include <ingot/azure/gallery_profile.hpp>
#include <ingot/azure/write_body.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::body_object;

template <class... Cases>
struct overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
overloaded(Cases...) -> overloaded<Cases...>;

void fill_disk_source(body_object& into, const disk_source& source) {
    const auto write = overloaded{
        [&](const resource_source& one) { into.required_text("id", one.id.text()); },
        [&](const vhd_source& one) {
            into.required_text("uri", one.uri);
            into.required_text("storageAccountId", one.storage_account.text());
        },
    };
    std::visit(write, source);
}

template <class Disk>
void fill_disk(body_object& into, const Disk& disk) {
    into.enumeration("hostCaching", disk.host_caching);
    into.object("source", [&](body_object& source) { fill_disk_source(source, disk.source); });
}

void fill_disks(body_object& storage, const disk_sources& disks) {
    storage.object("osDiskImage", [&](body_object& into) { fill_disk(into, disks.os_disk); });
    std::set<std::int32_t> luns;
    storage.array<data_disk_image>(
        "dataDiskImages", disks.data_disks, [&](body_object& into, const data_disk_image& disk) {
            into.count("lun", disk.lun);
            if (!luns.insert(disk.lun).second)
                into.refuse("lun", std::to_string(disk.lun) + " stands twice; keep one of them");
            fill_disk(into, disk);
        });
}

void fill_storage(body_object& storage, const image_source& source) {
    const auto whole = [&](std::string_view member, std::string_view value) {
        storage.object("source", [&](body_object& into) { into.required_text(member, value); });
    };
    const auto write = overloaded{
        [&](const resource_source& one) { whole("id", one.id.text()); },
        [&](const virtual_machine_source& one) { whole("virtualMachineId", one.id.text()); },
        [&](const community_image_source& one) { whole("communityGalleryImageId", one.id); },
        [&](const disk_sources& disks) { fill_disks(storage, disks); },
    };
    std::visit(write, source);
}

void check_regions(body_object& into, const std::vector<target_region_body>& targets) {
    if (targets.empty())
        return into.refuse("targetRegions",
                           "name at least one region: the list is all the replicas there are "
                           "to be");
    std::set<region> seen;
    for (const target_region_body& target : targets)
        if (!seen.insert(target.name).second)
            into.refuse("targetRegions",
                        "the region '" + target.name.name() + "' is a target twice; keep one of them");
}

void fill_storage_account(body_object& into, const publishing_body& publishing, const service& at) {
    into.enumeration("storageAccountType", publishing.storage_account_type);
    into.enumeration("storageAccountStrategy", publishing.storage_account_strategy);
    if (publishing.storage_account_strategy.absent()) return;
    if (!publishing.storage_account_type.absent())
        into.refuse("storageAccountStrategy", "it excludes storageAccountType; leave one of them out");
    if (!profile_of(at.versions.galleries).has_storage_account_strategy)
        into.refuse("storageAccountStrategy",
                    "api-version " + at.versions.galleries +
                        " of galleries does not have it; use 2025-03-03 or later, or storageAccountType");
}

void fill_publishing(body_object& into, const publishing_body& publishing, const service& at) {
    check_regions(into, publishing.target_regions);
    into.array<target_region_body>("targetRegions", publishing.target_regions,
                                   azure_detail::fill_target_region);
    into.array<target_extended_location>("targetExtendedLocations", publishing.target_extended_locations,
                                         azure_detail::fill_extended_location);
    into.count("replicaCount", publishing.replica_count, 1, azure_detail::most_replicas);
    into.boolean("excludeFromLatest", publishing.exclude_from_latest);
    into.instant("endOfLifeDate", publishing.end_of_life_date);
    fill_storage_account(into, publishing, at);
    into.enumeration("replicationMode", publishing.replication_mode);
}

void fill_safety(body_object& properties, const safety_body& safety) {
    properties.object_unless_empty("safetyProfile", [&](body_object& into) {
        into.boolean("allowDeletionOfReplicatedLocations", safety.allow_deletion_of_replicated_locations);
        into.boolean("blockDeletionBeforeEndOfLife", safety.block_deletion_before_end_of_life);
    });
}

void fill_key(body_object& into, const uefi_key& key) {
    into.required_enumeration("type", key.type);
    if (key.values.empty()) into.refuse("value", "a key needs at least one value");
    into.texts("value", key.values);
}

void fill_uefi(body_object& into, const uefi_settings& uefi) {
    std::vector<std::string> templates;
    for (const auto& one : uefi.signature_templates) templates.push_back(one.spelling());
    into.texts("signatureTemplateNames", templates);
    into.object_unless_empty("additionalSignatures", [&](body_object& keys) {
        if (uefi.platform_key)
            keys.object("pk", [&](body_object& key) { fill_key(key, *uefi.platform_key); });
        keys.array<uefi_key>("kek", uefi.key_exchange_keys, fill_key);
        keys.array<uefi_key>("db", uefi.signatures, fill_key);
        keys.array<uefi_key>("dbx", uefi.revoked_signatures, fill_key);
    });
}

void check_home(body_object& into, const image_version_creation& body) {
    const auto& targets = body.publishing.target_regions;
    const bool there = std::any_of(targets.begin(), targets.end(), [&](const target_region_body& target) {
        return target.name == body.location;
    });
    if (!there && !targets.empty() && !body.location.empty())
        into.refuse("targetRegions",
                    "the home region '" + body.location.name() +
                        "' is not among them; add it, its replica is what the others come from");
}

} // namespace

json_body write_body(const service& at, const image_version_creation& body) {
    return azure_detail::write_object("an image version to create", [&](body_object& root) {
        root.required_text("location", body.location.name());
        if (!body.tags.empty()) root.tags(body.tags);
        root.object("properties", [&](body_object& properties) {
            properties.object("storageProfile",
                              [&](body_object& storage) { fill_storage(storage, body.source); });
            properties.object("publishingProfile", [&](body_object& into) {
                check_home(into, body);
                fill_publishing(into, body.publishing, at);
            });
            fill_safety(properties, body.safety);
            if (!body.uefi) return;
            properties.object("securityProfile", [&](body_object& security) {
                security.object("uefiSettings", [&](body_object& into) { fill_uefi(into, *body.uefi); });
            });
        });
    });
}

json_body write_body(const service& at, const image_version_update& body) {
    return azure_detail::write_object("an update of an image version", [&](body_object& root) {
        if (body.tags) root.tags(*body.tags);
        root.object("properties", [&](body_object& properties) {
            // The service insists on it (GalleryImageVersion_Update_WithoutSourceId).
            properties.object("storageProfile", [](body_object&) {});
            if (body.publishing)
                properties.object("publishingProfile",
                                  [&](body_object& into) { fill_publishing(into, *body.publishing, at); });
            fill_safety(properties, body.safety);
        });
    });
}

} // namespace ingot::inline v0::azure
