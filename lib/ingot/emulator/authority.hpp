#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// Somebody else's tokens that a client may show instead of a credential of its own (workload identity
/// federation). A token fits when all four do.
struct federated_credential {
    std::string issuer;
    std::string subject;
    std::string audience = "api://AzureADTokenExchange";
    std::string certificate; ///< PEM, of the key that the issuer signs with; Entra asks the issuer for it
};

/// An application that may ask for tokens, as its registration in Microsoft Entra ID.
struct registered_client {
    std::string id;                        ///< a GUID, compared without case
    std::vector<std::string> secrets;      ///< any one of them will do
    std::vector<std::string> certificates; ///< PEM; text that is none belongs to nobody
    std::vector<federated_credential> federated;
};

/// Who may speak to the emulator, and for how long.
struct authority_options {
    /// The tenant that every subscription belongs to.
    std::string tenant = "7e4a0c1d-0000-4000-8000-00000000a2f5";
    std::vector<registered_client> clients;
    /// How long an access token is good for, in virtual time (60 to 90 minutes: Entra, "Configurable token
    /// lifetimes").
    duration token_lifetime = std::chrono::hours(1);
    /// Whether requests need an access token, and one from this authority.
    bool token_required = false;
    /// Whether the instants in an assertion are compared with virtual time. False where the clocks of the
    /// clients are not the emulator's: then an assertion only must not end before it begins.
    bool assertions_expire = true;
};

/// Fails with `errc::invalid_argument` unless the text has a certificate in PEM with an RSA key.
[[nodiscard]] result<void> check_certificate(std::string_view pem);

} // namespace ingot::inline v0::emulator
