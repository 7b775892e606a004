#include <ingot/emulator/detail/image_resolution.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/replication.hpp>
#include <ingot/emulator/detail/soft_delete.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace ingot::inline v0::emulator {
namespace {

bool is_present(const json& version) noexcept {
    const auto current = provisioning_state(version);
    return equal_folded(current, "Succeeded") || equal_folded(current, "Updating");
}

/// The region's own flag wins over the global one.
bool is_excluded(const json& version, const region& where) {
    const json* const profile = find(version, {"properties", "publishingProfile"});
    if (const json* const regions = find(profile, "targetRegions"); regions != nullptr && regions->IsArray())
        for (const auto& each : regions->GetArray())
            if (region(text_of(find(&each, "name"))) == where)
                if (const auto flag = boolean_of(find(&each, "excludeFromLatest"))) return *flag;
    return boolean_of(find(profile, "excludeFromLatest")).value_or(false);
}

tl::unexpected<refusal> not_found(std::string message) {
    return tl::unexpected<refusal>(
        refusal{404, "GalleryImageNotFound", std::move(message), "imageReference"});
}

tl::expected<resolved_image, refusal> resolve_exact(const world& state, const resource_id& id,
                                                    const region& where) {
    const json* body = nullptr;
    if (const auto* const version = state.resources.find(resource_kind::image_version, id.text())) {
        body = &version->body;
    } else if (const auto recycled = state.recycled.find(id.folded());
               recycled != state.recycled.end() && is_consumable(state, id.text())) {
        body = &recycled->second;
    }
    if (body == nullptr || !is_present(*body) || !is_replicated(*body, where))
        return not_found(
            fmt::format("The gallery image {} is not available in {} region. Please contact image owner "
                        "to replicate to this region, or change your requested region.",
                        id.text(), where.name()));
    return resolved_image{std::string(id.name()), {}, id.text()};
}

tl::expected<resolved_image, refusal> resolve_latest(const world& state, const resource_id& definition,
                                                     const region& where) {
    std::optional<image_version> latest;
    state.resources.under(resource_kind::image_version, definition.text() + "/versions/",
                          [&](const std::string& id, const stored_resource& version) {
                              const auto name =
                                  image_version::parse(std::string_view(id).substr(id.rfind('/') + 1));
                              if (name && (!latest || *name > *latest) && is_present(version.body) &&
                                  !is_excluded(version.body, where) && is_replicated(version.body, where))
                                  latest = *name;
                              return true;
                          });
    if (!latest)
        return not_found(
            fmt::format("There is no latest image version exists for \"{}\" in {} region. Replicate a "
                        "version to the region, or set excludeFromLatest of one to false.",
                        definition.text(), where.name()));
    return resolved_image{latest->to_string(), {}, definition.text() + "/versions/" + latest->to_string()};
}

bool has_public_name(const json& gallery, std::string_view name) {
    const json* const names =
        find(gallery, {"properties", "sharingProfile", "communityGalleryInfo", "publicNames"});
    if (names == nullptr || !names->IsArray()) return false;
    const auto all = names->GetArray();
    return std::any_of(all.begin(), all.end(),
                       [&](const json& each) { return equal_folded(text_of(&each), name); });
}

/// `/SharedGalleries/{unique name}/Images/...` as the id that it stands for; empty when no gallery is known
/// by that name.
std::string own_id(const world& state, const resource_id& shared) {
    const auto parts = shared.segments();
    const bool community = equal_folded(parts.front(), "CommunityGalleries");
    if (parts.size() < 4 || !equal_folded(parts[2], "Images")) return {};
    for (const auto& [id, gallery] : state.resources.all(resource_kind::gallery)) {
        const bool named =
            community
                ? has_public_name(gallery.body, parts[1])
                : equal_folded(text_at(gallery.body, {"properties", "identifier", "uniqueName"}), parts[1]);
        if (!named) continue;
        std::string own = fmt::format("{}/images/{}", text_at(gallery.body, {"id"}), parts[3]);
        if (parts.size() >= 6) own += fmt::format("/versions/{}", parts[5]);
        return own;
    }
    return {};
}

/// The id in the reference, in whichever of its forms; not found is a shared one that no gallery answers to.
tl::expected<std::string, refusal> referenced_id(const world& state, const json* image_reference) {
    for (const std::string_view member : {"sharedGalleryImageId", "communityGalleryImageId"}) {
        const auto shared = resource_id::parse(text_of(find(image_reference, member)));
        if (!shared) continue;
        std::string own = own_id(state, *shared);
        if (own.empty()) return not_found(fmt::format("The gallery image {} was not found.", shared->text()));
        return own;
    }
    return std::string(text_of(find(image_reference, "id")));
}

} // namespace

tl::expected<resolved_image, refusal> resolve_image(const world& state, const json* image_reference,
                                                    std::string_view location) {
    const auto referenced = referenced_id(state, image_reference);
    if (!referenced) return tl::unexpected<refusal>(referenced.error());
    const auto id = resource_id::parse(*referenced);
    if (!id) return resolved_image{};
    const region where(location);
    const bool exact = fits(resource_kind::image_version, id->text());
    if (!exact && !fits(resource_kind::image_definition, id->text()))
        return resolved_image{{}, {}, id->text()};
    const resource_id definition = exact ? id->without_last(2) : *id;
    auto resolved = exact && !equal_folded(id->name(), "latest") ? resolve_exact(state, *id, where)
                                                                 : resolve_latest(state, definition, where);
    if (const auto* const there = state.resources.find(resource_kind::image_definition, definition.text());
        resolved && there != nullptr)
        resolved->os_state = text_at(there->body, {"properties", "osState"});
    return resolved;
}

} // namespace ingot::inline v0::emulator
