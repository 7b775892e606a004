#pragma once

#include <ingot/azure/cloud.hpp>
#include <ingot/ports/credential.hpp>
#include <ingot/ports/transport.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// A program that is registered with an authority (Entra, app registration).
struct registered_client {
    azure::cloud cloud; ///< whose authority gives the tokens
    std::string tenant; ///< id or domain name; ADFS has none
    std::string client_id;
};

/// Tokens for a registered client that proves itself by a secret (OAuth 2.0 client credentials flow). Keeps
/// the last token and asks for another five minutes before it expires. One thread at a time.
class client_secret_credential final : public credential {
public:
    /// @param carrier must outlive this, and is not to have other exchanges under way while a token is asked
    /// for
    client_secret_credential(transport& carrier, registered_client client, std::string secret);
    ~client_secret_credential() override;

    [[nodiscard]] result<std::string> token(std::string_view scope, timestamp now, freshness wanted) override;

private:
    class state;
    std::unique_ptr<state> state_;
};

/// Tokens for a registered client that proves itself by the assertion of somebody whom its authority trusts,
/// such as Kubernetes or GitHub (Entra, workload identity federation). Otherwise like
/// client_secret_credential.
class federated_credential final : public credential {
public:
    /// @param assertion called for each new token, as assertions are short-lived and replaced where they are
    /// kept
    federated_credential(transport& carrier, registered_client client,
                         std::function<result<std::string>()> assertion);
    ~federated_credential() override;

    [[nodiscard]] result<std::string> token(std::string_view scope, timestamp now, freshness wanted) override;

private:
    class state;
    std::unique_ptr<state> state_;
};

} // namespace ingot::inline v0
