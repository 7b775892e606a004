#pragma once

#include <ingot/azure/write/json_members.hpp>
#include <ingot/core/image_definition.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/open_enum.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What a write to an image definition may say. What is absent is not sent.

namespace ingot::inline v0::azure {

/// Source: OperatingSystemTypes. (`linux` alone is a macro of some compilers.)
enum class os_type { windows_os, linux_os };

struct os_type_names {
    using value = os_type;
    static constexpr std::array<std::pair<os_type, std::string_view>, 2> table{{
        {os_type::windows_os, "Windows"},
        {os_type::linux_os, "Linux"},
    }};
};

/// Source: OperatingSystemStateTypes.
enum class os_state { generalized, specialized };

struct os_state_names {
    using value = os_state;
    static constexpr std::array<std::pair<os_state, std::string_view>, 2> table{{
        {os_state::generalized, "Generalized"},
        {os_state::specialized, "Specialized"},
    }};
};

/// Source: HyperVGeneration.
enum class hyper_v_generation { v1, v2 };

struct hyper_v_generation_names {
    using value = hyper_v_generation;
    static constexpr std::array<std::pair<hyper_v_generation, std::string_view>, 2> table{{
        {hyper_v_generation::v1, "V1"},
        {hyper_v_generation::v2, "V2"},
    }};
};

/// Source: Architecture.
enum class architecture { x64, arm64 };

struct architecture_names {
    using value = architecture;
    static constexpr std::array<std::pair<architecture, std::string_view>, 2> table{{
        {architecture::x64, "x64"},
        {architecture::arm64, "Arm64"},
    }};
};

/// Unique in its gallery. Letters, digits, `.`, `_` and `-`, no `.` at the end; at most 128, 64 and 64 of
/// them (Azure Compute Gallery, troubleshooting of names). Source: GalleryImageIdentifier.
struct image_identifier {
    std::string publisher;
    std::string offer;
    std::string sku;

    friend bool operator==(const image_identifier&, const image_identifier&) = default;
};

/// Source: ResourceRange. Both ends are included.
struct resource_range {
    std::optional<std::int32_t> min;
    std::optional<std::int32_t> max;

    friend bool operator==(const resource_range&, const resource_range&) = default;
};

/// Source: RecommendedMachineConfiguration.
struct recommended_machine {
    resource_range vcpus;
    resource_range memory; ///< in GB

    friend bool operator==(const recommended_machine&, const recommended_machine&) = default;
};

/// Of a marketplace image that this one comes from; machines must repeat it. Source: ImagePurchasePlan.
struct purchase_plan {
    std::string name;
    std::string publisher;
    std::string product;

    friend bool operator==(const purchase_plan&, const purchase_plan&) = default;
};

/// Such as `SecurityType` = `TrustedLaunch`. Source: GalleryImageFeature.
struct image_feature {
    std::string name;
    std::string value;
    std::optional<image_version> starts_at_version; ///< the lowest version that it is true of
    json_members unknown;

    friend bool operator==(const image_feature&, const image_feature&) = default;
};

/// PUT of an image definition (GalleryImages_CreateOrUpdate). What it says of the system, its generation, its
/// architecture, identifier and plan cannot be changed afterwards.
struct image_definition_creation {
    using resource = image_definition; ///< that the service answers with

    region location; ///< required
    ingot::tags tags;
    open_enum<os_type_names> os_type;                       ///< required
    open_enum<os_state_names> os_state;                     ///< required
    image_identifier identifier;                            ///< required
    open_enum<hyper_v_generation_names> hyper_v_generation; ///< absent: see gallery_profile
    open_enum<architecture_names> architecture;             ///< absent: x64
    std::string description;
    std::string eula;
    std::string privacy_statement_uri;
    std::string release_note_uri;
    std::optional<timestamp> end_of_life_date; ///< must be in the future; forbids nothing
    std::optional<recommended_machine> recommended;
    std::vector<std::string> disallowed_disk_types; ///< such as `Standard_LRS`
    std::optional<ingot::azure::purchase_plan> purchase_plan;
    std::vector<image_feature> features; ///< without a `SecurityType`: see gallery_profile
};

/// PATCH of an image definition (GalleryImages_Update): what is absent stays as it is. The service wants to
/// be told again what the definition is (the required members of GalleryImageProperties); see
/// read_image_definition_update().
struct image_definition_update {
    using resource = image_definition;

    open_enum<os_type_names> os_type;                       ///< required; as it is
    open_enum<os_state_names> os_state;                     ///< required; as it is
    image_identifier identifier;                            ///< required; as it is
    open_enum<hyper_v_generation_names> hyper_v_generation; ///< as it is
    std::optional<ingot::tags> tags;                        ///< all of them: those that are left out go
    std::optional<std::string> description;
    std::optional<std::string> release_note_uri;
    std::optional<timestamp> end_of_life_date;
    std::optional<recommended_machine> recommended;
    /// All of them. A request with features is sent with `allowUpdateImage`, without which the service does
    /// not change any (GalleryImage_UpdateFeatures).
    std::optional<std::vector<image_feature>> features;
};

} // namespace ingot::inline v0::azure
