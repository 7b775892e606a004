#include <ingot/azure/detail/fill_target_region.hpp>

#include <set>

namespace ingot::inline v0::azure_detail {

namespace {

void fill_os_disk(body_object& into, const azure::os_disk_encryption& disk) {
    into.id("diskEncryptionSetId", disk.disk_encryption_set);
    into.object_unless_empty("securityProfile", [&](body_object& security) {
        security.enumeration("confidentialVMEncryptionType", disk.confidential_vm_encryption);
        security.id("secureVMDiskEncryptionSetId", disk.secure_vm_disk_encryption_set);
        security.unknown(disk.unknown_security);
    });
    into.unknown(disk.unknown);
}

void fill_encryption(body_object& into, const azure::image_encryption& encryption) {
    if (encryption.os_disk)
        into.object("osDiskImage", [&](body_object& disk) { fill_os_disk(disk, *encryption.os_disk); });
    std::set<std::int32_t> luns;
    into.array<azure::data_disk_encryption>("dataDiskImages", encryption.data_disks,
                                            [&](body_object& disk, const azure::data_disk_encryption& one) {
                                                disk.count("lun", one.lun);
                                                if (!luns.insert(one.lun).second)
                                                    disk.refuse("lun", std::to_string(one.lun) +
                                                                           " stands twice; keep one of them");
                                                disk.id("diskEncryptionSetId", one.disk_encryption_set);
                                                disk.unknown(one.unknown);
                                            });
    into.unknown(encryption.unknown);
}

} // namespace

void fill_target_region(body_object& into, const azure::target_region_body& target) {
    into.required_text("name", target.name.name());
    into.count("regionalReplicaCount", target.regional_replica_count, 1, most_replicas);
    into.enumeration("storageAccountType", target.storage_account_type);
    into.boolean("excludeFromLatest", target.exclude_from_latest);
    if (target.encryption)
        into.object("encryption", [&](body_object& inner) { fill_encryption(inner, *target.encryption); });
    into.array<azure::additional_replica_set>(
        "additionalReplicaSets", target.additional_replica_sets,
        [](body_object& inner, const azure::additional_replica_set& set) {
            inner.enumeration("storageAccountType", set.storage_account_type);
            inner.count("regionalReplicaCount", set.regional_replica_count, 1, most_replicas);
            inner.unknown(set.unknown);
        });
    into.unknown(target.unknown);
}

void fill_extended_location(body_object& into, const azure::target_extended_location& target) {
    into.required_text("name", target.name.name());
    into.object("extendedLocation", [&](body_object& zone) {
        zone.required_text("name", target.extended_location);
        zone.text("type", target.extended_location_type);
        zone.unknown(target.unknown_zone);
    });
    into.count("extendedLocationReplicaCount", target.replica_count, 1, most_replicas);
    into.enumeration("storageAccountType", target.storage_account_type);
    if (target.encryption)
        into.object("encryption", [&](body_object& inner) { fill_encryption(inner, *target.encryption); });
    into.unknown(target.unknown);
}

} // namespace ingot::inline v0::azure_detail
