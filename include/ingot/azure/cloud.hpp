#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::azure {

/// Who signs people and programs in: Entra, or a federation service of one's own beside it (Azure Stack Hub).
enum class identity_provider { entra, adfs };

/// Where one Azure is and who gives tokens for it. Endpoints are absolute and do not end with `/`.
struct cloud {
    std::string name;                   ///< as the service calls it, such as `AzureCloud`
    std::string resource_manager;       ///< such as `https://management.azure.com`
    std::string login;                  ///< authority without a tenant; with ADFS it ends with `/adfs`
    std::vector<std::string> audiences; ///< that Resource Manager accepts in a token, verbatim; may be empty
    identity_provider provider = identity_provider::entra;

    friend bool operator==(const cloud&, const cloud&) = default;
};

/// Endpoints and audiences of the three public clouds (environments of the Azure SDK for Go).
[[nodiscard]] inline cloud public_cloud() {
    return {"AzureCloud",
            "https://management.azure.com",
            "https://login.microsoftonline.com",
            {"https://management.core.windows.net", "https://management.azure.com"},
            identity_provider::entra};
}

[[nodiscard]] inline cloud us_government_cloud() {
    return {"AzureUSGovernment",
            "https://management.usgovcloudapi.net",
            "https://login.microsoftonline.us",
            {"https://management.core.usgovcloudapi.net", "https://management.usgovcloudapi.net"},
            identity_provider::entra};
}

[[nodiscard]] inline cloud china_cloud() {
    return {"AzureChinaCloud",
            "https://management.chinacloudapi.cn",
            "https://login.chinacloudapi.cn",
            {"https://management.core.chinacloudapi.cn", "https://management.chinacloudapi.cn"},
            identity_provider::entra};
}

/// An endpoint in the form in which `cloud` holds it.
[[nodiscard]] inline std::string without_trailing_slash(std::string_view endpoint) {
    while (!endpoint.empty() && endpoint.back() == '/') endpoint.remove_suffix(1);
    return std::string(endpoint);
}

/// What Resource Manager is called in a request for a token: its endpoint where that is among the audiences
/// or none is known, else the first audience verbatim, with the `/` that it may end with.
[[nodiscard]] inline std::string resource_of(const cloud& where) {
    for (const std::string& audience : where.audiences)
        if (equal_folded(without_trailing_slash(audience), where.resource_manager)) return where.resource_manager;
    return where.audiences.empty() ? where.resource_manager : where.audiences.front();
}

/// The scope of a token for Resource Manager, such as `https://management.azure.com/.default`. A resource
/// that ends with `/` keeps it, so that two stand before `.default`: the name must be that of the audience.
[[nodiscard]] inline std::string scope_of(const cloud& where) { return resource_of(where) + "/.default"; }

/// Where tokens are given: `{login}/{tenant}/oauth2/v2.0/token` (OAuth 2.0 client credentials flow); ADFS has
/// no tenants and gives them at `{login}/oauth2/token`.
/// @param tenant id or domain name
[[nodiscard]] inline std::string token_endpoint(const cloud& where, std::string_view tenant) {
    if (where.provider == identity_provider::adfs) return where.login + "/oauth2/token";
    std::string url = where.login + '/';
    url += tenant;
    url += "/oauth2/v2.0/token";
    return url;
}

/// Where an endpoint tells what cloud it belongs to. No credential is asked for (Azure Resource Manager,
/// metadata endpoints).
[[nodiscard]] inline std::string metadata_url(std::string_view resource_manager) {
    return http::join_url(resource_manager, "metadata/endpoints?api-version=2022-09-01");
}

} // namespace ingot::inline v0::azure
