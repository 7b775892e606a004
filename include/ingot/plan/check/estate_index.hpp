#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/check/terms.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ingot::inline v0::checking {

/// Where something runs from a version.
struct usage_sites {
    bool everywhere = false;
    std::set<region> regions;

    [[nodiscard]] bool any() const noexcept { return everywhere || !regions.empty(); }
    [[nodiscard]] bool in(const region& where) const { return everywhere || regions.count(where) != 0; }
};

/// What the locks at a version and above it forbid.
struct lock_effect {
    bool deletion = false;
    bool change = false;
};

/// The versions of one definition.
struct definition_entry {
    resource_id id;
    std::vector<std::size_t> versions;      ///< positions in the estate
    std::map<region, image_version> latest; ///< before the plan; regions without one are not listed
    std::size_t good = 0;
};

/// Finds in an estate what the checks ask for. Borrows the estate. Building it takes time linear in the
/// estate, up to logarithms of the number of regions and of versions.
class estate_index {
public:
    explicit estate_index(const estate& from) : estate_(from) {
        for (const resource_id& id : from.soft_deleted_versions) soft_deleted_.insert(id.folded());
        for (const gallery& one : from.galleries) galleries_.emplace(one.id.folded(), &one);
        for (const management_lock& lock : from.locks) {
            lock_effect& effect = locks_[lock.scope.folded()];
            effect.deletion |= lock.forbids_deletion();
            effect.change |= lock.forbids_change();
        }
        definition_of_.reserve(from.image_versions.size());
        for (std::size_t at = 0; at < from.image_versions.size(); ++at) add_version(at);
        index_references();
    }

    [[nodiscard]] const gallery_image_version& version(std::size_t at) const {
        return estate_.image_versions[at];
    }
    [[nodiscard]] std::optional<std::size_t> find_version(const resource_id& id) const {
        const auto found = versions_.find(id.folded());
        if (found == versions_.end()) return std::nullopt;
        return found->second;
    }
    [[nodiscard]] bool soft_deleted(std::size_t at) const { return soft_deleted(version(at).id); }
    [[nodiscard]] bool soft_deleted(const resource_id& id) const {
        return soft_deleted_.count(id.folded()) != 0;
    }

    [[nodiscard]] std::size_t definition_of(std::size_t at) const { return definition_of_[at]; }
    [[nodiscard]] const definition_entry& definition(std::size_t at) const { return definitions_[at]; }

    /// None when the estate does not list it, so that nothing is known about it.
    [[nodiscard]] const gallery* gallery_of(std::size_t at) const {
        const auto found = galleries_.find(version(at).id.without_last(4).folded());
        return found == galleries_.end() ? nullptr : found->second;
    }

    [[nodiscard]] usage_sites usage_of(std::size_t at) const {
        const auto found = usages_.find(at);
        return found == usages_.end() ? usage_sites{} : found->second;
    }

    [[nodiscard]] lock_effect locks_above(std::size_t at) const {
        lock_effect all;
        const std::string id = version(at).id.folded();
        // A lock without a scope of its own stands at the root, above everything.
        for (std::size_t end = 0; end != std::string::npos;
             end = end == id.size() ? std::string::npos : std::min(id.find('/', end + 1), id.size())) {
            const auto found = locks_.find(id.substr(0, end));
            if (found == locks_.end()) continue;
            all.deletion |= found->second.deletion;
            all.change |= found->second.change;
        }
        return all;
    }

private:
    void add_version(std::size_t at) {
        const gallery_image_version& added = version(at);
        versions_.emplace(added.id.folded(), at);
        const resource_id owner = added.definition_id();
        const auto [found, inserted] = definition_numbers_.emplace(owner.folded(), definitions_.size());
        if (inserted) definitions_.push_back({owner, {}, {}, 0});
        definition_of_.push_back(found->second);
        definition_entry& entry = definitions_[found->second];
        entry.versions.push_back(at);
        const bool gone = soft_deleted(at);
        if (good(added, gone)) ++entry.good;
        if (!alive(added, gone)) return;
        for (const target_region& target : added.publishing.target_regions) {
            if (excluded(added, target) || !replicated(added, target.name)) continue;
            const auto [chosen, first] = entry.latest.emplace(target.name, added.version);
            if (!first) chosen->second = std::max(chosen->second, added.version);
        }
    }

