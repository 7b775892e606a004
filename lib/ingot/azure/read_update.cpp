#include <ingot/azure/read_update.hpp>

#include <ingot/azure/detail/read_document.hpp>
#include <ingot/azure/detail/resource_members.hpp>

#include <optional>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::resource_members;
using maybe = std::optional<json_value>;

os_disk_encryption read_os_disk(resource_members& members, const json_value& disk) {
    os_disk_encryption read;
    members.read(disk, "diskEncryptionSetId", read.disk_encryption_set);
    if (const maybe security = members.object(disk, "securityProfile")) {
        members.read(security, "confidentialVMEncryptionType", read.confidential_vm_encryption);
        members.read(security, "secureVMDiskEncryptionSetId", read.secure_vm_disk_encryption_set);
        read.unknown_security = resource_members::unknown(
            *security, {"confidentialVMEncryptionType", "secureVMDiskEncryptionSetId"});
    }
    read.unknown = resource_members::unknown(disk, {"diskEncryptionSetId", "securityProfile"});
    return read;
}

image_encryption read_encryption(resource_members& members, const json_value& encryption) {
    image_encryption read;
    if (const maybe disk = members.object(encryption, "osDiskImage"))
        read.os_disk = read_os_disk(members, *disk);
    members.each_object(encryption, "dataDiskImages", [&](const json_value& disk) {
        data_disk_encryption one;
        std::optional<std::int32_t> lun;
        members.read(disk, "lun", lun);
        one.lun = lun.value_or(0);
        members.read(disk, "diskEncryptionSetId", one.disk_encryption_set);
        one.unknown = resource_members::unknown(disk, {"lun", "diskEncryptionSetId"});
        read.data_disks.push_back(std::move(one));
    });
    read.unknown = resource_members::unknown(encryption, {"osDiskImage", "dataDiskImages"});
    return read;
}

target_region_body read_target_region(resource_members& members, const json_value& row) {
    target_region_body read;
    members.read(row, "name", read.name);
    members.read(row, "regionalReplicaCount", read.regional_replica_count);
    members.read(row, "storageAccountType", read.storage_account_type);
    members.read(row, "excludeFromLatest", read.exclude_from_latest);
    if (const maybe encryption = members.object(row, "encryption"))
        read.encryption = read_encryption(members, *encryption);
    members.each_object(row, "additionalReplicaSets", [&](const json_value& set) {
        additional_replica_set one;
        members.read(set, "storageAccountType", one.storage_account_type);
        members.read(set, "regionalReplicaCount", one.regional_replica_count);
        one.unknown = resource_members::unknown(set, {"storageAccountType", "regionalReplicaCount"});
        read.additional_replica_sets.push_back(std::move(one));
    });
    read.unknown =
        resource_members::unknown(row, {"name", "regionalReplicaCount", "storageAccountType",
                                        "excludeFromLatest", "encryption", "additionalReplicaSets"});
    return read;
}

target_extended_location read_extended_location(resource_members& members, const json_value& row) {
    target_extended_location read;
    members.read(row, "name", read.name);
    if (const maybe zone = members.object(row, "extendedLocation")) {
        members.read(zone, "name", read.extended_location);
        members.read(zone, "type", read.extended_location_type);
        read.unknown_zone = resource_members::unknown(*zone, {"name", "type"});
    }
    members.read(row, "extendedLocationReplicaCount", read.replica_count);
    members.read(row, "storageAccountType", read.storage_account_type);
    if (const maybe encryption = members.object(row, "encryption"))
        read.encryption = read_encryption(members, *encryption);
    read.unknown = resource_members::unknown(row, {"name", "extendedLocation", "extendedLocationReplicaCount",
                                                   "storageAccountType", "encryption"});
    return read;
}

publishing_body read_publishing(resource_members& members, const maybe& profile) {
    publishing_body read;
    members.each_object(profile, "targetRegions", [&](const json_value& row) {
        read.target_regions.push_back(read_target_region(members, row));
    });
    members.each_object(profile, "targetExtendedLocations", [&](const json_value& row) {
        read.target_extended_locations.push_back(read_extended_location(members, row));
    });
    members.read(profile, "replicaCount", read.replica_count);
    members.read(profile, "excludeFromLatest", read.exclude_from_latest);
    members.read(profile, "storageAccountType", read.storage_account_type);
    members.read(profile, "storageAccountStrategy", read.storage_account_strategy);
    members.read(profile, "replicationMode", read.replication_mode);
    return read;
}

std::vector<image_feature> read_features(resource_members& members, const maybe& properties) {
    std::vector<image_feature> read;
    members.each_object(properties, "features", [&](const json_value& row) {
        image_feature one;
        members.read(row, "name", one.name);
        members.read(row, "value", one.value);
        if (const maybe since = members.string(row, "startsAtVersion"); since && !since->text().empty()) {
            const auto parsed = image_version::parse(since->text());
            if (parsed)
                one.starts_at_version = *parsed;
            else
                members.report(*since, parsed.error().message);
        }
        one.unknown = resource_members::unknown(row, {"name", "value", "startsAtVersion"});
        read.push_back(std::move(one));
    });
    return read;
}

} // namespace

result<image_version_update> read_image_version_update(std::string_view json, const std::string& name) {
    return azure_detail::read_document(json, name, [](violation_list& violations, const json_value& root) {
        resource_members members(violations);
        image_version_update read;
        if (!members.expect(root, json_kind::object)) return read;
        members.read_tags(root, read.tags.emplace());
        const maybe properties = members.object(root, "properties");
        const maybe profile = members.object(properties, "publishingProfile");
        read.publishing = read_publishing(members, profile);
        if (const maybe rows = members.array(profile, "targetRegions"); !rows || rows->size() == 0)
            members.report(root, "there is no properties.publishingProfile.targetRegions to send again");
        const maybe safety = members.object(properties, "safetyProfile");
        members.read(safety, "allowDeletionOfReplicatedLocations",
                     read.safety.allow_deletion_of_replicated_locations);
        members.read(safety, "blockDeletionBeforeEndOfLife", read.safety.block_deletion_before_end_of_life);
        return read;
    });
}

result<image_definition_update> read_image_definition_update(std::string_view json, const std::string& name) {
    return azure_detail::read_document(json, name, [](violation_list& violations, const json_value& root) {
        resource_members members(violations);
        image_definition_update read;
        if (!members.expect(root, json_kind::object)) return read;
        members.read_tags(root, read.tags.emplace());
        const maybe properties = members.object(root, "properties");
        members.read(properties, "osType", read.os_type);
        members.read(properties, "osState", read.os_state);
        members.read(properties, "hyperVGeneration", read.hyper_v_generation);
        const maybe identifier = members.object(properties, "identifier");
        members.read(identifier, "publisher", read.identifier.publisher);
        members.read(identifier, "offer", read.identifier.offer);
        members.read(identifier, "sku", read.identifier.sku);
        return read;
    });
}

result<std::vector<image_feature>> read_image_features(std::string_view json, const std::string& name) {
    return azure_detail::read_document(json, name, [](violation_list& violations, const json_value& root) {
        resource_members members(violations);
        std::vector<image_feature> read;
        if (members.expect(root, json_kind::object))
            read = read_features(members, members.object(root, "properties"));
        return read;
    });
}

} // namespace ingot::inline v0::azure
