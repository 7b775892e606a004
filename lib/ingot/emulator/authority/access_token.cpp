#include <ingot/emulator/detail/access_token.hpp>

#include <ingot/crypto/sha256.hpp>
#include <ingot/emulator/detail/json_web_token.hpp>

#include <fmt/format.h>

#include <cstdint>

namespace ingot::inline v0::emulator {
namespace {

/// The id of a client's service principal: the same one always, and not the client's own.
std::string principal_of(const registered_client& client) {
    const std::string digest = sha256_hex("service principal of " + fold(client.id));
    return fmt::format("{}-{}-4{}-a{}-{}", digest.substr(0, 8), digest.substr(8, 4), digest.substr(12, 3),
                       digest.substr(15, 3), digest.substr(18, 12));
}

std::int64_t seconds_of(timestamp instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

} // namespace

std::string signing_key(const world& state) {
    return sha256_hex(
        fmt::format("access tokens of {} {}", state.settings.id_seed, state.settings.authority.tenant));
}

std::string issue_access_token(const world& state, const registered_client& client, shown_by how,
                               std::string_view resource) {
    const authority_options& authority = state.settings.authority;
    const std::string issuer = fmt::format("https://sts.windows.net/{}/", authority.tenant);
    const std::string principal = principal_of(client);
    json claims = json_object();
    set(claims, "aud", resource);
    set(claims, "iss", issuer);
    set(claims, "iat", json(seconds_of(state.now)));
    set(claims, "nbf", json(seconds_of(state.now)));
    set(claims, "exp", json(seconds_of(state.now + authority.token_lifetime)));
    set(claims, "appid", client.id);
    set(claims, "appidacr", how == shown_by::secret ? "1" : "2");
    set(claims, "idp", issuer);
    set(claims, "idtyp", "app");
    set(claims, "oid", principal);
    set(claims, "sub", principal);
    set(claims, "tid", authority.tenant);
    set(claims, "ver", "1.0");
    return write_json_web_token(claims, signing_key(state));
}

} // namespace ingot::inline v0::emulator
