#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/resolve_latest.hpp>
#include <ingot/plan/version_facts.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// What `latest` is in one region, as a position among the definition's versions.
struct region_view {
    region where;
    std::optional<std::size_t> latest;
};

/// One definition with its versions and the meaning of `latest` in its regions. Borrows from an estate.
struct definition_view {
    resource_id id;
    const ingot::tags* tags = nullptr;   ///< none for a definition that is not listed
    const gallery* owner = nullptr;      ///< none for a gallery that is not listed
    std::vector<version_facts> versions; ///< highest first
    std::vector<region_view> regions;    ///< by name

    [[nodiscard]] std::optional<std::size_t> find(const image_version& wanted) const noexcept {
        const auto found = std::lower_bound(
            versions.begin(), versions.end(), wanted,
            [](const version_facts& facts, const image_version& v) { return facts.record->version > v; });
        if (found == versions.end() || found->record->version != wanted) return std::nullopt;
        return static_cast<std::size_t>(found - versions.begin());
    }
};

/// An estate grouped by definition, in the order of definition ids. Borrows from the estate, which must
/// outlive it. A definition that is not listed is known by the ids of its versions. The service lists a
/// soft-deleted version in the recycle bin and not among the versions; it is a version all the same, of which
/// little but the id is known.
struct estate_view {
    std::vector<definition_view> definitions;

    estate_view(const estate_view&) = delete;
    estate_view& operator=(const estate_view&) = delete;

    explicit estate_view(const estate& from) {
        std::map<resource_id, const resource_id*> recycled; // the least spelling of each
        for (const resource_id& id : from.soft_deleted_versions) {
            const resource_id*& spelling = recycled[id];
            if (spelling == nullptr || id.text() < spelling->text()) spelling = &id;
        }
        std::unordered_map<std::string, const gallery*> galleries;
        for (const gallery& g : from.galleries) galleries.emplace(g.id.folded(), &g);

        std::unordered_map<std::string, std::size_t> places;
        const auto place_of = [&](const resource_id& id) -> definition_view& {
            const auto [found, added] = places.try_emplace(id.folded(), definitions.size());
            if (added) {
                definitions.emplace_back();
                definitions.back().id = id;
            }
            return definitions[found->second];
        };
        for (const image_definition& listed : from.image_definitions) place_of(listed.id).tags = &listed.tags;
        const auto add = [&](const gallery_image_version& version, bool soft_deleted, bool is_listed) {
            const resource_id id = version.definition_id();
            definition_view& definition = place_of(id);
            // Spelling must not depend on the order of the input.
            if (definition.tags == nullptr && id.text() < definition.id.text()) definition.id = id;
            definition.versions.push_back(facts_of(version, soft_deleted));
            definition.versions.back().listed = is_listed;
        };
        for (const gallery_image_version& version : from.image_versions)
            add(version, recycled.erase(version.id) > 0, true);
        for (const auto& [key, id] : recycled) {
            gallery_image_version& version = recycle_bin_.emplace_back();
            version.id = *id;
            if (const auto number = image_version::parse(id->name())) version.version = *number;
            add(version, true, false);
        }

        std::sort(definitions.begin(), definitions.end(),
                  [](const definition_view& a, const definition_view& b) { return a.id < b.id; });
        for (definition_view& definition : definitions) {
            const auto owner = galleries.find(definition.id.without_last(2).folded());
            if (owner != galleries.end()) definition.owner = owner->second;
            std::sort(definition.versions.begin(), definition.versions.end(),
                      [](const version_facts& a, const version_facts& b) {
                          return a.record->version > b.record->version;
                      });
            for (region& where : regions_of(definition.versions)) {
                region_view view{std::move(where), std::nullopt};
                for (std::size_t at = 0; at < definition.versions.size() && !view.latest; ++at)
                    if (!why_not_latest(definition.versions[at], view.where)) view.latest = at;
                definition.regions.push_back(std::move(view));
            }
        }
    }

private:
    std::deque<gallery_image_version> recycle_bin_; ///< stable addresses for what is not in the estate
};

/// What `latest` means for every definition of an estate, in each of its regions, by id and name.
[[nodiscard]] inline std::vector<definition_latest> resolve_all_latest(const estate& from) {
    std::vector<definition_latest> all;
    for (const definition_view& definition : estate_view(from).definitions) {
        definition_latest answer{definition.id, {}};
        for (const region_view& region : definition.regions)
            answer.regions.push_back(resolve_latest(definition.versions, region.where));
        all.push_back(std::move(answer));
    }
    return all;
}

} // namespace ingot::inline v0
