#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// How an assertion is signed and how it names the certificate.
enum class assertion_signature {
    ps256, ///< RSA-PSS with SHA-256 and `x5t#S256` (Entra, "Certificate credentials")
    rs256  ///< RSA PKCS#1 v1.5 with SHA-256 and `x5t`: all that AD FS takes (MSAL for Python, application.py)
};

/// A certificate with its private RSA key, and the certificates that came with it. OpenSSL keeps the key and
/// wipes it when this ends. Movable; one thread at a time.
class client_certificate {
public:
    /// Reads PEM (a private key, encrypted or not, and certificates in any order) or PKCS#12 (`.pfx`). The
    /// certificate is the one that the key belongs to.
    /// @param bytes of the file; not kept. Whoever holds them wipes them
    /// @param password of the key or the file; empty: none. Not kept
    /// @param name of the file, for messages
    /// Fails with `errc::invalid_argument` when there is no key, no certificate that belongs to it, or the
    /// password does not open it; `errc::unsupported` when the key is no RSA key, or encrypted in a way that
    /// this OpenSSL does not know. No error holds anything of the key or the password.
    [[nodiscard]] static result<client_certificate> read(std::string_view bytes, std::string_view password,
                                                         std::string_view name);

    client_certificate(client_certificate&&) noexcept;
    client_certificate& operator=(client_certificate&&) noexcept;
    ~client_certificate();

    [[nodiscard]] timestamp valid_from() const noexcept;
    [[nodiscard]] timestamp valid_until() const noexcept;

    /// The hash of the certificate's DER by which that kind of assertion names it, as bytes: SHA-256, or SHA-1.
    [[nodiscard]] std::string thumbprint(assertion_signature kind) const;

    /// The certificates in DER, that of the key first, the others as they stood.
    [[nodiscard]] const std::vector<std::string>& chain() const noexcept;

    /// The signature of `text`, as bytes. Fails with `errc::internal` when OpenSSL does.
    [[nodiscard]] result<std::string> sign(std::string_view text, assertion_signature kind) const;

private:
    class contents;
    explicit client_certificate(std::unique_ptr<contents> read) noexcept;

    std::unique_ptr<contents> contents_;
};

} // namespace ingot::inline v0
