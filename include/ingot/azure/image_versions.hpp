#pragma once

#include <ingot/azure/gallery_profile.hpp>
#include <ingot/azure/resource_operations.hpp>
#include <ingot/core/image_version.hpp>

#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// What becomes of a deleted version.
enum class version_deletion {
    by_gallery_policy, ///< it waits in the recycle bin where the gallery has soft delete on, else it is gone
    permanent,         ///< gone at once, whatever the gallery says; cannot be taken back
};

/// Image versions; they are listed below their definition, without their replication.
class image_version_operations : public nested_resource_operations {
public:
    using nested_resource_operations::nested_resource_operations;

    /// With how far each region has got, which a plain get() leaves out.
    [[nodiscard]] request get_with_replication(const service& at, const resource_id& image) const {
        return detail::read(at, path(image), version(at), {{"$expand", "ReplicationStatus"}});
    }
    [[nodiscard]] request get_with_uefi_settings(const service& at, const resource_id& image) const {
        return detail::read(at, path(image), version(at), {{"$expand", "UefiSettings"}});
    }

    /// A version that exists is updated, there is no creating only: `targetRegions` that the body leaves out
    /// lose their replica.
    [[nodiscard]] request create_or_update(const service& at, const resource_id& image,
                                           json_body body) const {
        return detail::write(at, http::method::put, path(image).unless(checked_name(image)), version(at),
                             std::move(body));
    }

    /// @param body `targetRegions` in it are the full desired state; `storageProfile` must stand there, as
    /// `{}`
    [[nodiscard]] request update(const service& at, const resource_id& image, json_body body) const {
        return resource_operations::update(at, image, std::move(body));
    }

    /// Takes a soft-deleted version out of the recycle bin (GalleryImageVersion_Update_RestoreSoftDeleted).
    [[nodiscard]] request restore(const service& at, const resource_id& image) const {
        return update(at, image, R"({"properties":{"restore":true,"storageProfile":{}}})");
    }

    /// Fails with `errc::unsupported` where the api-version has no permanent deletion.
    [[nodiscard]] request remove(const service& at, const resource_id& image,
                                 version_deletion how = version_deletion::by_gallery_policy) const {
        std::vector<query_option> options;
        if (how == version_deletion::permanent) {
            if (!profile_of(version(at)).has_bypass_soft_delete)
                return fail(errc::unsupported, "api-version " + version(at) +
                                                   " of galleries cannot delete past the recycle bin; use "
                                                   "2026-03-03 or later");
            options.push_back({"bypassSoftDelete", "true"});
        }
        return detail::remove(at, path(image), version(at), child_refusal::waited_out, options);
    }

private:
    [[nodiscard]] static result<void> checked_name(const resource_id& image) {
        const auto name = image_version::parse(image.name());
        if (!name) return tl::unexpected(name.error());
        return {};
    }
};

inline constexpr image_version_operations image_versions{"Microsoft.Compute/galleries/images/versions",
                                                         &api_versions::galleries};

} // namespace ingot::inline v0::azure
