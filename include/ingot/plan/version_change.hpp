#pragma once

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0 {

/// What one write changes about a version. All that it does not name stays as a fresh read finds it.
struct version_change {
    std::optional<bool> exclude_from_latest;   ///< the flag of the version
    std::map<region, bool> exclude_in_regions; ///< the flags of target regions
    std::optional<timestamp> end_of_life_date;
    ingot::tags set_tags;
    std::vector<std::string> remove_tags;
    std::vector<region> drop_regions;       ///< replicas to remove; never the home region
    std::vector<target_region> add_regions; ///< replicas to bring back
    bool remove = false;                    ///< delete the version; nothing else may stand beside it
    bool restore = false;                   ///< take it back from the recycle bin; nothing else beside it

    friend bool operator==(const version_change&, const version_change&) = default;
};

/// The version as it should be found after the change: what a read-back is compared with.
/// `remove` and `restore` change whether it is listed, not what it holds.
[[nodiscard]] inline gallery_image_version after_change(gallery_image_version version,
                                                        const version_change& change) {
    auto& publishing = version.publishing;
    auto& regions = publishing.target_regions;
    const auto dropped = [&](const region& name) {
        return std::find(change.drop_regions.begin(), change.drop_regions.end(), name) !=
               change.drop_regions.end();
    };
    std::erase_if(regions, [&](const target_region& target) { return dropped(target.name); });
    if (version.replication)
        std::erase_if(*version.replication, [&](const replication_row& row) { return dropped(row.name); });
    for (const target_region& added : change.add_regions)
        if (std::none_of(regions.begin(), regions.end(), [&](const auto& r) { return r.name == added.name; }))
            regions.push_back(added);
    for (target_region& target : regions)
        if (const auto flag = change.exclude_in_regions.find(target.name);
            flag != change.exclude_in_regions.end())
            target.exclude_from_latest = flag->second;
    if (change.exclude_from_latest) publishing.exclude_from_latest = change.exclude_from_latest;
    if (change.end_of_life_date) publishing.end_of_life_date = change.end_of_life_date;
    for (const std::string& name : change.remove_tags) version.tags.erase(name);
    for (const auto& [name, value] : change.set_tags) version.tags.insert_or_assign(name, value);
    return version;
}

} // namespace ingot::inline v0
