#include <ingot/emulator/detail/automatic_upgrades.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/image_version.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/rolling_upgrade_run.hpp>
#include <ingot/emulator/detail/scale_set_instances.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

bool follows(const json& set, std::string_view definition_id) {
    return boolean_of(find(set, {"properties", "upgradePolicy", "automaticOSUpgradePolicy",
                                 "enableAutomaticOSUpgrade"}))
               .value_or(false) &&
           is_uniform(set) && equal_folded(text_of(find(model_image(set), "id")), definition_id);
}

std::vector<std::string> followers(const world& state, std::string_view definition_id) {
    std::vector<std::string> sets;
    for (const auto& [id, set] : state.resources.all(resource_kind::scale_set))
        if (follows(set.body, definition_id)) sets.push_back(id);
    return sets;
}

bool is_behind(const world& state, std::string_view set_id, const image_version& latest) {
    const auto ids = instances_of(state, set_id);
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
        const auto runs =
            image_version::parse(text_at(state.resources.find(resource_kind::scale_set_instance, id)->body,
                                         {"properties", "storageProfile", "imageReference", "exactVersion"}));
        return runs && *runs < latest;
    });
}

bool was_stopped(const world& state, std::string_view set_id, std::string_view version) {
    const auto* const last = latest_upgrade(state, set_id);
    return last != nullptr && last->code != "Completed" &&
           text_of(find(&last->target_image, "exactVersion")) == version;
}

void start_automatic_upgrade(world& state, const std::string& set_id) {
    const auto* const set = state.resources.find(resource_kind::scale_set, set_id);
    if (equal_folded(provisioning_state(set->body), "Deleting") || is_rolling(state, set_id)) return;
    const auto image = resolve_image(state, model_image(set->body), text_at(set->body, {"location"}));
    if (!image) return;
    const auto latest = image_version::parse(image->exact_version);
    if (latest && is_behind(state, set_id, *latest) && !was_stopped(state, set_id, image->exact_version))
        start_rolling_upgrade(state, *set, image->exact_version, true);
}

} // namespace

void await_automatic_upgrade(world& state, std::string_view definition_id) {
    if (followers(state, definition_id).empty()) return;
    state.events.at(state.now + state.settings.latencies.automatic_upgrade,
                    [&state, id = std::string(definition_id)] {
                        for (const auto& set : followers(state, id)) start_automatic_upgrade(state, set);
                    });
}

} // namespace ingot::inline v0::emulator
