#pragma once

#include <ingot/azure/image_definitions.hpp>

namespace ingot::inline v0::azure {

/// The recycle bin of a gallery that has soft delete on, or had it.
class soft_deleted_version_operations {
public:
    /// The soft-deleted versions of one definition (SoftDeletedResource_ListByArtifactName).
    [[nodiscard]] request list(const service& at, const resource_id& definition) const {
        const auto checked = request_path::to_resource(definition, image_definitions.type()).finish();
        if (!checked) return tl::unexpected(checked.error());
        return detail::list(
            at,
            request_path::to_resource(definition.without_last(2), "Microsoft.Compute/galleries")
                .along("softDeletedArtifactTypes/Images/artifacts")
                .to(definition.name())
                .along("versions"),
            at.versions.galleries);
    }
};

inline constexpr soft_deleted_version_operations soft_deleted_versions;

} // namespace ingot::inline v0::azure