    /// The definitions that an image id may mean: those of every gallery that goes by its name.
    [[nodiscard]] std::vector<std::size_t> definitions_of(const image_target& target) const {
        std::vector<std::size_t> all;
        const auto add = [&](const std::string& folded_id) {
            const auto found = definition_numbers_.find(folded_id);
            if (found != definition_numbers_.end()) all.push_back(found->second);
        };
        if (target.how == image_target::form::gallery) {
            add(target.owner);
            return all;
        }
        const auto& names = target.how == image_target::form::shared ? unique_names_ : public_names_;
        const auto [first, last] = names.equal_range(target.owner + '/' + target.image);
        for (auto at = first; at != last; ++at) all.push_back(at->second);
        return all;
    }

    /// The names by which other subscriptions know a definition of a listed gallery.
    void index_names(std::size_t definition) {
        const resource_id& id = definitions_[definition].id;
        const resource_id owner_id = id.without_last(2);
        const std::string image = '/' + fold(id.name());
        const auto found = galleries_.find(owner_id.folded());
        const gallery* owner = found == galleries_.end() ? nullptr : found->second;
        if (owner == nullptr) return;
        if (!owner->unique_name.empty()) unique_names_.emplace(fold(owner->unique_name) + image, definition);
        for (const std::string& name : owner->public_names)
            public_names_.emplace(fold(name) + image, definition);
    }

    void index_references() {
        for (std::size_t at = 0; at < definitions_.size(); ++at) index_names(at);
        const reference_table& references = estate_.references;
        std::vector<std::vector<std::size_t>> meant;
        meant.reserve(references.targets().size());
        for (const image_target& target : references.targets()) meant.push_back(definitions_of(target));

        // Many consumers in few regions name few images: each pair is looked at once.
        std::vector<std::unordered_set<std::string_view>> seen(references.targets().size());
        for (std::size_t at = 0; at < references.size(); ++at) {
            const reference_view reference = references[at];
            const std::size_t target = references.target_of(at);
            if (!seen[target].insert(reference.where.name()).second) continue;
            for (const std::size_t definition : meant[target]) add_usage(definition, reference);
        }
    }

    void add_usage(std::size_t definition, const reference_view& reference) {
        const definition_entry& entry = definitions_[definition];
        const auto name = [&](const image_version& which) {
            return versions_.find(entry.id.folded() + "/versions/" + which.to_string());
        };
        if (reference.target.version) {
            const auto found = name(*reference.target.version);
            if (found == versions_.end()) return;
            usage_sites& of = usages_[found->second];
            if (reference.where.empty())
                of.everywhere = true;
            else
                of.regions.insert(reference.where);
            return;
        }
        for (const auto& [where, chosen] : entry.latest)
            if (reference.where.empty() || reference.where == where)
                usages_[name(chosen)->second].regions.insert(where);
    }

    const estate& estate_;
    std::unordered_set<std::string> soft_deleted_;
    std::unordered_map<std::string, const gallery*> galleries_;
    std::unordered_map<std::string, lock_effect> locks_;
    std::unordered_map<std::string, std::size_t> versions_;
    std::unordered_map<std::string, std::size_t> definition_numbers_;
    std::unordered_multimap<std::string, std::size_t> unique_names_;
    std::unordered_multimap<std::string, std::size_t> public_names_;
    std::vector<definition_entry> definitions_;
    std::vector<std::size_t> definition_of_;
    std::unordered_map<std::size_t, usage_sites> usages_;
};

} // namespace ingot::inline v0::checking
