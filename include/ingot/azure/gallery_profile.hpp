#pragma once

#include <array>
#include <string_view>

namespace ingot::inline v0::azure {

/// What an api-version of galleries decides: the same body, sent in another one, makes another resource.
struct gallery_profile {
    std::string_view api_version; ///< the first one of which all this is true

    /// Where an image version lies that names neither storageAccountType nor storageAccountStrategy:
    /// `Standard_LRS`, or `PreferStandard_ZRS`, which is zone-redundant where the region has that
    /// (KnownStorageAccountStrategy of @azure/arm-compute).
    std::string_view storage;
    bool has_storage_account_strategy; ///< whether publishingProfile.storageAccountStrategy is known

    /// `hyperVGeneration` and the feature `SecurityType` of a definition that names neither; an empty
    /// security type is none (Azure Compute Gallery, Trusted Launch validation).
    std::string_view hyper_v_generation;
    std::string_view security_type;

    /// Whether a deletion takes `bypassSoftDelete=true`, which is permanent
    /// (Azure/azure-rest-api-specs#46100).
    bool has_bypass_soft_delete;
    /// Whether softDeletePolicy takes retentionPeriodInDays and gracePeriodInDays; before, it is seven days
    /// (Azure/azure-rest-api-specs#44434).
    bool has_soft_delete_retention;

    /// Whether the service may give a new image version an end of life and forbid its deletion before, where
    /// the body says neither. It was announced (Azure/azure-cli#32375) and not seen, so nothing rests on it.
    bool may_block_deletion_by_default;

    friend constexpr bool operator==(const gallery_profile&, const gallery_profile&) = default;
};

/// Oldest first.
inline constexpr std::array<gallery_profile, 4> gallery_profiles{{
    {"2024-03-03", "Standard_LRS", false, "V1", "", false, false, false},
    {"2025-03-03", "PreferStandard_ZRS", true, "V2", "TrustedLaunchSupported", false, false, false},
    {"2025-12-03", "PreferStandard_ZRS", true, "V2", "TrustedLaunchSupported", false, false, false},
    {"2026-03-03", "PreferStandard_ZRS", true, "V2", "TrustedLaunchSupported", true, true, true},
}};

/// The profile of an api-version: the latest that is not newer. An older one than all has the oldest.
[[nodiscard]] constexpr const gallery_profile& profile_of(std::string_view api_version) noexcept {
    const gallery_profile* found = &gallery_profiles.front();
    for (const gallery_profile& one : gallery_profiles)
        if (one.api_version <= api_version) found = &one;
    return *found;
}

} // namespace ingot::inline v0::azure
