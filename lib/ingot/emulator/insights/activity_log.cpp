#include <ingot/emulator/detail/activity_log.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/activity_log_alerts.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

json localizable(std::string_view value, std::string_view text) {
    json both = json_object();
    set(both, "value", value);
    set(both, "localizedValue", text);
    return both;
}
json localizable(std::string_view value) { return localizable(value, value); }

std::string_view status_name(int status) noexcept {
    static constexpr std::array<std::pair<int, std::string_view>, 12> names{{{200, "OK"},
                                                                             {201, "Created"},
                                                                             {202, "Accepted"},
                                                                             {204, "NoContent"},
                                                                             {400, "BadRequest"},
                                                                             {401, "Unauthorized"},
                                                                             {403, "Forbidden"},
                                                                             {404, "NotFound"},
                                                                             {409, "Conflict"},
                                                                             {412, "PreconditionFailed"},
                                                                             {429, "TooManyRequests"},
                                                                             {500, "InternalServerError"}}};
    for (const auto& [number, name] : names)
        if (number == status) return name;
    return {};
}

struct operation {
    std::string name;
    std::string type;
    std::string resource_id;
};

/// `Microsoft.Compute/galleries/share/action` from a method and a path.
operation operation_of(const call& request) {
    const bool action = request.method == http::method::post;
    const auto providers = fold(request.path).rfind("/providers/");
    std::string type;
    if (providers == std::string::npos) {
        const bool group = fold(request.path).find("/resourcegroups/") != std::string::npos;
        type =
            group ? "Microsoft.Resources/subscriptions/resourceGroups" : "Microsoft.Resources/subscriptions";
    } else {
        std::string_view rest = std::string_view(request.path).substr(providers + 11);
        for (std::size_t segment = 0; !rest.empty(); ++segment) {
            const auto slash = rest.find('/');
            if (segment == 0 || segment % 2 == 1)
                type += (type.empty() ? "" : "/") + std::string(rest.substr(0, slash));
            rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
        }
    }
    operation made{type, type, request.path};
    if (action) {
        made.type.resize(made.type.rfind('/'));
        made.resource_id.resize(made.resource_id.rfind('/'));
        made.name += "/action";
    } else {
        made.name += request.method == http::method::remove ? "/delete" : "/write";
    }
    return made;
}

json first_event(const call& request, std::string_view correlation_id) {
    const operation what = operation_of(request);
    const auto id = resource_id::parse(what.resource_id);
    json event = json_object();
    json authorization = json_object();
    set(authorization, "action", what.name);
    set(authorization, "scope", what.resource_id);
    set(event, "authorization", std::move(authorization));
    set(event, "caller", "");
    set(event, "correlationId", correlation_id);
    set(event, "operationId", correlation_id);
    set(event, "category", localizable("Administrative"));
    json http = json_object();
    set(http, "method", http::name_of(request.method));
    set(event, "httpRequest", std::move(http));
    if (id) {
        const auto parts = id->segments();
        if (parts.size() > 3 && equal_folded(parts[2], "resourceGroups"))
            set(event, "resourceGroupName", parts[3]);
        set(event, "subscriptionId", id->subscription());
    }
    set(event, "resourceProviderName", localizable(what.type.substr(0, what.type.find('/'))));
    set(event, "resourceId", what.resource_id);
    set(event, "resourceType", localizable(what.type));
    set(event, "operationName", localizable(what.name));
    return event;
}

/// Adds one event made from another: with a time, an id, a status and what that status is called.
void note(world& state, const json& like, std::string_view status, int http_status) {
    activity_log& log = state.activities;
    const bool begins = status == "Started";
    json event = json_copy(like);
    const std::string event_id = log.ids.next();
    set(event, "eventDataId", event_id);
    set(event, "id", fmt::format("{}/events/{}", text_of(find(&like, "resourceId")), event_id));
    set(event, "eventName",
        begins ? localizable("BeginRequest", "Begin request") : localizable("EndRequest", "End request"));
    set(event, "level", status == "Failed" ? "Error" : "Informational");
    set(event, "status", localizable(status));
    const auto name = begins ? std::string_view{} : status_name(http_status);
    set(event, "subStatus",
        name.empty() ? localizable("")
                     : localizable(name, fmt::format("{} (HTTP Status Code: {})", name, http_status)));
    json properties = json_object();
    if (!name.empty()) set(properties, "statusCode", name);
    set(event, "properties", std::move(properties));
    set(event, "eventTimestamp", format_timestamp(state.now));
    set(event, "submissionTimestamp", format_timestamp(state.now));
    fire_alerts(state, event);
    log.entries.emplace(log.next_number++, activity_log::entry{state.now, std::move(event)});
    const timestamp oldest = state.now - state.settings.activity_log_retention;
    while (log.entries.begin()->second.at < oldest) log.entries.erase(log.entries.begin());
}

} // namespace

void log_request(world& state, const call& request, std::string_view correlation_id,
                 const http::response& reply) {
    json event = first_event(request, correlation_id);
    note(state, event, "Started", 0);
    if (reply.status >= 300) {
        note(state, event, "Failed", reply.status);
        return;
    }
    const auto polled = reply.headers.find("Azure-AsyncOperation");
    if (!polled) {
        note(state, event, "Succeeded", reply.status);
        return;
    }
    note(state, event, "Accepted", reply.status);
    const std::string_view url = polled->substr(0, polled->find('?'));
    state.activities.under_way.insert_or_assign(std::string(url.substr(url.rfind('/') + 1)),
                                                std::move(event));
}

void log_end(world& state, const long_running_operation& ended) {
    const auto began = state.activities.under_way.find(ended.id);
    if (began == state.activities.under_way.end()) return;
    const json event = std::move(began->second);
    state.activities.under_way.erase(began);
    note(state, event, ended.failure ? "Failed" : "Succeeded", ended.failure ? ended.failure->status : 200);
}

} // namespace ingot::inline v0::emulator
