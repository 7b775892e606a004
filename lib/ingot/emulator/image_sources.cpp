#include <ingot/emulator/detail/image_sources.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/machine_state.hpp>
#include <ingot/emulator/detail/replication.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ingot::inline v0::emulator {
namespace {

const std::string storage_profile = std::string(version_properties) + "storageProfile";

/// A generalized definition takes generalized machines and images only, a specialized one only others.
std::optional<refusal> refused_os_state(bool generalized, std::string_view source, const json& definition,
                                        std::string_view target) {
    const bool wanted = !equal_folded(text_at(definition, {"properties", "osState"}), "Specialized");
    if (generalized == wanted) return std::nullopt;
    return invalid_parameter(
        target, fmt::format("Cannot create Gallery Image Version from: {} since the OS State in the parent "
                            "gallery image ({}) is not {}.",
                            source, wanted ? "Generalized" : "Specialized",
                            generalized ? "Generalized" : "Specialized"));
}

std::optional<refusal> refused_from(const world& state, const json& body, const json& definition,
                                    const image_source_path& path) {
    const auto source = source_text(find(body, {"properties", "storageProfile"}), path);
    const region home(text_of(find(&body, "location")));
    static constexpr std::array kinds{resource_kind::virtual_machine, resource_kind::managed_image,
                                      resource_kind::disk, resource_kind::snapshot};
    if (std::none_of(kinds.begin(), kinds.end(), [&](resource_kind each) { return fits(each, source); }))
        return std::nullopt;
    const std::string target = source_name(path);
    if (auto refused = refused_named_source(state, {source, target, kinds, home})) return refused;
    if (const auto* const machine = state.resources.find(resource_kind::virtual_machine, source))
        return refused_os_state(is_generalized(machine->body), source, definition, target);
    if (const auto* const image = state.resources.find(resource_kind::managed_image, source))
        return refused_os_state(!equal_folded(text_at(image->body, {"properties", "storageProfile", "osDisk",
                                                                    "osState"}),
                                              "Specialized"),
                                source, definition, target);
    return std::nullopt;
}

} // namespace

std::string_view source_text(const json* profile, const image_source_path& path) noexcept {
    const json* at = profile;
    for (const auto name : path)
        if (!name.empty()) at = find(at, name);
    return text_of(at);
}

std::string source_name(const image_source_path& path) {
    std::string name = storage_profile;
    for (const auto part : path)
        if (!part.empty()) name += '.' + std::string(part);
    return name;
}

std::optional<refusal> refused_source(const world& state, const json& body, const json& definition) {
    const json* const profile = find(body, {"properties", "storageProfile"});
    if (profile == nullptr || !profile->IsObject()) return missing_parameter(storage_profile);
    const bool direct = !source_text(profile, image_sources[0]).empty() ||
                        !source_text(profile, image_sources[1]).empty() ||
                        !source_text(profile, image_sources[2]).empty();
    bool per_disk = find(*profile, {"osDiskImage", "source"}) != nullptr;
    if (const json* const disks = find(profile, "dataDiskImages"); disks != nullptr && disks->IsArray())
        for (const auto& disk : disks->GetArray()) per_disk = per_disk || find(&disk, "source") != nullptr;
    if (!direct && !per_disk) return missing_parameter(storage_profile + ".source");
    if (direct && per_disk)
        return invalid_parameter(
            storage_profile,
            "The source can only be specified either directly under storageProfile or within "
            "individual OS or data disks.");
    const auto source = source_text(profile, image_sources[0]);
    const region home(text_of(find(&body, "location")));
    if (const auto* const version = state.resources.find(resource_kind::image_version, source);
        version != nullptr && !is_replicated(version->body, home))
        return refusal{
            404, "GalleryImageNotFound",
            fmt::format("The gallery image {} is not available in {} region. Please contact image owner to "
                        "replicate to this region, or change your requested region.",
                        source, home.name()),
            storage_profile + ".source.id"};
    for (const auto& path : image_sources)
        if (auto refused = refused_from(state, body, definition, path)) return refused;
    return std::nullopt;
}

} // namespace ingot::inline v0::emulator
