#pragma once

#include <ingot/core/estate.hpp>
#include <ingot/plan/estate_view.hpp>
#include <ingot/plan/target_lookup.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Which listed versions were made from which, where the source names one exact version.
class lineage_index {
public:
    lineage_index(const estate& from, const estate_view& view, const target_lookup& lookup) {
        for (const gallery_image_version& child : from.image_versions) {
            for (const image_target& source : child.storage.sources) {
                if (!source.version) continue;
                const auto definition = lookup.find(source);
                if (!definition) continue;
                const auto parent = view.definitions[*definition].find(*source.version);
                if (!parent || view.definitions[*definition].versions[*parent].record == &child) continue;
                children_[{*definition, *parent}].push_back(child.id.text());
            }
        }
        for (auto& [parent, children] : children_) {
            std::sort(children.begin(), children.end());
            children.erase(std::unique(children.begin(), children.end()), children.end());
        }
    }

    /// The ids of the versions made from this one, sorted. Positions are those of the view.
    [[nodiscard]] std::vector<std::string> children_of(std::size_t definition, std::size_t version) const {
        const auto found = children_.find({definition, version});
        return found == children_.end() ? std::vector<std::string>() : found->second;
    }

private:
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::string>> children_;
};

} // namespace ingot::inline v0
