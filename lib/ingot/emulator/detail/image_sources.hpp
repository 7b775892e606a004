#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// What the service calls the properties of a version in its errors.
inline constexpr std::string_view version_properties = "galleryImageVersion.properties.";

using image_source_path = std::array<std::string_view, 3>;

/// Where an image can come from, below `storageProfile`; none can change once the version exists.
inline constexpr std::array<image_source_path, 6> image_sources{{
    {"source", "id", ""},
    {"source", "virtualMachineId", ""},
    {"source", "communityGalleryImageId", ""},
    {"osDiskImage", "source", "id"},
    {"osDiskImage", "source", "uri"},
    {"osDiskImage", "source", "storageAccountId"},
}};

/// What stands at that path of a `storageProfile`; empty when nothing does.
[[nodiscard]] std::string_view source_text(const json* profile, const image_source_path& path) noexcept;

/// The path as errors name it.
[[nodiscard]] std::string source_name(const image_source_path& path);

/// Why a version of that definition cannot be made from what the body names: nothing or two kinds of source,
/// one that is not in the version's location, or a machine whose OS state is not the definition's.
[[nodiscard]] std::optional<refusal> refused_source(const world& state, const json& body,
                                                    const json& definition);

} // namespace ingot::inline v0::emulator
