#include <ingot/emulator/detail/resource_groups.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/resource_group_deletion.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::resource_group;

/// The id of the resource group that the path names; empty when it names none.
std::string group_of(std::string_view path) {
    const auto id = resource_id::parse(path);
    if (!id) return {};
    const auto parts = id->segments();
    if (parts.size() < 4 || !equal_folded(parts[0], "subscriptions") ||
        !equal_folded(parts[2], "resourceGroups"))
        return {};
    return fmt::format("/subscriptions/{}/resourceGroups/{}", parts[1], parts[3]);
}

json group_body(const std::string& id, std::string_view location) {
    json body = json_object();
    set(body, "id", id);
    set(body, "name", std::string_view(id).substr(id.rfind('/') + 1));
    set(body, "type", facts_of(kind).type);
    set(body, "location", location);
    set_provisioning_state(body, "Succeeded");
    return body;
}

json subscription_body(std::string_view id) {
    json body = json_object();
    set(body, "id", fmt::format("/subscriptions/{}", id));
    set(body, "subscriptionId", id);
    set(body, "displayName", id);
    set(body, "state", "Enabled");
    return body;
}

} // namespace

void note_scopes(world& state, std::string_view id, std::string_view location) {
    const auto parsed = resource_id::parse(id);
    if (!parsed || parsed->subscription().empty()) return;
    state.subscriptions.insert(fold(parsed->subscription()));
    const std::string group = group_of(id);
    if (!group.empty() && state.resources.find(kind, group) == nullptr)
        state.resources.put(kind, group, group_body(group, location));
}

std::optional<refusal> refused_scope(const world& state, std::string_view path, bool creates) {
    const auto id = resource_id::parse(path);
    if (!id) return std::nullopt;
    const auto subscription = id->subscription();
    if (!subscription.empty() && !state.settings.any_subscription &&
        !state.subscriptions.contains(fold(subscription)))
        return refusal{404,
                       "SubscriptionNotFound",
                       fmt::format("The subscription '{}' could not be found.", subscription),
                       {}};
    const std::string group = group_of(path);
    if (group.empty() || state.resources.find(kind, group) != nullptr) return std::nullopt;
    if (creates && state.settings.implicit_resource_groups) return std::nullopt;
    return refusal{404,
                   "ResourceGroupNotFound",
                   fmt::format("Resource group '{}' could not be found.",
                               std::string_view(group).substr(group.rfind('/') + 1)),
                   {}};
}

std::optional<refusal> refused_as_deprovisioning(const world& state, std::string_view path) {
    const auto* const group = state.resources.find(kind, group_of(path));
    if (group == nullptr || !equal_folded(provisioning_state(group->body), "Deleting")) return std::nullopt;
    return refusal{409,
                   "ResourceGroupBeingDeleted",
                   fmt::format("The resource group '{}' is in deprovisioning state and cannot perform this operation.",
                               text_at(group->body, {"name"})),
                   {}};
}

http::response handle_subscription(const world& state, const call& request) {
    if (!equal_folded(request.path, "/subscriptions"))
        return answer(200,
                      subscription_body(std::string_view(request.path).substr(request.path.rfind('/') + 1)));
    json value = json_array();
    for (const auto& id : state.subscriptions) append(value, subscription_body(id));
    json body = json_object();
    set(body, "value", std::move(value));
    return answer(200, body);
}

http::response handle_resource_group(world& state, const call& request) {
    auto* const there = state.resources.find(kind, request.path);
    if (request.method == http::method::get) return answer(200, there->body); // refused_scope() let it pass
    if (request.method == http::method::remove)
        return there == nullptr ? answer(*refused_scope(state, request.path, false))
                                : delete_resource_group(state, request, *there);
    if (request.method == http::method::patch) {
        if (auto problem = refused_tags(request.body)) return answer(*problem);
        if (const json* const tags = find(&request.body, "tags")) set(there->body, "tags", json_copy(*tags));
        return answer(200, there->body);
    }
    if (auto problem = refused_envelope(request.body, there)) return answer(*problem);
    const std::string id =
        there != nullptr ? std::string(text_at(there->body, {"id"})) : group_of(request.path);
    json body = group_body(id, text_at(request.body, {"location"}));
    if (const json* const tags = find(&request.body, "tags")) set(body, "tags", json_copy(*tags));
    const int status = there == nullptr ? 201 : 200;
    note_scopes(state, id, {});
    return answer(status, state.resources.put(kind, id, std::move(body)).body);
}

http::response list_resource_groups(const world& state, const call& request) {
    return list_page(state, request, kind, request.path + '/', as_stored);
}

} // namespace ingot::inline v0::emulator
