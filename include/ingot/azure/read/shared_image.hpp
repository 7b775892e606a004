#pragma once

#include <ingot/azure/write/image_definition_body.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

// Images of galleries that others share with us, or with everybody, as consumers see them. The unique id is
// what a machine refers to: `/SharedGalleries/<unique name>/Images/<i>[/Versions/<v>]`, or
// `/CommunityGalleries/...`.

/// A gallery. Source: SharedGallery, CommunityGallery.
struct shared_gallery {
    std::string name;
    std::string unique_id;
    region location;
};

/// An image definition. Source: SharedGalleryImage, CommunityGalleryImage.
struct shared_image {
    std::string name;
    std::string unique_id;
    region location;
    open_enum<os_type_names> os_type;
    open_enum<os_state_names> os_state;
    open_enum<hyper_v_generation_names> hyper_v_generation;
    open_enum<architecture_names> architecture;
    image_identifier identifier;
    std::optional<timestamp> end_of_life_date;
    tags artifact_tags;
};

/// Source: imageState of shared and community versions (2026-03-03).
enum class shared_image_state { active, soft_deleted };

struct shared_image_state_names {
    using value = shared_image_state;
    static constexpr std::array<std::pair<shared_image_state, std::string_view>, 2> table{{
        {shared_image_state::active, "Active"},
        {shared_image_state::soft_deleted, "SoftDeleted"},
    }};
};

/// A version. Source: SharedGalleryImageVersion, CommunityGalleryImageVersion.
struct shared_image_version {
    std::string unique_id;
    image_version version;
    region location;
    std::optional<timestamp> published_date;
    std::optional<timestamp> end_of_life_date;
    std::optional<bool> exclude_from_latest;
    open_enum<shared_image_state_names> state;    ///< absent before 2026-03-03
    std::optional<timestamp> consumption_ends_at; ///< of a soft-deleted one
    tags artifact_tags;
};

} // namespace ingot::inline v0::azure
