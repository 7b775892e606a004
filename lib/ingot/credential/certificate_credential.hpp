#pragma once

#include <ingot/credential/client_certificate.hpp>
#include <ingot/credential/client_credential.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// What an assertion by certificate looks like.
struct assertion_style {
    /// Absent: what the authority takes, which is RS256 with AD FS and PS256 with Entra.
    std::optional<assertion_signature> signature;
    /// Send all certificates (`x5c`), for an authority that trusts a subject name and issuer instead of one
    /// certificate (Entra).
    bool send_chain = false;
};

/// Tokens for a registered client that proves itself by a certificate: by an assertion which it signs anew, for
/// ten minutes, for each token (Entra, "Certificate credentials"). Refuses with `errc::unauthenticated`, before
/// anything is sent, to sign with a certificate that is not valid at the carrier's present. Otherwise like
/// client_secret_credential.
class client_certificate_credential final : public credential {
public:
    client_certificate_credential(transport& carrier, const registered_client& client, client_certificate proof,
                                  assertion_style style = {});
    ~client_certificate_credential() override;

    [[nodiscard]] result<std::string> token(std::string_view scope, timestamp now, freshness wanted) override;

private:
    federated_credential federated_;
};

} // namespace ingot::inline v0
