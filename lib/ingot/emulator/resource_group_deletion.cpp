#include <ingot/emulator/detail/resource_group_deletion.hpp>

#include <ingot/emulator/detail/known_path.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

using enum resource_kind;

/// Children before their parents, and machines before the disks that they hold.
constexpr std::array deleted_kinds{image_version,      image_definition,     gallery,          virtual_machine,
                                   scale_set,          image_template,       managed_image,    snapshot,
                                   disk,               activity_log_alert,   action_group,     scheduled_query_rule,
                                   policy_assignment};

/// How often the deletion looks at what is left (assumed).
constexpr duration between_rounds = std::chrono::seconds(15);

/// The api-version by which what is in the group is deleted, none of the newer switches being used (assumed).
constexpr std::string_view deleting_api_version = "2024-03-03";

struct group_deletion {
    std::string id;
    std::string origin;
    std::string operation;
    timestamp last_progress;
    std::size_t left = 0;
};

struct member {
    resource_kind kind;
    std::string id;
};

std::vector<member> members_of(const world& state, std::string_view group) {
    std::vector<member> members;
    for (const auto kind : deleted_kinds)
        state.resources.under(kind, std::string(group) + '/', [&](const std::string& id, const auto&) {
            members.push_back({kind, id});
            return true;
        });
    return members;
}

void delete_member(world& state, const group_deletion& deletion, const member& each) {
    const known_path* const known = find_known_path(each.id);
    if (known == nullptr) return;
    call request;
    request.method = http::method::remove;
    request.origin = deletion.origin;
    request.raw_path = each.id;
    request.path = each.id;
    request.query.emplace("api-version", deleting_api_version);
    const http::response reply = known->answer(state, request);
    if (reply.status < 300) log_request(state, request, deletion.operation, reply);
}

void give_up(world& state, const group_deletion& deletion, const std::vector<member>& left) {
    std::vector<std::string> names;
    for (const auto& each : left) {
        constexpr std::string_view marker = "/providers/";
        const auto* const stored = state.resources.find(each.kind, each.id);
        std::string_view spelled = text_at(stored->body, {"id"});
        if (spelled.empty()) spelled = each.id;
        const auto at = spelled.find(marker);
        names.emplace_back(at == std::string_view::npos ? spelled : spelled.substr(at + marker.size()));
    }
    if (auto* const group = state.resources.find(resource_group, deletion.id))
        set_provisioning_state(group->body, "Succeeded");
    state.operations.end(
        deletion.operation, state.now,
        refusal{409,
                "ResourceGroupDeletionBlocked",
                fmt::format("Deletion of resource group '{}' failed as resources with identifiers '{}' could not "
                            "be deleted. The provisioning state of the resource group will be rolled back.",
                            deletion.id.substr(deletion.id.rfind('/') + 1), fmt::join(names, ",")),
                {}});
}

/// Deletes what can be deleted by now, and looks again later for as long as something goes.
void go_on(world& state, const std::shared_ptr<group_deletion>& deletion) {
    for (const auto& each : members_of(state, deletion->id))
        if (state.operations.of(each.id) == nullptr) delete_member(state, *deletion, each);
    const auto left = members_of(state, deletion->id);
    bool busy = left.size() != deletion->left;
    for (const auto& each : left) busy = busy || state.operations.of(each.id) != nullptr;
    deletion->left = left.size();
    if (busy) deletion->last_progress = state.now;
    if (left.empty()) {
        state.resources.remove(resource_group, deletion->id);
        state.operations.end(deletion->operation, state.now);
    } else if (state.now - deletion->last_progress > state.settings.latencies.parent_delete_lag + between_rounds) {
        give_up(state, *deletion, left);
    } else {
        state.events.at(state.now + between_rounds, [&state, deletion] { go_on(state, deletion); });
    }
}

http::response accepted(const world& state, const call& request, std::string_view operation) {
    // Between /subscriptions/ and the next slash.
    const std::string_view path = request.path;
    const std::string_view subscription = path.substr(0, path.find('/', std::string_view("/subscriptions/").size()));
    http::response reply = answer(202);
    reply.headers.add("Location",
                      fmt::format("{}/subscriptions/{}/operationresults/{}?monitor=true&api-version={}", request.origin,
                                  percent_encode(subscription.substr(subscription.rfind('/') + 1)), operation,
                                  percent_encode(request.api_version())));
    reply.headers.add("Retry-After", retry_after_of(state));
    return reply;
}

} // namespace

http::response delete_resource_group(world& state, const call& request, stored_resource& group) {
    const std::string id(text_at(group.body, {"id"}));
    if (const auto* const under_way = state.operations.of(id)) return accepted(state, request, under_way->id);
    std::string locked;
    state.resources.under(lock, id + '/', [&](const std::string& at, const auto&) {
        locked = at;
        return false;
    });
    if (!locked.empty())
        return answer(refusal{
            409,
            "ScopeLocked",
            fmt::format("The scope '{}' cannot perform delete operation because following scope(s) are locked: "
                        "'{}'. Please remove the lock and try again.",
                        id, locked.substr(0, locked.rfind("/providers/microsoft.authorization/locks/"))),
            {}});
    set_provisioning_state(group.body, "Deleting");
    const std::string operation = state.operations.begin(state.ids.next(), resource_group, id, true, state.now).id;
    auto deletion = std::make_shared<group_deletion>(group_deletion{id, request.origin, operation, state.now, 0});
    state.events.at(state.now + between_rounds, [&state, deletion] { go_on(state, deletion); });
    return accepted(state, request, operation);
}

} // namespace ingot::inline v0::emulator
