#include <ingot/emulator/detail/insights_rules.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/activity_log_alerts.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

http::response answer_flat(const refusal& why) { return answer(why.status, error_object(why)); }

std::optional<refusal> refused_action_group(const json& body) {
    constexpr std::size_t longest_short_name = 12;
    const auto refuse = [](std::string_view message) {
        return refusal{400, "BadRequest", std::string(message), {}};
    };
    const auto short_name = text_at(body, {"properties", "groupShortName"});
    if (short_name.empty() || short_name.size() > longest_short_name)
        return refuse("'groupShortName' must have 1 to 12 characters.");
    if (!boolean_of(find(body, {"properties", "enabled"}))) return refuse("'enabled' must be true or false.");
    return std::nullopt;
}

std::optional<refusal> refused_query_rule(const json& body) {
    const json* const criteria = find(body, {"properties", "criteria", "allOf"});
    const json* const scopes = find(body, {"properties", "scopes"});
    if (criteria == nullptr || !criteria->IsArray() || criteria->Empty() || scopes == nullptr ||
        !scopes->IsArray() || scopes->Empty())
        return refusal{400, "BadRequest", "A query rule needs 'scopes' and 'criteria.allOf'.", {}};
    return std::nullopt;
}

std::optional<refusal> refused_rule(const json& body, resource_kind kind) {
    if (auto problem = refused_envelope(body, nullptr)) return problem;
    switch (kind) {
    case resource_kind::activity_log_alert: return refused_activity_log_alert(body);
    case resource_kind::action_group: return refused_action_group(body);
    default: return refused_query_rule(body);
    }
}

constexpr std::array<std::string_view, 3> subscribed{"emailReceivers", "smsReceivers", "voiceReceivers"};

/// Receivers that a person can leave have a status, which only the service sets.
void enable_receivers(json& group) {
    json& properties = object_at(group, "properties");
    for (const auto kind : subscribed)
        if (json* const receivers = find(&properties, kind); receivers != nullptr && receivers->IsArray())
            for (auto& receiver : receivers->GetArray())
                if (receiver.IsObject()) set(receiver, "status", "Enabled");
}

http::response patch(json& stored, const json& changes, resource_kind kind) {
    if (kind == resource_kind::scheduled_query_rule) {
        write_over(stored, changes, http::method::patch);
        return answer(200, stored);
    }
    if (const json* const tags = find(&changes, "tags")) set(stored, "tags", json_copy(*tags));
    if (const json* const enabled = find(changes, {"properties", "enabled"});
        enabled != nullptr && enabled->IsBool())
        set(object_at(stored, "properties"), "enabled", json_copy(*enabled));
    return answer(200, stored);
}

} // namespace

http::response handle_insights_rule(world& state, const call& request, resource_kind kind) {
    auto* const there = state.resources.find(kind, request.path);
    if (request.method == http::method::remove) {
        if (there == nullptr) return answer(204);
        state.resources.remove(kind, request.path);
        return answer(200);
    }
    if (request.method == http::method::put) {
        if (auto problem = refused_rule(request.body, kind)) return answer_flat(*problem);
        json body = json_copy(request.body);
        set_envelope(body, kind,
                     there == nullptr ? usual_spelling(kind, request.path)
                                      : std::string(text_at(there->body, {"id"})));
        if (kind == resource_kind::action_group) enable_receivers(body);
        if (find(body, {"properties", "enabled"}) == nullptr)
            set(object_at(body, "properties"), "enabled", json(true));
        const std::string id(text_at(body, {"id"}));
        const int status = there == nullptr ? 201 : 200;
        return answer(status, state.resources.put(kind, id, std::move(body)).body);
    }
    if (there == nullptr) return answer_flat(resource_not_found(request.path));
    if (request.method == http::method::get) return answer(200, there->body);
    if (auto problem = refused_tags(request.body)) return answer_flat(*problem);
    return patch(there->body, request.body, kind);
}

http::response list_insights_rules(const world& state, const call& request, resource_kind kind) {
    const std::string prefix = resource_id::parse(request.path)->without_last(3).text() + '/';
    if (kind != resource_kind::action_group) return list_page(state, request, kind, prefix, as_stored);
    json value = json_array();
    state.resources.under(kind, prefix, [&](const std::string&, const stored_resource& group) {
        append(value, json_copy(group.body));
        return true;
    });
    json body = json_object();
    set(body, "value", std::move(value));
    return answer(200, body);
}

http::response subscribe_receiver(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const group = state.resources.find(resource_kind::action_group, id.text());
    if (group == nullptr) return answer_flat(resource_not_found(id.text()));
    const auto name = text_at(request.body, {"receiverName"});
    for (const auto kind : subscribed) {
        json* const receivers = find(find(&group->body, "properties"), kind);
        if (receivers == nullptr || !receivers->IsArray()) continue;
        for (auto& receiver : receivers->GetArray()) {
            if (!equal_folded(text_of(find(&receiver, "name")), name)) continue;
            if (equal_folded(text_of(find(&receiver, "status")), "Enabled"))
                return answer_flat({409,
                                    "ReceiverAlreadyEnabled",
                                    fmt::format("The receiver '{}' is already enabled.", name),
                                    {}});
            set(receiver, "status", "Enabled");
            return answer(200);
        }
    }
    return answer_flat(
        {404, "ReceiverNotFound", fmt::format("There is no receiver '{}' in the group.", name), {}});
}

} // namespace ingot::inline v0::emulator
