#include "sign_in.hpp"

#include "token_credential.hpp"

#include <ingot/azure/cloud_metadata.hpp>
#include <ingot/core/case_fold.hpp>
#include <ingot/credential/certificate_credential.hpp>
#include <ingot/credential/client_credential.hpp>
#include <ingot/http/url.hpp>

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <cstdlib>
#include <utility>

namespace ingot::cli {

namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

/// Bytes that are wiped.
class secret_bytes {
public:
    explicit secret_bytes(std::string bytes) : bytes_(std::move(bytes)) {}
    secret_bytes(const secret_bytes&) = delete;
    secret_bytes& operator=(const secret_bytes&) = delete;
    ~secret_bytes() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

    [[nodiscard]] std::string_view view() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// What the Azure SDKs take for yes (azure-sdk-for-python, EnvironmentCredential).
bool sends_chain() {
    const std::string value = variable("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN");
    return value == "1" || equal_folded(value, "true");
}

result<std::unique_ptr<credential>> sign_in_by_certificate(transport& carrier, const registered_client& client) {
    const std::string path = variable("AZURE_CLIENT_CERTIFICATE_PATH");
    auto bytes = read_small_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const secret_bytes file(std::move(*bytes));
    const secret_bytes password(variable("AZURE_CLIENT_CERTIFICATE_PASSWORD"));
    auto proof = client_certificate::read(file.view(), password.view(), path);
    if (!proof) return tl::unexpected(proof.error());
    return std::unique_ptr<credential>(std::make_unique<client_certificate_credential>(
        carrier, client, std::move(*proof), assertion_style{{}, sends_chain()}));
}

} // namespace

bool environment_names_client() {
    return !variable("AZURE_CLIENT_ID").empty() &&
           (!variable("AZURE_CLIENT_SECRET").empty() || !variable("AZURE_CLIENT_CERTIFICATE_PATH").empty() ||
            !variable("AZURE_FEDERATED_TOKEN_FILE").empty());
}

result<azure::cloud> find_cloud(transport& carrier, const std::string& endpoint) {
    for (azure::cloud known : {azure::public_cloud(), azure::us_government_cloud(), azure::china_cloud()})
        if (known.resource_manager == endpoint) return known;
    http::request request;
    request.url = azure::metadata_url(endpoint);
    constexpr exchange_id only = 1;
    carrier.start(only, std::move(request));
    for (;;)
        for (const completion& one : carrier.wait(timestamp::max())) {
            if (!one.outcome) return tl::unexpected(one.outcome.error());
            if (one.outcome->status != 200)
                return fail(
                    errc::unauthenticated,
                    fmt::format("{} does not tell who signs in for it: HTTP status {} at /metadata/endpoints",
                                endpoint, one.outcome->status));
            return azure::read_cloud_metadata(endpoint, one.outcome->body);
        }
}

result<std::unique_ptr<credential>> sign_in(transport& carrier, azure::cloud where) {
    if (const std::string host = variable("AZURE_AUTHORITY_HOST");
        !host.empty() && where.provider == azure::identity_provider::entra) {
        const auto authority = http::parse_url(host);
        if (!authority || authority->scheme != "https")
            return fail(errc::invalid_argument, "AZURE_AUTHORITY_HOST is not an https URL");
        where.login = azure::without_trailing_slash(host);
    }
    registered_client client{std::move(where), variable("AZURE_TENANT_ID"), variable("AZURE_CLIENT_ID")};
    if (client.tenant.empty() && client.cloud.provider == azure::identity_provider::entra)
        return fail(errc::invalid_argument,
                    "AZURE_CLIENT_ID is set, AZURE_TENANT_ID is not; set it to the tenant's id");
    if (std::string secret = variable("AZURE_CLIENT_SECRET"); !secret.empty())
        return std::unique_ptr<credential>(
            std::make_unique<client_secret_credential>(carrier, std::move(client), std::move(secret)));
    if (!variable("AZURE_CLIENT_CERTIFICATE_PATH").empty())
        return sign_in_by_certificate(carrier, client);
    return std::unique_ptr<credential>(std::make_unique<federated_credential>(
        carrier, std::move(client),
        [path = variable("AZURE_FEDERATED_TOKEN_FILE")] { return read_token(path); }));
}

} // namespace ingot::cli
