#include <ingot/emulator/resource_graph/detail/resource_graph.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/resource_graph/detail/query_parser.hpp>
#include <ingot/emulator/resource_graph/detail/query_run.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::size_t queries_per_window = 15;
constexpr std::chrono::seconds window{5};
constexpr std::size_t most_subscriptions = 10'000;
constexpr std::int64_t most_rows = 1'000;

refusal bad_request(std::string message) { return {400, "BadRequest", std::move(message), {}}; }

/// Takes a query from the user's quota. @return until when there is none left, if so
std::optional<timestamp> spend_quota(world& state) {
    graph_quota& quota = state.graph;
    if (state.now >= quota.resets) quota = {state.now + window, 0};
    if (quota.used >= queries_per_window) return quota.resets;
    ++quota.used;
    return std::nullopt;
}

void show_quota(const world& state, http::response& reply) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(state.graph.resets - state.now).count();
    reply.headers.add("x-ms-user-quota-remaining", std::to_string(queries_per_window - state.graph.used));
    reply.headers.add("x-ms-user-quota-resets-after", fmt::format("00:00:{:02}", left));
}

struct query_options {
    std::size_t top = 100;
    std::size_t skip = 0;
    bool table = false;
};

/// Members that are not understood are refused, so that nobody takes their silence for consent.
tl::expected<query_options, refusal> read_options(const json& body) {
    query_options read;
    const json* const given = find(&body, "options");
    if (given == nullptr || given->IsNull()) return read;
    if (!given->IsObject()) return tl::unexpected(bad_request("'options' is not an object"));
    std::optional<std::int64_t> skip;
    for (auto each = given->MemberBegin(); each != given->MemberEnd(); ++each) {
        const std::string_view name = text_of(&each->name);
        const auto number = integer_of(&each->value);
        const std::string_view text = text_of(&each->value);
        if (name == "$top" && number && *number >= 1 && *number <= most_rows) {
            read.top = static_cast<std::size_t>(*number);
        } else if (name == "$skip" && number && *number >= 0) {
            skip = number;
        } else if (name == "$skipToken" && !text.empty()) {
            const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), read.skip);
            if (problem != std::errc() || end != text.data() + text.size())
                return tl::unexpected(bad_request("the value of '$skipToken' is not one of the service's"));
        } else if (name == "resultFormat" && (text == "objectArray" || text == "table")) {
            read.table = text == "table";
        } else if (!each->value.IsNull() && !(name == "allowPartialScopes" && each->value.IsBool()) &&
                   !(name == "authorizationScopeFilter" && text == "AtScopeAndBelow")) {
            return tl::unexpected(bad_request(fmt::format("the option '{}' or its value is not understood", name)));
        }
    }
    if (skip) read.skip = static_cast<std::size_t>(*skip);
    return read;
}

/// The subscriptions in scope, and whether there are more than a query looks at.
struct query_scope {
    std::set<std::string> subscriptions; ///< folded
    bool limited = false;
};

tl::expected<query_scope, refusal> read_scope(const world& state, const json& body) {
    if (find(&body, "managementGroups") != nullptr)
        return tl::unexpected(bad_request("the emulator does not model management groups"));
    std::vector<std::string> named;
    if (const json* const given = find(&body, "subscriptions"); given != nullptr && !given->IsNull()) {
        if (!given->IsArray() || given->Empty())
            return tl::unexpected(bad_request("'subscriptions' is not a list of ids"));
        for (const auto& each : given->GetArray()) named.push_back(fold(text_of(&each)));
    } else {
        named.assign(state.subscriptions.begin(), state.subscriptions.end());
    }
    query_scope scope;
    scope.limited = named.size() > most_subscriptions;
    named.resize(std::min(named.size(), most_subscriptions));
    // What the caller may not read is left out without a word.
    for (const std::string& hidden : state.settings.graph_hides) std::erase(named, fold(hidden));
    scope.subscriptions.insert(named.begin(), named.end());
    return scope;
}

json page_of(const resource_graph::query_result& found, std::size_t first, std::size_t end, bool table) {
    json rows = json_array();
    for (std::size_t at = first; at < end; ++at) {
        json one = table ? json_array() : json_object();
        for (std::size_t column = 0; column < found.columns.size(); ++column) {
            json value = json_copy(found.rows[at][column].value());
            if (table)
                append(one, std::move(value));
            else
                set(one, found.columns[column], std::move(value));
        }
        append(rows, std::move(one));
    }
    if (!table) return rows;
    json columns = json_array();
    for (const std::string& name : found.columns) {
        json column = json_object();
        set(column, "name", name);
        set(column, "type", "object");
        append(columns, std::move(column));
    }
    json data = json_object();
    set(data, "columns", std::move(columns));
    set(data, "rows", std::move(rows));
    return data;
}

http::response answer_query(const world& state, const json& body) {
    if (const json* const facets = find(&body, "facets"); facets != nullptr && facets->IsArray() && !facets->Empty())
        return answer(bad_request("the emulator does not model facets"));
    const auto options = read_options(body);
    if (!options) return answer(options.error());
    const auto scope = read_scope(state, body);
    if (!scope) return answer(scope.error());
    const auto refuse = [](const resource_graph::query_mistake& why) {
        return answer(bad_request(fmt::format("Query is invalid at position {}: {}", why.at, why.message)));
    };
    const auto query = resource_graph::parse_query(text_of(find(&body, "query")));
    if (!query) return refuse(query.error());
    std::set<std::string_view> subscriptions(scope->subscriptions.begin(), scope->subscriptions.end());
    const auto found = resource_graph::run_query(*query, state.resources, subscriptions);
    if (!found) return refuse(found.error());

    const std::size_t total = found->rows.size();
    const std::size_t first = std::min(options->skip, total);
    const std::size_t end = std::min(first + options->top, total);
    json reply = json_object();
    set(reply, "totalRecords", json(static_cast<std::int64_t>(total)));
    set(reply, "count", json(static_cast<std::int64_t>(end - first)));
    set(reply, "data", page_of(*found, first, end, options->table));
    set(reply, "facets", json_array());
    // Where more rows cannot be had page by page they are lost.
    set(reply, "resultTruncated", end < total && !found->pages ? "true" : "false");
    if (end < total && found->pages) set(reply, "$skipToken", std::to_string(end));
    http::response made = answer(200, reply);
    if (scope->limited) made.headers.add("x-ms-tenant-subscription-limit-hit", "true");
    return made;
}

} // namespace

http::response query_resources(world& state, const call& request) {
    const auto exhausted = spend_quota(state);
    http::response reply = exhausted ? answer(refusal{429,
                                                      "RateLimiting",
                                                      "Client application has been throttled and should not attempt to "
                                                      "repeat the request until an amount of time has elapsed.",
                                                      {}})
                                     : answer_query(state, request.body);
    if (exhausted)
        reply.headers.add("Retry-After",
                          std::to_string(std::chrono::ceil<std::chrono::seconds>(*exhausted - state.now).count()));
    show_quota(state, reply);
    return reply;
}

} // namespace ingot::inline v0::emulator
