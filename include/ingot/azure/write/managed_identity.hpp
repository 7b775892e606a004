#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Source: ResourceIdentityType.
enum class identity_kind { system_assigned, user_assigned, system_and_user_assigned, none };

struct identity_kind_names {
    using value = identity_kind;
    static constexpr std::array<std::pair<identity_kind, std::string_view>, 4> table{{
        {identity_kind::system_assigned, "SystemAssigned"},
        {identity_kind::user_assigned, "UserAssigned"},
        {identity_kind::system_and_user_assigned, "SystemAssigned, UserAssigned"},
        {identity_kind::none, "None"},
    }};
};

/// The identity that a resource acts under. Source: GalleryIdentity.
struct managed_identity {
    open_enum<identity_kind_names> type;    ///< required
    std::vector<resource_id> user_assigned; ///< ids of Microsoft.ManagedIdentity/userAssignedIdentities

    friend bool operator==(const managed_identity&, const managed_identity&) = default;
};

} // namespace ingot::inline v0::azure
