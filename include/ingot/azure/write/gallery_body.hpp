#pragma once

#include <ingot/azure/write/managed_identity.hpp>
#include <ingot/core/gallery.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What a write to a gallery may say. What is absent is not sent.

namespace ingot::inline v0::azure {

/// Source: CommunityGalleryInfo. All of it is shown to everybody.
struct community_gallery_info {
    std::string publisher_uri;
    std::string publisher_contact;
    std::string eula;
    std::string public_name_prefix; ///< the service makes the public name of it and an id

    friend bool operator==(const community_gallery_info&, const community_gallery_info&) = default;
};

/// Source: SharingProfile. With whom it is shared is changed by gallery_sharing_update.
struct gallery_sharing {
    open_enum<sharing_names> permissions; ///< a private gallery cannot become another (Share a gallery)
    std::optional<community_gallery_info> community;

    friend bool operator==(const gallery_sharing&, const gallery_sharing&) = default;
};

/// Source: SoftDeletePolicy.
struct soft_delete_policy {
    bool enabled = false; ///< deleted image versions wait in the recycle bin
    /// Days until a deleted version is of no use any more, and days after that until it is gone for good;
    /// both only in api-versions that have them (gallery_profile::has_soft_delete_retention).
    std::optional<std::int32_t> retention_period_in_days;
    std::optional<std::int32_t> grace_period_in_days;

    friend bool operator==(const soft_delete_policy&, const soft_delete_policy&) = default;
};

/// PUT of a gallery (Galleries_CreateOrUpdate). On one that exists it is an update.
struct gallery_creation {
    using resource = gallery; ///< that the service answers with

    region location; ///< required
    ingot::tags tags;
    std::string description;
    std::optional<managed_identity> identity;
    std::optional<gallery_sharing> sharing;
    std::optional<soft_delete_policy> soft_delete;
};

/// PATCH of a gallery (Galleries_Update): what is absent stays as it is.
struct gallery_update {
    using resource = gallery;

    std::optional<ingot::tags> tags; ///< all of them: those that are left out go
    std::optional<std::string> description;
    std::optional<managed_identity> identity;
    std::optional<gallery_sharing> sharing;
    std::optional<soft_delete_policy> soft_delete;
};

/// Source: SharingUpdateOperationTypes.
enum class sharing_operation { add, remove, reset, enable_community };

struct sharing_operation_names {
    using value = sharing_operation;
    static constexpr std::array<std::pair<sharing_operation, std::string_view>, 4> table{{
        {sharing_operation::add, "Add"},
        {sharing_operation::remove, "Remove"},
        {sharing_operation::reset, "Reset"},
        {sharing_operation::enable_community, "EnableCommunity"},
    }};
};

/// Source: SharingProfileGroupTypes.
enum class sharing_group_kind { subscription, tenant };

struct sharing_group_kind_names {
    using value = sharing_group_kind;
    static constexpr std::array<std::pair<sharing_group_kind, std::string_view>, 2> table{{
        {sharing_group_kind::subscription, "Subscriptions"},
        {sharing_group_kind::tenant, "AADTenants"},
    }};
};

struct sharing_group {
    open_enum<sharing_group_kind_names> type; ///< required
    std::vector<std::string> ids;             ///< of subscriptions or tenants; at least one
};

/// POST share (GallerySharingProfile_Update).
struct gallery_sharing_update {
    open_enum<sharing_operation_names> operation; ///< required
    std::vector<sharing_group> groups;            ///< to add or to remove; none otherwise
};

} // namespace ingot::inline v0::azure
