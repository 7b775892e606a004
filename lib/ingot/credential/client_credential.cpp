#include <ingot/credential/client_credential.hpp>

#include <ingot/credential/detail/kept_token.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace ingot::inline v0 {

namespace {

result<detail::access_token> grant(transport& carrier, const registered_client& client,
                                   std::string_view scope, detail::form_fields proof) {
    detail::form_fields form{{"grant_type", "client_credentials"}, {"client_id", client.client_id}};
    form.emplace_back("scope", scope);
    for (auto& field : proof) form.push_back(std::move(field));
    return detail::exchange_token(carrier, azure::token_endpoint(client.cloud, client.tenant), form);
}

} // namespace

class client_secret_credential::state {
public:
    state(transport& carrier, registered_client client, std::string secret)
        : carrier_(carrier), client_(std::move(client)), secret_(std::move(secret)) {}
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    ~state() { OPENSSL_cleanse(secret_.data(), secret_.size()); }

    result<std::string> token(std::string_view scope, timestamp now, freshness wanted) {
        return kept_.get(scope, now, wanted, [&] {
            return grant(carrier_, client_, scope, {{"client_secret", secret_}});
        });
    }

private:
    transport& carrier_;
    registered_client client_;
    std::string secret_;
    detail::kept_token kept_;
};

client_secret_credential::client_secret_credential(transport& carrier, registered_client client,
                                                   std::string secret)
    : state_(std::make_unique<state>(carrier, std::move(client), std::move(secret))) {}

client_secret_credential::~client_secret_credential() = default;

result<std::string> client_secret_credential::token(std::string_view scope, timestamp now, freshness wanted) {
    return state_->token(scope, now, wanted);
}

class federated_credential::state {
public:
    state(transport& carrier, registered_client client, std::function<result<std::string>()> assertion)
        : carrier_(carrier), client_(std::move(client)), assertion_(std::move(assertion)) {}

    result<std::string> token(std::string_view scope, timestamp now, freshness wanted) {
        return kept_.get(scope, now, wanted, [&]() -> result<detail::access_token> {
            auto assertion = assertion_();
            if (!assertion) return tl::unexpected<error>(std::move(assertion.error()));
            return grant(carrier_, client_, scope,
                         {{"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                          {"client_assertion", std::move(*assertion)}});
        });
    }

private:
    transport& carrier_;
    registered_client client_;
    std::function<result<std::string>()> assertion_;
    detail::kept_token kept_;
};

federated_credential::federated_credential(transport& carrier, registered_client client,
                                           std::function<result<std::string>()> assertion)
    : state_(std::make_unique<state>(carrier, std::move(client), std::move(assertion))) {}

federated_credential::~federated_credential() = default;

result<std::string> federated_credential::token(std::string_view scope, timestamp now, freshness wanted) {
    return state_->token(scope, now, wanted);
}

} // namespace ingot::inline v0
