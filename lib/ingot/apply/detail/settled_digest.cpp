#include <ingot/apply/detail/settled_digest.hpp>

#include <ingot/document/digest.hpp>
#include <ingot/plan/version_facts.hpp>

#include <chrono>

namespace ingot::inline v0::apply_detail {

std::string settled_digest(gallery_image_version version) {
    version.provisioning_state = {};
    version.replication.reset();
    publishing_profile& publishing = version.publishing;
    for (target_region& target : publishing.target_regions)
        target.exclude_from_latest = excluded_in(version, target);
    publishing.exclude_from_latest = publishing.exclude_from_latest.value_or(false);
    if (publishing.end_of_life_date)
        publishing.end_of_life_date = std::chrono::floor<std::chrono::seconds>(*publishing.end_of_life_date);
    return version_digest(version, false);
}

} // namespace ingot::inline v0::apply_detail
