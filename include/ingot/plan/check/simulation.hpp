#pragma once

#include <ingot/plan/check/estate_index.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace ingot::inline v0::checking {

/// The estate as the steps so far leave it: only what steps touch is copied.
class simulation {
public:
    explicit simulation(const estate_index& index) : index_(index) {}

    [[nodiscard]] const gallery_image_version& version(std::size_t at) {
        const auto found = changed_.find(at);
        return found == changed_.end() ? index_.version(at) : found->second;
    }

    [[nodiscard]] bool gone(std::size_t at) const { return gone_.count(at) != 0; }

    /// Where the version is `latest` before the plan, or now.
    [[nodiscard]] std::set<region> latest_regions(std::size_t at) {
        const image_version name = index_.version(at).version;
        std::set<region> all;
        for (const auto& [where, chosen] : index_.definition(index_.definition_of(at)).latest)
            if (chosen == name) all.insert(where);
        const auto& now = entry_of(index_.definition_of(at)).can_be_latest;
        for (const target_region& target : version(at).publishing.target_regions) {
            const auto found = now.find(target.name);
            if (found != now.end() && !found->second.empty() && *found->second.rbegin() == name)
                all.insert(target.name);
        }
        return all;
    }

    /// Puts a version into its new state.
    void replace(std::size_t at, gallery_image_version after, bool deleted) {
        entry& of = entry_of(index_.definition_of(at));
        enter(of, version(at), alive_now(at), false);
        if (good(version(at), !alive_now(at))) --of.good;
        if (deleted) gone_.insert(at);
        const auto [place, inserted] = changed_.insert_or_assign(at, std::move(after));
        enter(of, place->second, alive_now(at), true);
        if (good(place->second, !alive_now(at))) ++of.good;
    }

    [[nodiscard]] std::size_t good_versions(std::size_t definition) { return entry_of(definition).good; }

    /// What `latest` means now in the definitions that steps touched, by region.
    [[nodiscard]] std::map<std::size_t, std::map<region, image_version>> latest_now() const {
        std::map<std::size_t, std::map<region, image_version>> all;
        for (const auto& [definition, of] : entries_) {
            auto& regions = all[definition];
            for (const auto& [where, names] : of.can_be_latest)
                if (!names.empty()) regions.emplace(where, *names.rbegin());
        }
        return all;
    }

private:
    struct entry {
        std::map<region, std::set<image_version>> can_be_latest;
        std::size_t good = 0;
    };

    [[nodiscard]] bool alive_now(std::size_t at) const { return !index_.soft_deleted(at) && !gone(at); }

    static void enter(entry& of, const gallery_image_version& version, bool there, bool add) {
        if (!alive(version, !there)) return;
        for (const target_region& target : version.publishing.target_regions) {
            if (excluded(version, target) || !replicated(version, target.name)) continue;
            auto& names = of.can_be_latest[target.name];
            if (add)
                names.insert(version.version);
            else
                names.erase(version.version);
        }
    }

    entry& entry_of(std::size_t definition) {
        const auto [found, inserted] = entries_.try_emplace(definition);
        if (inserted) {
            const definition_entry& listed = index_.definition(definition);
            for (const std::size_t at : listed.versions)
                enter(found->second, index_.version(at), alive_now(at), true);
            found->second.good = listed.good;
        }
        return found->second;
    }

    const estate_index& index_;
    std::unordered_map<std::size_t, gallery_image_version> changed_;
    std::set<std::size_t> gone_;
    std::unordered_map<std::size_t, entry> entries_;
};

} // namespace ingot::inline v0::checking
