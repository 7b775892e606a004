#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Who may use a gallery. Source: GallerySharingPermissionTypes.
enum class sharing { private_gallery, groups, community };

struct sharing_names {
    using value = sharing;
    static constexpr std::array<std::pair<sharing, std::string_view>, 3> table{{
        {sharing::private_gallery, "Private"},
        {sharing::groups, "Groups"},
        {sharing::community, "Community"},
    }};
};

/// An Azure Compute Gallery, as far as a decision rests on it.
struct gallery {
    resource_id id;
    std::string unique_name;               ///< `identifier.uniqueName`; names it in shared-gallery ids
    std::vector<std::string> public_names; ///< name it in community-gallery ids
    open_enum<sharing_names> permissions;  ///< absent means private
    bool soft_delete_enabled = false;      ///< deleted versions wait in the recycle bin

    /// Whether others than the owner may depend on its images. A permission that we do not know counts.
    [[nodiscard]] bool shared() const noexcept {
        return !permissions.absent() && permissions != sharing::private_gallery;
    }
};

} // namespace ingot::inline v0
