#include <ingot/emulator/detail/etags.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <string>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view first_api_version = "2024-07-01";

bool knows_etags(const call& request) noexcept { return request.api_version() >= first_api_version; }

/// Whether one of the listed entity tags is the resource's (RFC 9110, 13.1).
bool lists(std::string_view field, std::string_view etag, bool exists) {
    while (!field.empty()) {
        const auto comma = field.find(',');
        std::string_view one = field.substr(0, comma);
        field.remove_prefix(comma == std::string_view::npos ? field.size() : comma + 1);
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        while (!one.empty() && one.back() == ' ') one.remove_suffix(1);
        if (one == "*" ? exists : (!etag.empty() && one == etag)) return true;
    }
    return false;
}

} // namespace

std::optional<refusal> refused_by_etag(const call& request, std::string_view id,
                                       const stored_resource* there) {
    if (!knows_etags(request)) return std::nullopt;
    const auto etag = there == nullptr ? std::string_view{} : text_at(there->body, {"etag"});
    const auto refuse = [&](std::string_view header) {
        return refusal{
            412,
            "PreconditionFailed",
            fmt::format("The precondition given in the header {} does not hold for {}. Read it again "
                        "and decide anew.",
                        header, id),
            {}};
    };
    if (const auto match = request.headers.find("If-Match");
        match && !match->empty() && !lists(*match, etag, there != nullptr))
        return refuse("If-Match");
    if (const auto none = request.headers.find("If-None-Match");
        none && !none->empty() && lists(*none, etag, there != nullptr))
        return refuse("If-None-Match");
    return std::nullopt;
}

void renew_etag(json& body) {
    std::string_view last = text_at(body, {"etag"});
    if (!last.empty()) last.remove_prefix(1); // the quotation mark
    std::uint64_t number = 0;
    static_cast<void>(std::from_chars(last.data(), last.data() + last.size(), number));
    set(body, "etag", fmt::format("\"{}\"", number + 1));
}

void hide_unknown_etag(const call& request, json& body) {
    if (!knows_etags(request)) erase(body, "etag");
}

} // namespace ingot::inline v0::emulator
