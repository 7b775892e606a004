#include <ingot/emulator/detail/rolling_upgrade_run.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/automatic_upgrades.hpp>
#include <ingot/emulator/detail/run_command_execution.hpp>
#include <ingot/emulator/detail/scale_set_instances.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::scale_set;
constexpr auto instance_kind = resource_kind::scale_set_instance;
/// How long an upgraded instance may take to become healthy
/// (virtual-machine-scale-sets-automatic-upgrade.md of azure-compute-docs).
constexpr duration patience = std::chrono::minutes(5);

void begin_batch(world& state, const std::string& set_id, std::uint64_t number);

const json* policy_of(const json& set) noexcept {
    return find(set, {"properties", "upgradePolicy", "rollingUpgradePolicy"});
}

bool keeps_failed(const json& set, const rolling_upgrade& upgrade, bool breached) {
    const json* const automatic = find(set, {"properties", "upgradePolicy", "automaticOSUpgradePolicy"});
    if (upgrade.by_platform) return boolean_of(find(automatic, "disableAutomaticRollback")).value_or(false);
    return !breached ||
           !boolean_of(find(policy_of(set), "rollbackFailedInstancesOnPolicyBreach")).value_or(false);
}

duration pause_of(const json& set) {
    return parse_duration(text_of(find(policy_of(set), "pauseTimeBetweenBatches"))).value_or(duration{});
}

bool is_on(const json& instance, const json& target) {
    const json* const has = find(instance, {"properties", "storageProfile", "imageReference"});
    return equal_folded(text_of(find(has, "id")), text_of(find(&target, "id"))) &&
           equal_folded(text_of(find(has, "exactVersion")), text_of(find(&target, "exactVersion"))) &&
           boolean_of(find(instance, {"properties", "latestModelApplied"})).value_or(true);
}

void end_upgrade(world& state, rolling_upgrade& upgrade, std::string_view code,
                 std::optional<refusal> error) {
    upgrade.code = code;
    upgrade.ended = state.now;
    upgrade.error = std::move(error);
    if (!upgrade.operation.empty()) {
        auto failure = upgrade.error;
        if (!failure && code == "Cancelled") failure = preempted();
        state.operations.end(upgrade.operation, state.now, std::move(failure));
    }
    // A version that came meanwhile had to wait.
    await_automatic_upgrade(state, text_of(find(&upgrade.target_image, "id")));
}

refusal breach(std::string_view code, std::string_view what, std::int64_t most) {
    return {409,
            std::string(code),
            fmt::format(
                "Rolling upgrade was stopped: more than {} percent of the {} instances are unhealthy. Mend "
                "the image or the instances, then start another.",
                most, what),
            {}};
}

std::int64_t unhealthy_percent(const world& state, const std::string& set_id) {
    const auto ids = instances_of(state, set_id);
    if (ids.empty()) return 0;
    const auto unhealthy = std::count_if(ids.begin(), ids.end(), [&](const std::string& id) {
        return !is_instance_healthy(state, state.resources.find(instance_kind, id)->body);
    });
    return unhealthy * 100 / static_cast<std::int64_t>(ids.size());
}

/// The upgrade, if it is still the latest one of its set.
rolling_upgrade* find_upgrade(world& state, const std::string& set_id, std::uint64_t number) {
    auto* const upgrade = latest_upgrade(state, set_id);
    return upgrade != nullptr && upgrade->number == number ? upgrade : nullptr;
}

/// What each instance of a batch had before.
using replaced_images = std::vector<std::pair<std::string, std::string>>; ///< id and image reference

void roll_back(json& instance, const json& set_body, const std::string& image) {
    auto reference = parse_json(image, "image reference");
    if (!reference) return;
    const bool same =
        equal_folded(text_of(find(&*reference, "id")), text_of(find(model_image(set_body), "id")));
    json& properties = object_at(instance, "properties");
    set(properties, "latestModelApplied", json(same));
    set(object_at(properties, "storageProfile"), "imageReference", std::move(*reference));
}

void judge_batch(world& state, const std::string& set_id, std::uint64_t number,
                 const replaced_images& replaced) {
    auto* const upgrade = find_upgrade(state, set_id, number);
    const auto* const set = state.resources.find(kind, set_id);
    if (upgrade == nullptr || set == nullptr) return;
    std::vector<std::pair<json*, const std::string*>> failed;
    for (const auto& [id, image] : replaced) {
        auto* const instance = state.resources.find(instance_kind, id);
        if (instance == nullptr) continue;
        if (is_instance_healthy(state, instance->body))
            ++upgrade->successful;
        else
            failed.emplace_back(&instance->body, &image);
    }
    upgrade->failed += failed.size();
    upgrade->in_progress.clear();
    const auto upgraded = static_cast<std::int64_t>(upgrade->successful + upgrade->failed);
    const auto most = upgrade_percent(set->body, upgrade->by_platform, "maxUnhealthyUpgradedInstancePercent");
    const bool breached = upgraded > 0 && static_cast<std::int64_t>(upgrade->failed) * 100 > most * upgraded;
    if (!keeps_failed(set->body, *upgrade, breached))
        for (const auto& [instance, image] : failed) roll_back(*instance, set->body, *image);
    if (breached)
        return end_upgrade(
            state, *upgrade, "Faulted",
            breach("MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade", "upgraded", most));
    if (upgrade->last_action == "Cancel") return end_upgrade(state, *upgrade, "Cancelled", std::nullopt);
    if (upgrade->pending.empty()) return end_upgrade(state, *upgrade, "Completed", std::nullopt);
    state.events.at(state.now + pause_of(set->body),
                    [&state, set_id, number] { begin_batch(state, set_id, number); });
}

