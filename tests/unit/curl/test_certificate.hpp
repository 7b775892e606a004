#pragma once

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

/// A key and a certificate that it signed itself, for 127.0.0.1 or for a name; made anew for each test.
class test_certificate {
public:
    /// @param subject in the form of subjectAltName, such as `IP:127.0.0.1`
    explicit test_certificate(const std::string& subject);

    /// A server's side of TLS that speaks `newest` and older.
    struct context_deleter {
        void operator()(SSL_CTX* one) const noexcept { SSL_CTX_free(one); }
    };
    using context = std::unique_ptr<SSL_CTX, context_deleter>;
    [[nodiscard]] context server(int newest = TLS1_3_VERSION) const;

    /// Writes the certificate where a client can be told to trust it.
    void save(const std::string& path) const;

private:
    struct key_deleter {
        void operator()(EVP_PKEY* one) const noexcept { EVP_PKEY_free(one); }
    };
    struct certificate_deleter {
        void operator()(X509* one) const noexcept { X509_free(one); }
    };
    std::unique_ptr<EVP_PKEY, key_deleter> key_;
    std::unique_ptr<X509, certificate_deleter> certificate_;
};
