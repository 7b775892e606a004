#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/access_token.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/authority.hpp>
#include <ingot/emulator/detail/json_web_token.hpp>

#include <fmt/format.h>

namespace ingot::inline v0::emulator {
namespace {

http::response unauthorized(const world& state, const call& request, std::string_view code,
                            std::string message) {
    http::response reply = answer(refusal{401, std::string(code), message, {}});
    reply.headers.add(
        "WWW-Authenticate",
        fmt::format(R"(Bearer authorization_uri="{}", error="invalid_token", error_description="{}")",
                    issuer_of(request, state.settings.authority.tenant), message));
    return reply;
}

} // namespace

std::optional<http::response> refused_token(const world& state, const call& request,
                                            const http::request& sent) {
    const auto refuse = [&](std::string_view code, std::string message) {
        return unauthorized(state, request, code, std::move(message));
    };
    const auto field = sent.headers.find("authorization");
    if (!field)
        return refuse("AuthenticationFailed",
                      "Authentication failed. The 'Authorization' header is missing.");
    constexpr std::string_view scheme = "Bearer ";
    if (!starts_with_folded(*field, scheme))
        return refuse("AuthenticationFailedInvalidHeader",
                      "Authentication failed. The 'Authorization' header is provided in an invalid format.");
    const auto token = read_json_web_token(field->substr(scheme.size()));
    if (!token) return refuse("InvalidAuthenticationToken", "The access token is invalid.");
    if (!is_signed_with(*token, signing_key(state)))
        return refuse("InvalidAuthenticationToken",
                      "The access token is not of this authority; its signature does not fit.");
    const auto audience = text_at(token->claims, {"aud"});
    if (!is_resource_manager(request, audience))
        return refuse(
            "InvalidAuthenticationTokenAudience",
            fmt::format("The access token has been obtained for wrong audience or resource '{}'. It "
                        "should exactly match with one of the allowed audiences '{}', '{}'.",
                        audience, audiences[0], audiences[1]));
    const timestamp ends =
        timestamp(std::chrono::seconds(integer_of(find(&token->claims, "exp")).value_or(0)));
    if (ends <= state.now)
        return refuse(
            "ExpiredAuthenticationToken",
            fmt::format("The access token expiry UTC time '{}' is earlier than current UTC time '{}'.",
                        format_timestamp(ends), format_timestamp(state.now)));
    return std::nullopt;
}

} // namespace ingot::inline v0::emulator
