#include <ingot/emulator/detail/rolling_upgrades.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/rolling_upgrade_run.hpp>
#include <ingot/emulator/detail/scale_set_instances.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::scale_set;
constexpr std::string_view type = "Microsoft.Compute/virtualMachineScaleSets/rollingUpgrades";
constexpr std::size_t most_history = 5;
constexpr duration history_reaches = std::chrono::hours(24 * 60);

refusal not_allowed(std::string_view what, std::string_view set_id, std::string_view why) {
    return {
        409, "OperationNotAllowed", fmt::format("{} is not allowed on {} since {}.", what, set_id, why), {}};
}

json progress_of(const rolling_upgrade& upgrade) {
    json progress = json_object();
    const auto count = [&](std::string_view name, std::size_t number) {
        set(progress, name, json(static_cast<std::int64_t>(number)));
    };
    count("successfulInstanceCount", upgrade.successful);
    count("failedInstanceCount", upgrade.failed);
    count("inProgressInstanceCount", upgrade.in_progress.size());
    count("pendingInstanceCount", upgrade.pending.size());
    return progress;
}

json policy_of(const json& set_body, bool by_platform) {
    json policy = json_object();
    for (const std::string_view name :
         {"maxBatchInstancePercent", "maxUnhealthyInstancePercent", "maxUnhealthyUpgradedInstancePercent"})
        set(policy, name, json(upgrade_percent(set_body, by_platform, name)));
    const auto pause =
        text_at(set_body, {"properties", "upgradePolicy", "rollingUpgradePolicy", "pauseTimeBetweenBatches"});
    set(policy, "pauseTimeBetweenBatches", pause.empty() ? "PT0S" : pause);
    return policy;
}

/// What the latest upgrade and the history show alike.
json common_properties(const rolling_upgrade& upgrade, json running_status) {
    json properties = json_object();
    set(running_status, "code", upgrade.code);
    set(running_status, "startTime", format_timestamp(upgrade.started));
    set(properties, "runningStatus", std::move(running_status));
    set(properties, "progress", progress_of(upgrade));
    if (upgrade.error) set(properties, "error", error_object(*upgrade.error));
    return properties;
}

json historical(const rolling_upgrade& upgrade, const json& set_body) {
    json status = json_object();
    if (upgrade.ended) set(status, "endTime", format_timestamp(*upgrade.ended));
    json properties = common_properties(upgrade, std::move(status));
    set(properties, "startedBy", upgrade.by_platform ? "Platform" : "User");
    set(properties, "targetImageReference", json_copy(upgrade.target_image));
    json item = json_object();
    set(item, "properties", std::move(properties));
    set(item, "type", type);
    set(item, "location", text_at(set_body, {"location"}));
    return item;
}

} // namespace

http::response start_os_upgrade(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    const auto* const set = state.resources.find(kind, id.text());
    if (set == nullptr) return answer(resource_not_found(id.text()));
    if (auto busy = refused_as_busy(state, *set, id.text(), "Start OS Upgrade")) return answer(*busy);
    if (!is_uniform(set->body))
        return answer(not_allowed("An OS rolling upgrade", id.text(), "its orchestration mode is Flexible"));
    if (is_rolling(state, id.text()))
        return answer(
            not_allowed("An OS rolling upgrade", id.text(), "another rolling upgrade is in progress"));
    const auto image = resolve_image(state, model_image(set->body), text_at(set->body, {"location"}));
    if (!image) return answer(image.error());
    auto& upgrade = start_rolling_upgrade(state, *set, image->exact_version, false);
    auto& operation = state.operations.begin(state.ids.next(), kind, upgrade.set_id + "/osRollingUpgrade",
                                             false, state.now);
    operation.acts = true;
    upgrade.operation = operation.id;
    http::response reply = answer(202);
    announce(state, request, operation, text_at(set->body, {"location"}), reply);
    return reply;
}

http::response cancel_upgrade(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(2);
    const auto* const set = state.resources.find(kind, id.text());
    if (set == nullptr) return answer(resource_not_found(id.text()));
    if (!is_rolling(state, id.text()))
        return answer(not_allowed("Cancelling a rolling upgrade", id.text(), "none is in progress"));
    cancel_rolling_upgrade(state, *latest_upgrade(state, id.text()));
    return answer(200);
}

http::response get_latest_upgrade(const world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(2);
    const auto* const set_resource = state.resources.find(kind, id.text());
    const auto* const upgrade = latest_upgrade(state, id.text());
    if (set_resource == nullptr || upgrade == nullptr) return answer(resource_not_found(request.path));
    json status = json_object();
    set(status, "lastAction", upgrade->last_action);
    set(status, "lastActionTime", format_timestamp(upgrade->last_action_at));
    json properties = common_properties(*upgrade, std::move(status));
    set(properties, "policy", policy_of(set_resource->body, upgrade->by_platform));
    json body = json_object();
    set(body, "id", upgrade->set_id + "/rollingUpgrades/latest");
    set(body, "name", "latest");
    set(body, "type", type);
    set(body, "location", text_at(set_resource->body, {"location"}));
    set(body, "properties", std::move(properties));
    return answer(200, body);
}

http::response list_os_upgrades(const world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    const auto* const set_resource = state.resources.find(kind, id.text());
    if (set_resource == nullptr) return answer(resource_not_found(id.text()));
    json value = json_array();
    if (const auto all = state.upgrades.find(id.folded()); all != state.upgrades.end())
        for (std::size_t next = all->second.size(); next > 0 && value.Size() < most_history; --next)
            if (const auto& upgrade = all->second[next - 1]; upgrade.started >= state.now - history_reaches)
                append(value, historical(upgrade, set_resource->body));
    json body = json_object();
    set(body, "value", std::move(value));
    return answer(200, body);
}

} // namespace ingot::inline v0::emulator
