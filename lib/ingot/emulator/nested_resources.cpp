#include <ingot/emulator/detail/nested_resources.hpp>

#include <ingot/core/resource_id.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::size_t named_children = 5;

std::string_view relative(std::string_view id) noexcept {
    constexpr std::string_view marker = "/providers/";
    const auto at = id.find(marker);
    return at == std::string_view::npos ? id : id.substr(at + marker.size());
}

} // namespace

std::optional<refusal> refused_for_nested(const world& state, resource_kind kind, std::string_view id) {
    std::vector<std::string> children;
    const auto collect = [&](const std::string& folded_id, const stored_resource& child) {
        const auto spelled = text_at(child.body, {"id"});
        children.emplace_back(relative(spelled.empty() ? std::string_view(folded_id) : spelled));
        return children.size() < named_children;
    };
    const std::string below = std::string(id) + "/images/";
    if (kind == resource_kind::gallery)
        state.resources.under(resource_kind::image_definition, below, collect);
    if (kind == resource_kind::image_definition) {
        const std::string versions = std::string(id) + "/versions/";
        state.resources.under(resource_kind::image_version, versions, collect);
        state.resources.under(resource_kind::soft_deleted_version, versions, collect);
    }
    if (children.empty()) {
        const std::string folded =
            fold(kind == resource_kind::gallery ? below : std::string(id) + "/versions/");
        for (auto at = state.lingering.lower_bound(folded);
             at != state.lingering.end() && at->first.starts_with(folded); ++at) {
            // A grandchild that lingers holds up its own parent only.
            if (at->first.find('/', folded.size()) == std::string::npos && at->second > state.now)
                children.emplace_back(relative(at->first));
        }
    }
    if (children.empty()) return std::nullopt;
    return refusal{
        409,
        "CannotDeleteResource",
        fmt::format("Cannot delete resource while nested resources exist. Some existing nested resource "
                    "IDs include: '{}'. Please delete all nested resources before deleting this resource.",
                    fmt::join(children, ", ")),
        {}};
}

std::optional<refusal> missing_parent(const world& state, resource_kind kind, std::string_view id) {
    const auto parsed = resource_id::parse(id);
    if (!parsed) return std::nullopt;
    const auto missing = [&](resource_kind parent_kind, const resource_id& parent) -> std::optional<refusal> {
        if (state.resources.find(parent_kind, parent.text()) != nullptr) return std::nullopt;
        return refusal{
            404,
            "ParentResourceNotFound",
            fmt::format("Can not perform requested operation on nested resource. Parent resource '{}' not "
                        "found.",
                        relative(parent.text())),
            {}};
    };
    switch (kind) {
    case resource_kind::image_definition: return missing(resource_kind::gallery, parsed->without_last(2));
    case resource_kind::image_version:
        if (auto gallery = missing(resource_kind::gallery, parsed->without_last(4))) return gallery;
        return missing(resource_kind::image_definition, parsed->without_last(2));
    case resource_kind::run_command: return missing(resource_kind::virtual_machine, parsed->without_last(2));
    case resource_kind::scale_set_instance: return missing(resource_kind::scale_set, parsed->without_last(2));
    default: return std::nullopt;
    }
}

void vanish(world& state, resource_kind kind, std::string_view id) {
    state.resources.remove(kind, id);
    const std::string folded = fold(id);
    state.replicating.erase(folded);
    const timestamp until = state.now + state.settings.latencies.parent_delete_lag;
    state.lingering[folded] = until;
    state.events.at(until, [&state, folded, until] {
        const auto at = state.lingering.find(folded);
        if (at != state.lingering.end() && at->second == until) state.lingering.erase(at);
    });
}

} // namespace ingot::inline v0::emulator
