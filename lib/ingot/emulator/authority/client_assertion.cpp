#include <ingot/emulator/detail/client_assertion.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/json_web_token.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ingot::inline v0::emulator {
namespace {

token_refusal invalid_client(std::int64_t number, std::string message) {
    return {"invalid_client", number, std::move(message)};
}

/// An instant in a claim; clients write whole seconds or fractions of them.
std::optional<double> seconds_at(const json_web_token& token, std::string_view claim) {
    const json* const value = find(&token.claims, claim);
    if (value == nullptr || !value->IsNumber()) return std::nullopt;
    return value->GetDouble();
}

std::optional<token_refusal> refused_time(const world& state, const json_web_token& token) {
    const auto ends = seconds_at(token, "exp");
    const auto begins = seconds_at(token, "nbf");
    const double now = std::chrono::duration<double>(state.now.time_since_epoch()).count();
    constexpr double skew = 300; // clocks may differ by five minutes (Entra)
    const bool in_order = ends && *ends > begins.value_or(0);
    const bool present = !state.settings.authority.assertions_expire ||
                         (ends && *ends + skew > now && begins.value_or(0) - skew <= now);
    if (in_order && present) return std::nullopt;
    return invalid_client(700024, "Client assertion is not within its valid time range.");
}

/// A token endpoint of this host, or the authority it belongs to.
bool is_meant_for(const json_web_token& token, const call& request) {
    const auto audience = text_at(token.claims, {"aud"});
    const std::string endpoint = request.origin + request.path;
    return equal_folded(audience, endpoint) ||
           (starts_with_folded(audience, request.origin + '/') && starts_with_folded(endpoint, audience));
}

std::optional<token_refusal> refused_federation(const world& state, const registered_client& client,
                                                const json_web_token& token) {
    const auto issuer = text_at(token.claims, {"iss"});
    const auto subject = text_at(token.claims, {"sub"});
    const auto audience = text_at(token.claims, {"aud"});
    const auto match = std::find_if(client.federated.begin(), client.federated.end(), [&](const auto& each) {
        return each.issuer == issuer && each.subject == subject && each.audience == audience;
    });
    if (match == client.federated.end())
        return token_refusal{
            "invalid_client", 70021,
            fmt::format("No matching federated identity record found for presented assertion. "
                        "Assertion Issuer: '{}'. Assertion Subject: '{}'. Assertion Audience: '{}'.",
                        issuer, subject, audience)};
    if (!is_signed_by(token, match->certificate))
        return invalid_client(50013, "Assertion failed signature validation.");
    return refused_time(state, token);
}

} // namespace

std::optional<token_refusal> refused_assertion(const world& state, const call& request,
                                               const registered_client& client, std::string_view assertion) {
    const auto token = read_json_web_token(assertion);
    if (!token) return invalid_client(50027, "JWT token is invalid or malformed.");
    if (!equal_folded(text_at(token->claims, {"iss"}), client.id)) {
        if (!client.federated.empty()) return refused_federation(state, client, *token);
        return invalid_client(700021,
                              "Client assertion application identifier doesn't match 'client_id' parameter.");
    }
    if (!equal_folded(text_at(token->claims, {"sub"}), client.id))
        return invalid_client(700021,
                              "Client assertion application identifier doesn't match 'client_id' parameter.");
    const auto signer = std::find_if(client.certificates.begin(), client.certificates.end(),
                                     [&](const std::string& pem) { return names_certificate(*token, pem); });
    if (signer == client.certificates.end())
        return invalid_client(700027,
                              "Client assertion contains an invalid signature. [Reason - The key was not "
                              "found.]");
    if (!is_signed_by(*token, *signer))
        return invalid_client(700027,
                              "Client assertion contains an invalid signature. [Reason - The key was found, "
                              "but use of the key to verify the signature failed.]");
    if (!is_meant_for(*token, request))
        return invalid_client(700023, "Client assertion audience claim does not match Realm issuer.");
    return refused_time(state, *token);
}

} // namespace ingot::inline v0::emulator
