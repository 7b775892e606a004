#pragma once

#include <ingot/azure/write/json_members.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// Where an image version is to have replicas, how many, on what storage, encrypted by what.

namespace ingot::inline v0::azure {

/// Source: StorageAccountType, and EdgeZoneStorageAccountType, which has StandardSSD_LRS in place of
/// PremiumV2_LRS.
enum class storage_account_type { standard_lrs, standard_zrs, premium_lrs, premium_v2_lrs, standard_ssd_lrs };

struct storage_account_type_names {
    using value = storage_account_type;
    static constexpr std::array<std::pair<storage_account_type, std::string_view>, 5> table{{
        {storage_account_type::standard_lrs, "Standard_LRS"},
        {storage_account_type::standard_zrs, "Standard_ZRS"},
        {storage_account_type::premium_lrs, "Premium_LRS"},
        {storage_account_type::premium_v2_lrs, "PremiumV2_LRS"},
        {storage_account_type::standard_ssd_lrs, "StandardSSD_LRS"},
    }};
};

/// Source: ConfidentialVMEncryptionType.
enum class confidential_encryption { guest_state_only_with_pmk, with_pmk, with_cmk, non_persisted_tpm };

struct confidential_encryption_names {
    using value = confidential_encryption;
    static constexpr std::array<std::pair<confidential_encryption, std::string_view>, 4> table{{
        {confidential_encryption::guest_state_only_with_pmk, "EncryptedVMGuestStateOnlyWithPmk"},
        {confidential_encryption::with_pmk, "EncryptedWithPmk"},
        {confidential_encryption::with_cmk, "EncryptedWithCmk"},
        {confidential_encryption::non_persisted_tpm, "NonPersistedTPM"},
    }};
};

/// Source: OSDiskImageEncryption with OSDiskImageSecurityProfile. Disk encryption sets are of the gallery's
/// subscription and of the target region.
struct os_disk_encryption {
    resource_id disk_encryption_set;
    open_enum<confidential_encryption_names> confidential_vm_encryption;
    resource_id secure_vm_disk_encryption_set; ///< with `EncryptedWithCmk`
    json_members unknown;
    json_members unknown_security;

    friend bool operator==(const os_disk_encryption&, const os_disk_encryption&) = default;
};

/// Source: DataDiskImageEncryption.
struct data_disk_encryption {
    std::int32_t lun = 0; ///< of the data disk of the image; each once
    resource_id disk_encryption_set;
    json_members unknown;

    friend bool operator==(const data_disk_encryption&, const data_disk_encryption&) = default;
};

/// A disk that is encrypted in one target region must be so in all, and it cannot be added by an update
/// (Azure Compute Gallery, troubleshooting). Source: EncryptionImages.
struct image_encryption {
    std::optional<os_disk_encryption> os_disk;
    std::vector<data_disk_encryption> data_disks;
    json_members unknown;

    friend bool operator==(const image_encryption&, const image_encryption&) = default;
};

/// Replicas on storage of another kind. Source: AdditionalReplicaSet.
struct additional_replica_set {
    open_enum<storage_account_type_names> storage_account_type;
    std::optional<std::int32_t> regional_replica_count; ///< 1 to 100
    json_members unknown;

    friend bool operator==(const additional_replica_set&, const additional_replica_set&) = default;
};

/// Source: TargetRegion.
struct target_region_body {
    region name;                                                ///< required; each region once
    std::optional<std::int32_t> regional_replica_count;         ///< 1 to 100
    open_enum<storage_account_type_names> storage_account_type; ///< not to be changed afterwards
    std::optional<bool> exclude_from_latest;                    ///< wins over the version's own flag
    std::optional<image_encryption> encryption;
    std::vector<additional_replica_set> additional_replica_sets;
    json_members unknown;

    friend bool operator==(const target_region_body&, const target_region_body&) = default;
};

/// Replicas in an edge zone. Source: GalleryTargetExtendedLocation.
struct target_extended_location {
    region name;                               ///< the region of the zone; required
    std::string extended_location;             ///< name of the zone; required
    std::string extended_location_type;        ///< `EdgeZone`
    std::optional<std::int32_t> replica_count; ///< 1 to 100
    open_enum<storage_account_type_names> storage_account_type;
    std::optional<image_encryption> encryption;
    json_members unknown;
    json_members unknown_zone; ///< of `extendedLocation`

    friend bool operator==(const target_extended_location&, const target_extended_location&) = default;
};

} // namespace ingot::inline v0::azure
