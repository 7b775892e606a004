#include <ingot/apply/detail/read_back.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace ingot::inline v0::apply_detail {

namespace {

const target_region* find(const gallery_image_version& version, const region& where) {
    for (const target_region& target : version.publishing.target_regions)
        if (target.name == where) return &target;
    return nullptr;
}

/// The service may keep less than 100 ns.
bool same_instant(const std::optional<timestamp>& a, const std::optional<timestamp>& b) {
    if (!a || !b) return a.has_value() == b.has_value();
    return std::chrono::abs(*a - *b) < std::chrono::seconds(1);
}

std::string shown(bool value) { return value ? "true" : "false"; }

std::optional<std::string> region_difference(const gallery_image_version& found,
                                             const gallery_image_version& expected) {
    for (const target_region& target : found.publishing.target_regions)
        if (find(expected, target.name) == nullptr) return "target region " + target.name.name() + " is there";
    for (const target_region& wanted : expected.publishing.target_regions) {
        const std::string name = "target region " + wanted.name.name();
        const target_region* const target = find(found, wanted.name);
        if (target == nullptr) return name + " is not there";
        if (wanted.exclude_from_latest && target->exclude_from_latest.value_or(false) != *wanted.exclude_from_latest)
            return name + " has excludeFromLatest " + shown(!*wanted.exclude_from_latest);
        if (wanted.regional_replica_count && target->regional_replica_count != wanted.regional_replica_count)
            return name + " has another replica count than " + std::to_string(*wanted.regional_replica_count);
        if (wanted.additional_replicas != target->additional_replicas)
            return name + " has other additional replica sets";
    }
    return std::nullopt;
}

std::optional<std::string> difference_between(const gallery_image_version& found,
                                              const gallery_image_version& expected, const version_change& change) {
    if (auto difference = region_difference(found, expected)) return difference;
    const bool excluded = expected.publishing.exclude_from_latest.value_or(false);
    if (found.publishing.exclude_from_latest.value_or(false) != excluded)
        return "excludeFromLatest is " + shown(!excluded);
    if (!same_instant(found.publishing.end_of_life_date, expected.publishing.end_of_life_date))
        return "endOfLifeDate is " + (found.publishing.end_of_life_date
                                          ? format_timestamp(*found.publishing.end_of_life_date)
                                          : std::string("absent"));
    for (const auto& [name, value] : expected.tags)
        if (find_tag(found.tags, name) != value) return "tag " + name + " is not '" + value + '\'';
    for (const std::string& name : change.remove_tags)
        if (found.tags.contains(name)) return "tag " + name + " is there";
    return std::nullopt;
}

bool is_passing(const gallery_image_version& version) {
    const auto& state = version.provisioning_state;
    return state == provisioning::creating || state == provisioning::updating || state == provisioning::deleting ||
           state == provisioning::migrating;
}

} // namespace

comparison compare_read_back(const gallery_image_version& found, const gallery_image_version& expected,
                             const version_change& change) {
    if (auto difference = difference_between(found, expected, change))
        return {agreement::different, std::move(*difference)};
    if (is_passing(found)) return {agreement::settling, "the service is still at work on it"};
    if (found.provisioning_state == provisioning::failed && expected.provisioning_state != provisioning::failed)
        return {agreement::different, "its provisioning state is Failed"};
    if (found.replication)
        for (const region& dropped : change.drop_regions)
            for (const replication_row& row : *found.replication)
                if (row.name == dropped) return {agreement::settling, "its replica in " + dropped.name() + " is still going"};
    return {};
}

comparison change_is_there(const gallery_image_version& found, const version_change& change) {
    return compare_read_back(found, after_change(found, change), change);
}

} // namespace ingot::inline v0::apply_detail
