#include <ingot/emulator/detail/paging.hpp>

#include <ingot/emulator/detail/answer.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace ingot::inline v0::emulator {
namespace {

std::string write_token(std::string_view key) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string token;
    for (const char c : key) {
        const auto byte = static_cast<unsigned char>(c);
        token += digits[byte >> 4];
        token += digits[byte & 15];
    }
    return token;
}

std::optional<std::string> read_token(std::string_view token) {
    if (token.size() % 2 != 0) return std::nullopt;
    std::string key;
    for (std::size_t i = 0; i < token.size(); i += 2) {
        unsigned value = 0;
        const char* const first = token.data() + i;
        if (std::from_chars(first, first + 2, value, 16).ptr != first + 2) return std::nullopt;
        key += static_cast<char>(static_cast<unsigned char>(value));
    }
    return key;
}

} // namespace

std::string link_to_next_page(const call& request, std::string_view token) {
    std::string link = request.origin + request.raw_path + '?';
    for (const auto& [name, value] : request.query)
        if (!equal_folded(name, "$skiptoken"))
            link += percent_encode(name) + '=' + percent_encode(value) + '&';
    return link + "$skiptoken=" + std::string(token);
}

std::optional<json> as_stored(std::string_view, const json& body) { return json_copy(body); }

http::response list_page(const world& state, const call& request, resource_kind kind, std::string_view prefix,
                         const listed_form& form) {
    std::size_t limit = std::max<std::size_t>(state.settings.page_size, 1);
    if (const auto top = request.parameter("$top"); !top.empty()) {
        std::uint32_t wanted = 0;
        const auto [end, problem] = std::from_chars(top.data(), top.data() + top.size(), wanted);
        if (problem != std::errc{} || end != top.data() + top.size() || wanted == 0)
            return answer(invalid_parameter("$top", "The value of '$top' must be a whole number above 0."));
        limit = std::min<std::size_t>(limit, wanted);
    }
    const std::string folded_prefix = fold(prefix);
    std::string after;
    if (const auto token = request.parameter("$skiptoken"); !token.empty()) {
        const auto key = read_token(token);
        if (!key || !key->starts_with(folded_prefix))
            return answer(invalid_parameter("$skiptoken", "The skip token does not belong to this list."));
        after = *key;
    }
    const auto& all = state.resources.all(kind);
    auto at = after.empty() ? all.lower_bound(folded_prefix) : all.upper_bound(after);
    json value = json_array();
    std::string last;
    bool more = false;
    for (; at != all.end() && at->first.starts_with(folded_prefix); ++at) {
        auto item = form(at->first, at->second.body);
        if (!item) continue;
        if (value.Size() == limit) {
            more = true;
            break;
        }
        append(value, std::move(*item));
        last = at->first;
    }
    json body = json_object();
    set(body, "value", std::move(value));
    if (more) set(body, "nextLink", link_to_next_page(request, write_token(last)));
    return answer(200, body);
}

} // namespace ingot::inline v0::emulator