/// The instances of the batch have their new OS disks.
void finish_batch(world& state, const std::string& set_id, std::uint64_t number) {
    auto* const upgrade = find_upgrade(state, set_id, number);
    const auto* const set = state.resources.find(kind, set_id);
    if (upgrade == nullptr || set == nullptr) return;
    replaced_images replaced;
    bool all_healthy = true;
    for (const auto& id : upgrade->in_progress) {
        auto* const instance = state.resources.find(instance_kind, id);
        if (instance == nullptr) continue;
        const json* const image = find(instance->body, {"properties", "storageProfile", "imageReference"});
        replaced.emplace_back(id, image == nullptr ? std::string("{}") : write_json(*image));
        apply_image(instance->body, set->body, text_of(find(&upgrade->target_image, "exactVersion")));
        all_healthy = all_healthy && is_instance_healthy(state, instance->body);
    }
    if (all_healthy) return judge_batch(state, set_id, number, replaced);
    state.events.at(state.now + patience, [&state, set_id, number, replaced = std::move(replaced)] {
        judge_batch(state, set_id, number, replaced);
    });
}

void begin_batch(world& state, const std::string& set_id, std::uint64_t number) {
    auto* const upgrade = find_upgrade(state, set_id, number);
    const auto* const set = state.resources.find(kind, set_id);
    if (upgrade == nullptr || upgrade->ended || set == nullptr) return;
    if (upgrade->last_action == "Cancel") return end_upgrade(state, *upgrade, "Cancelled", std::nullopt);
    const auto most = upgrade_percent(set->body, upgrade->by_platform, "maxUnhealthyInstancePercent");
    if (unhealthy_percent(state, set_id) > most)
        return end_upgrade(
            state, *upgrade, "Faulted",
            breach("MaxUnhealthyInstancePercentExceededInRollingUpgrade", "scale set's", most));
    auto& pending = upgrade->pending;
    std::erase_if(pending,
                  [&](const auto& id) { return state.resources.find(instance_kind, id) == nullptr; });
    if (pending.empty()) return end_upgrade(state, *upgrade, "Completed", std::nullopt);
    if (boolean_of(find(policy_of(set->body), "prioritizeUnhealthyInstances")).value_or(false))
        std::stable_partition(pending.begin(), pending.end(), [&](const auto& id) {
            return !is_instance_healthy(state, state.resources.find(instance_kind, id)->body);
        });
    const auto share = static_cast<std::int64_t>(instances_of(state, set_id).size()) *
                       upgrade_percent(set->body, upgrade->by_platform, "maxBatchInstancePercent") / 100;
    const auto size =
        std::min<std::size_t>(pending.size(), static_cast<std::size_t>(std::max<std::int64_t>(1, share)));
    const auto end = pending.begin() + static_cast<std::ptrdiff_t>(size);
    upgrade->in_progress.assign(pending.begin(), end);
    pending.erase(pending.begin(), end);
    state.events.at(state.now + state.settings.latencies.instance_upgrade,
                    [&state, set_id, number] { finish_batch(state, set_id, number); });
}

} // namespace

rolling_upgrade* latest_upgrade(world& state, std::string_view set_id) {
    const auto at = state.upgrades.find(fold(set_id));
    return at == state.upgrades.end() || at->second.empty() ? nullptr : &at->second.back();
}

const rolling_upgrade* latest_upgrade(const world& state, std::string_view set_id) {
    const auto at = state.upgrades.find(fold(set_id));
    return at == state.upgrades.end() || at->second.empty() ? nullptr : &at->second.back();
}

bool is_rolling(const world& state, std::string_view set_id) {
    const auto* const upgrade = latest_upgrade(state, set_id);
    return upgrade != nullptr && !upgrade->ended;
}

std::int64_t upgrade_percent(const json& set, bool by_platform, std::string_view name) {
    constexpr std::int64_t usual = 20;
    const json* const automatic = find(set, {"properties", "upgradePolicy", "automaticOSUpgradePolicy"});
    if (by_platform && !boolean_of(find(automatic, "useRollingUpgradePolicy")).value_or(false)) return usual;
    return integer_of(find(policy_of(set), name)).value_or(usual);
}

rolling_upgrade& start_rolling_upgrade(world& state, const stored_resource& set,
                                       std::string_view exact_version, bool by_platform) {
    rolling_upgrade upgrade;
    upgrade.number = state.next_upgrade++;
    upgrade.set_id = text_at(set.body, {"id"});
    upgrade.by_platform = by_platform;
    upgrade.started = upgrade.last_action_at = state.now;
    const json* const image = model_image(set.body);
    upgrade.target_image = image == nullptr ? json_object() : json_copy(*image);
    if (!exact_version.empty()) emulator::set(upgrade.target_image, "exactVersion", exact_version);
    for (auto& id : instances_of(state, upgrade.set_id))
        if (!is_on(state.resources.find(instance_kind, id)->body, upgrade.target_image))
            upgrade.pending.push_back(std::move(id));
    state.events.at(state.now, [&state, id = upgrade.set_id, number = upgrade.number] {
        begin_batch(state, id, number);
    });
    auto& all = state.upgrades[fold(upgrade.set_id)];
    all.push_back(std::move(upgrade));
    return all.back();
}

void cancel_rolling_upgrade(world& state, rolling_upgrade& upgrade) {
    upgrade.last_action = "Cancel";
    upgrade.last_action_at = state.now;
}

void forget_rolling_upgrades(world& state, std::string_view set_id) {
    const auto at = state.upgrades.find(fold(set_id));
    if (at == state.upgrades.end()) return;
    for (const auto& upgrade : at->second)
        if (!upgrade.operation.empty()) state.operations.end(upgrade.operation, state.now, preempted());
    state.upgrades.erase(at);
}

} // namespace ingot::inline v0::emulator
