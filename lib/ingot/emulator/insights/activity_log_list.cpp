#include <ingot/emulator/detail/activity_log.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

struct event_filter {
    std::optional<timestamp> from;
    std::optional<timestamp> to;
    std::string_view name; ///< the one further member, empty when there is none
    std::string_view value;
};

std::string_view unquoted(std::string_view text) noexcept {
    return text.size() > 1 && text.front() == '\'' && text.back() == '\'' ? text.substr(1, text.size() - 2)
                                                                          : text;
}

/// An instant as clients write it in filters: the Azure CLI leaves out the zone, and means UTC.
std::optional<timestamp> read_instant(std::string_view text) {
    if (const auto instant = parse_timestamp(text)) return *instant;
    const auto instant = parse_timestamp(std::string(text) + 'Z');
    return instant ? std::optional(*instant) : std::nullopt;
}

/// Reads `eventTimestamp ge 'a' and eventTimestamp le 'b'`, with at most one more `name eq 'value'`.
std::optional<event_filter> read_filter(std::string_view text) {
    event_filter filter;
    while (!text.empty()) {
        const auto end = text.find(" and ");
        const std::string_view term = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 5);
        const auto space = term.find(' ');
        const auto second = space == std::string_view::npos ? space : term.find(' ', space + 1);
        if (second == std::string_view::npos) return std::nullopt;
        const auto name = term.substr(0, space);
        const auto relation = term.substr(space + 1, second - space - 1);
        const auto value = unquoted(term.substr(second + 1));
        if (equal_folded(name, "eventTimestamp")) {
            const auto instant = read_instant(value);
            if (!instant) return std::nullopt;
            if (relation == "ge")
                filter.from = *instant;
            else if (relation == "le")
                filter.to = *instant;
            else
                return std::nullopt;
        } else {
            if (relation != "eq" || !filter.name.empty()) return std::nullopt;
            filter.name = name;
            filter.value = value;
        }
    }
    if (!filter.from) return std::nullopt;
    for (const std::string_view known :
         {"", "resourceGroupName", "resourceUri", "resourceProvider", "correlationId"})
        if (equal_folded(filter.name, known)) return filter;
    return std::nullopt;
}

bool matches(const json& event, const event_filter& filter) {
    if (filter.name.empty()) return true;
    if (equal_folded(filter.name, "resourceUri"))
        return equal_folded(text_at(event, {"resourceId"}), filter.value);
    if (equal_folded(filter.name, "resourceProvider"))
        return equal_folded(text_at(event, {"resourceProviderName", "value"}), filter.value);
    const bool group = equal_folded(filter.name, "resourceGroupName");
    return equal_folded(text_at(event, {group ? "resourceGroupName" : "correlationId"}), filter.value);
}

json selected(const json& event, std::string_view names) {
    if (names.empty()) return json_copy(event);
    json chosen = json_object();
    while (!names.empty()) {
        const auto comma = names.find(',');
        std::string_view name = names.substr(0, comma);
        while (name.starts_with(' ')) name.remove_prefix(1);
        names = comma == std::string_view::npos ? std::string_view{} : names.substr(comma + 1);
        for (auto member = event.MemberBegin(); member != event.MemberEnd(); ++member)
            if (equal_folded({member->name.GetString(), member->name.GetStringLength()}, name))
                set(chosen, {member->name.GetString(), member->name.GetStringLength()},
                    json_copy(member->value));
    }
    return chosen;
}

} // namespace

http::response list_activity_log(const world& state, const call& request) {
    const auto filter = read_filter(request.parameter("$filter"));
    if (!filter)
        return answer(refusal{
            400, "BadRequest",
            "The $filter of the activity log must be eventTimestamp ge '...' and eventTimestamp le '...', "
            "and "
            "may end with one of resourceGroupName, resourceUri, resourceProvider or correlationId eq '...'.",
            "$filter"});
    const std::string subscription = request.path.substr(0, request.path.find('/', 15));
    std::uint64_t before = state.activities.next_number;
    if (const auto token = request.parameter("$skiptoken"); !token.empty()) {
        const auto [end, problem] = std::from_chars(token.data(), token.data() + token.size(), before);
        if (problem != std::errc{} || end != token.data() + token.size())
            return answer(invalid_parameter("$skiptoken", "The skip token does not belong to this list."));
    }
    const std::size_t limit = std::max<std::size_t>(state.settings.page_size, 1);
    json value = json_array();
    std::uint64_t last = 0;
    bool more = false;
    const auto& entries = state.activities.entries;
    for (auto at = entries.lower_bound(before); at != entries.begin();) {
        --at;
        const auto& [number, entry] = *at;
        if (entry.at < *filter->from) break;
        if ((filter->to && entry.at > *filter->to) || !matches(entry.event, *filter) ||
            !starts_with_folded(text_at(entry.event, {"resourceId"}), subscription))
            continue;
        if (value.Size() == limit) {
            more = true;
            break;
        }
        append(value, selected(entry.event, request.parameter("$select")));
        last = number;
    }
    json body = json_object();
    set(body, "value", std::move(value));
    if (more) set(body, "nextLink", link_to_next_page(request, std::to_string(last)));
    return answer(200, body);
}

} // namespace ingot::inline v0::emulator
