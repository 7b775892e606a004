#include <ingot/credential/detail/token_exchange.hpp>

#include <ingot/http/percent_encoding.hpp>
#include <ingot/http/retry_after.hpp>
#include <ingot/http/url.hpp>
#include <ingot/run/retry_policy.hpp>

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace ingot::inline v0::detail {

namespace {

using document = rapidjson::Document;

constexpr std::size_t longest_answer = std::size_t{256} * 1024;

std::string encode(const form_fields& form) {
    std::string body;
    for (const auto& [name, value] : form) {
        if (!body.empty()) body += '&';
        body += name;
        body += '=';
        body += http::percent_encode(value);
    }
    return body;
}

document parse(std::string_view body) {
    document parsed;
    if (body.size() <= longest_answer)
        parsed.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(),
                                                                                             body.size());
    if (parsed.HasParseError() || !parsed.IsObject()) parsed.SetObject();
    return parsed;
}

const rapidjson::Value* member(const document& from, const char* name) {
    const auto found = from.FindMember(name);
    return found == from.MemberEnd() ? nullptr : &found->value;
}

std::string_view text(const document& from, const char* name) {
    const auto* const value = member(from, name);
    return value != nullptr && value->IsString()
               ? std::string_view(value->GetString(), value->GetStringLength())
               : std::string_view{};
}

/// Seconds, which some authorities write as text.
std::optional<std::int64_t> seconds(const document& from, const char* name) {
    const auto* const value = member(from, name);
    if (value != nullptr && value->IsInt64()) return value->GetInt64();
    const std::string_view digits = text(from, name);
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (digits.empty() || problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return count;
}

/// A word that cannot hold what was sent: an error code, or an id.
std::string_view word(std::string_view value) {
    const bool plain = value.size() <= 64 && std::all_of(value.begin(), value.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                  (c >= '0' && c <= '9') || c == '_' || c == '-';
                       });
    return plain ? value : std::string_view{};
}

/// RFC 6749, 5.2, with the numbers and ids that Entra adds.
error refusal(const std::string& endpoint, const http::response& answer) {
    const document body = parse(answer.body);
    std::string message =
        fmt::format("{} gave no token: HTTP status {}", http::path_of(endpoint), answer.status);
    if (const auto code = word(text(body, "error")); !code.empty()) message += fmt::format(", {}", code);
    if (const auto* const numbers = member(body, "error_codes"); numbers != nullptr && numbers->IsArray())
        for (const auto& number : numbers->GetArray())
            if (number.IsInt64()) message += fmt::format(", AADSTS{}", number.GetInt64());
    for (const char* const id : {"trace_id", "correlation_id"})
        if (const auto value = word(text(body, id)); !value.empty())
            message += fmt::format(", {} {}", id, value);
    const bool passes = answer.status == 408 || answer.status == 429 || answer.status >= 500;
    if (!passes) message += "; check tenant, client id and its secret, certificate or assertion";
    return {passes ? errc::unavailable : errc::unauthenticated, std::move(message), {}, {}};
}

result<access_token> read_token(const std::string& endpoint, const http::response& answer) {
    if (answer.status != 200) return tl::unexpected(refusal(endpoint, answer));
    const document body = parse(answer.body);
    const auto token = text(body, "access_token");
    const auto lifetime = seconds(body, "expires_in");
    constexpr std::int64_t longest = std::int64_t{366} * 24 * 3600;
    const bool usable =
        !token.empty() && std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (!usable || !lifetime || *lifetime <= 0)
        return fail(errc::unauthenticated,
                    fmt::format("{} answered 200 without a usable 'access_token' and 'expires_in'",
                                http::path_of(endpoint)));
    return access_token{std::string(token), std::chrono::seconds(std::min(*lifetime, longest))};
}

result<http::response> exchange(transport& carrier, const http::request& request, exchange_id id) {
    carrier.start(id, request);
    for (;;)
        for (completion& one : carrier.wait(timestamp::max()))
            if (one.exchange == id) return std::move(one.outcome);
}

} // namespace

result<access_token> exchange_token(transport& carrier, const std::string& endpoint,
                                    const form_fields& form) {
    http::request request;
    request.method = http::method::post;
    request.url = endpoint;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}, {"accept", "application/json"}};
    request.body = encode(form);
    const run::retry_policy patience{4, std::chrono::seconds(1), std::chrono::seconds(30), {}, {}, {}};
    for (int failures = 1;; ++failures) {
        auto answer = exchange(carrier, request, static_cast<exchange_id>(failures));
        std::optional<duration> asked;
        result<access_token> token;
        if (answer) {
            asked = http::retry_after(answer->headers, carrier.now());
            token = read_token(endpoint, *answer);
        } else {
            token = tl::unexpected<error>(std::move(answer.error()));
        }
        if (token) return token;
        const errc code = token.error().code;
        if (failures >= patience.max_attempts || (code != errc::unavailable && code != errc::timed_out))
            return token;
        const timestamp again =
            carrier.now() + std::max(asked.value_or(duration{}), run::backoff(patience, failures, 1.0));
        while (carrier.now() < again) (void)carrier.wait(again);
    }
}

} // namespace ingot::inline v0::detail
