#include <ingot/emulator/detail/router.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/activity_log.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/authority.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/known_path.hpp>
#include <ingot/emulator/detail/locks.hpp>
#include <ingot/emulator/detail/policy_enforcement.hpp>
#include <ingot/emulator/detail/resource_groups.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

using http::method;

bool is_api_version(std::string_view text) noexcept {
    constexpr std::string_view form = "dddd-dd-dd";
    if (text.size() < form.size()) return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (form[i] == 'd' ? !digit : text[i] != form[i]) return false;
    }
    return text.size() == form.size() || equal_folded(text.substr(form.size()), "-preview");
}

std::optional<refusal> refused_api_version(const call& request) {
    if (request.api_version().empty())
        return refusal{400,
                       "MissingApiVersionParameter",
                       "The api-version query parameter (?api-version=) is required for all requests.",
                       {}};
    if (!is_api_version(request.api_version()))
        return refusal{400,
                       "InvalidApiVersionParameter",
                       fmt::format("The api-version '{}' is invalid. Write a date such as 2024-03-03.",
                                   request.api_version()),
                       {}};
    return std::nullopt;
}

std::optional<refusal> read_body(call& request, const std::string& text) {
    if (http::reads_only(request.method) || request.method == method::remove) return std::nullopt;
    const auto refuse = [](std::string_view why) {
        return refusal{
            400,
            "InvalidRequestContent",
            fmt::format("The request content was invalid and could not be deserialized: '{}'.", why),
            {}};
    };
    if (text.empty() && request.method == method::post) { // an action may take nothing
        request.body = json_object();
        return std::nullopt;
    }
    if (text.empty()) return refuse("the body is empty");
    auto body = parse_json(text, "body");
    if (!body) return refuse(body.error().message);
    if (!body->IsObject()) return refuse("the body is not an object");
    if (const json* const properties = find(&*body, "properties");
        properties != nullptr && !properties->IsObject() && !properties->IsNull())
        return refuse("'properties' is not an object");
    request.body = std::move(*body);
    return std::nullopt;
}

http::response answer_known(world& state, call& request, const known_path& known, const std::string& body) {
    if (known.methods.find(std::string(http::name_of(request.method)) + ' ') == std::string_view::npos)
        return answer(refusal{405,
                              "MethodNotAllowed",
                              fmt::format("The emulator does not model {} of '{}'.",
                                          http::name_of(request.method), request.path),
                              {}});
    // The deletion of what is not there is no error, whatever else is missing.
    const bool creates = request.method == method::put || request.method == method::remove;
    const bool writes_group = known.answer == handle_resource_group && request.method == method::put;
    const std::string_view scope =
        writes_group ? std::string_view(request.path).substr(0, request.path.find('/', 15)) : request.path;
    if (auto missing = refused_scope(state, scope, creates)) {
        if (request.method == method::remove && missing->code == "ResourceGroupNotFound" &&
            known.answer != handle_resource_group)
            return answer(204);
        return answer(*missing);
    }
    if (request.method == method::put)
        if (auto going = refused_as_deprovisioning(state, request.path)) return answer(*going);
    if (known.check == lock_check::full)
        if (auto locked = refused_by_lock(state, request.path, request.method)) return answer(*locked);
    if (auto malformed = read_body(request, body)) return answer(*malformed);
    if (auto disallowed = refused_by_policy(state, request)) return std::move(*disallowed);
    http::response reply = known.answer(state, request);
    if (request.method == method::put && reply.status < 300)
        note_scopes(state, request.path, text_of(find(&request.body, "location")));
    return reply;
}

/// @param noted the request, if it is one that the activity log tells of
http::response answer_call(world& state, const http::request& request, std::optional<call>& noted) {
    auto taken = read_call(request);
    if (!taken) return answer(refusal{400, "InvalidRequestUri", "The request URI is not valid.", {}});
    const bool asks_for_existence = taken->method == method::head;
    if (asks_for_existence) taken->method = method::get;
    if (auto problem = refused_api_version(*taken)) return answer(*problem);
    const known_path* const known = find_known_path(taken->path);
    if (known == nullptr)
        return answer(refusal{
            404,
            "InvalidResourceType",
            fmt::format("The resource type of '{}' could not be found; the emulator does not model it.",
                        taken->path),
            {}});
    http::response reply = answer_known(state, *taken, *known, request.body);
    if (asks_for_existence && reply.status == 200 && known->answer == handle_resource_group) reply = answer(204);
    if (!http::reads_only(taken->method) && known->check != lock_check::question && reply.status != 405)
        noted = std::move(taken);
    return reply;
}

/// RFC 9110, IMF-fixdate.
std::string http_date(timestamp instant) {
    using namespace std::chrono;
    static constexpr std::array<std::string_view, 7> days_of_week{"Sun", "Mon", "Tue", "Wed",
                                                                  "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months_of_year{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss<seconds> time(floor<seconds>(instant - day));
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days_of_week[weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()),
                       months_of_year[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

} // namespace

const known_path* find_known_path(std::string_view path) {
    static constexpr std::array providers{gallery_routes, compute_routes, image_builder_routes,
                                          authorization_routes, policy_routes, insights_routes, resources_routes,
                                          resource_graph_routes};
    for (const auto routes_of : providers)
        for (const known_path& candidate : routes_of())
            if (path_fits(candidate.pattern, path)) return &candidate;
    return nullptr;
}

http::response route(world& state, const http::request& request) {
    auto stopped = answer_authority(state, request);
    std::optional<call> noted;
    http::response reply = stopped ? std::move(*stopped) : answer_call(state, request, noted);
    const std::string request_id = state.ids.next();
    const auto correlation = request.headers.find("x-ms-correlation-request-id");
    if (noted) log_request(state, *noted, correlation.value_or(request_id), reply);
    reply.headers.add("Date", http_date(state.now));
    reply.headers.add("Cache-Control", "no-cache");
    reply.headers.add("x-ms-request-id", request_id);
    reply.headers.add("x-ms-correlation-request-id", correlation ? std::string(*correlation) : request_id);
    if (const auto client = request.headers.find("x-ms-client-request-id");
        client && equal_folded(request.headers.find("x-ms-return-client-request-id").value_or(""), "true"))
        reply.headers.add("x-ms-client-request-id", std::string(*client));
    if (request.method == http::method::head) reply.body.clear();
    return reply;
}

} // namespace ingot::inline v0::emulator
