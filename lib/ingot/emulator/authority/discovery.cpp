#include <ingot/emulator/detail/authority.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>

#include <fmt/format.h>

#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// Azure Stack Hub writes its authority so, and clients that read it leave the tenant out and do not ask
/// login.microsoftonline.com whether they may trust the host.
constexpr std::string_view federation_service = "adfs";

json authentication(const call& request) {
    json accepted = json_array();
    for (const auto each : audiences) append(accepted, json_text(each));
    json object = json_object();
    set(object, "loginEndpoint", issuer_of(request, federation_service));
    set(object, "audiences", std::move(accepted));
    set(object, "tenant", federation_service);
    set(object, "identityProvider", "ADFS");
    return object;
}

/// The form of 2015-01-01.
json first_form(const call& request) {
    json body = json_object();
    set(body, "galleryEndpoint", request.origin);
    set(body, "graphEndpoint", request.origin);
    set(body, "portalEndpoint", request.origin);
    json signing_in = authentication(request);
    erase(signing_in, "tenant");
    erase(signing_in, "identityProvider");
    set(body, "authentication", std::move(signing_in));
    return body;
}

json cloud(const call& request) {
    json suffixes = json_object();
    // Names that resolve nowhere (RFC 2606): nothing that the emulator does not serve is there.
    set(suffixes, "storage", "storage.invalid");
    set(suffixes, "keyVaultDns", "vault.invalid");
    set(suffixes, "acrLoginServer", "registry.invalid");
    set(suffixes, "sqlServerHostname", "database.invalid");
    json body = json_object();
    set(body, "portal", request.origin);
    set(body, "authentication", authentication(request));
    set(body, "media", request.origin);
    set(body, "graphAudience", request.origin);
    set(body, "graph", request.origin);
    set(body, "microsoftGraphResourceId", request.origin);
    set(body, "name", "Ingot");
    set(body, "suffixes", std::move(suffixes));
    set(body, "batch", request.origin);
    set(body, "resourceManager", request.origin);
    set(body, "gallery", request.origin);
    set(body, "sqlManagement", request.origin);
    set(body, "activeDirectoryDataLake", request.origin);
    return body;
}

/// The tenant in the path, as it was written.
std::string_view tenant_of(const call& request) {
    const std::string_view path = request.path;
    const auto end = path.find('/', 1);
    if (equal_folded(path.substr(1, end - 1), federation_service) && path[end + 1] != '.') {
        const auto next = path.find('/', end + 1);
        return path.substr(1, next - 1);
    }
    return path.substr(1, end - 1);
}

} // namespace

http::response show_metadata(const world& /*state*/, const call& request) {
    const auto version = request.api_version();
    if (version.empty())
        return answer(refusal{400,
                              "MissingApiVersionParameter",
                              "The api-version query parameter (?api-version=) is required for all requests.",
                              {}});
    if (version < "2019") return answer(200, first_form(request));
    if (version >= "2020") return answer(200, cloud(request));
    json all = json_array();
    append(all, cloud(request));
    return answer(200, all);
}

http::response show_openid_configuration(const world& state, const call& request) {
    const auto tenant = tenant_of(request);
    const bool federation = equal_folded(tenant, federation_service);
    const std::string base = issuer_of(request, tenant);
    const std::string flow = base + (federation ? "/oauth2/" : "/oauth2/v2.0/");
    json methods = json_array();
    for (const auto* const each : {"client_secret_post", "private_key_jwt"}) append(methods, json_text(each));
    json body = json_object();
    set(body, "issuer", federation ? base : issuer_of(request, state.settings.authority.tenant) + "/v2.0");
    set(body, "authorization_endpoint", flow + "authorize");
    set(body, "token_endpoint", flow + "token");
    set(body, "jwks_uri", base + (federation ? "/discovery/keys" : "/discovery/v2.0/keys"));
    set(body, "token_endpoint_auth_methods_supported", std::move(methods));
    return answer(200, body);
}

http::response show_signing_keys() {
    json body = json_object();
    set(body, "keys", json_array());
    return answer(200, body);
}

http::response show_instance(const world& /*state*/, const call& request) {
    const auto asked = request.parameter("authorization_endpoint");
    const std::string origin = request.origin + '/';
    if (!starts_with_folded(asked, origin)) {
        json body = json_object();
        set(body, "error", "invalid_instance");
        set(body, "error_description", "AADSTS50049: Unknown or invalid instance.");
        return answer(400, body);
    }
    const auto tenant = asked.substr(origin.size(), asked.find('/', origin.size()) - origin.size());
    json body = json_object();
    set(body, "tenant_discovery_endpoint",
        fmt::format("{}/v2.0/.well-known/openid-configuration", issuer_of(request, tenant)));
    set(body, "api-version", "1.1");
    set(body, "metadata", json_array());
    return answer(200, body);
}

} // namespace ingot::inline v0::emulator
