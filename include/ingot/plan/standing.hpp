#pragma once

#include <ingot/plan/estate_view.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ingot::inline v0 {

/// Where each version of a definition stands among the others: its rank among the good ones, and the regions
/// in which it is `latest` or stands in the rollback reserve. Positions are those of the definition's view.
struct standing {
    std::vector<std::optional<std::size_t>> good_rank; ///< 0 is the newest good one; none: not good
    std::size_t good_count = 0;
    std::vector<std::vector<std::size_t>> latest_in;  ///< positions of regions
    std::vector<std::vector<std::size_t>> reserve_in; ///< positions of regions

    /// @param reserve how many good versions below `latest` each region keeps to roll back to. Where a region
    ///   has no `latest`, one more is kept, so that one remains even at 0.
    standing(const definition_view& definition, std::int32_t reserve)
        : good_rank(definition.versions.size()), latest_in(definition.versions.size()),
          reserve_in(definition.versions.size()) {
        for (std::size_t v = 0; v < definition.versions.size(); ++v)
            if (definition.versions[v].good) good_rank[v] = good_count++;
        for (std::size_t r = 0; r < definition.regions.size(); ++r) {
            const region_view& region = definition.regions[r];
            if (region.latest) latest_in[*region.latest].push_back(r);
            std::int64_t left = std::int64_t{reserve} + (region.latest ? 0 : 1);
            for (std::size_t v = region.latest ? *region.latest + 1 : 0;
                 v < definition.versions.size() && left > 0; ++v) {
                const version_facts& facts = definition.versions[v];
                if (!facts.good || find_target(*facts.record, region.where) == nullptr ||
                    !replicated_in(*facts.record, region.where))
                    continue;
                reserve_in[v].push_back(r);
                --left;
            }
        }
    }

    /// Whether a version is among the newest `count` good ones.
    [[nodiscard]] bool within_newest(std::size_t version, std::int32_t count) const noexcept {
        return good_rank[version] && static_cast<std::int64_t>(*good_rank[version]) < count;
    }
};

} // namespace ingot::inline v0
