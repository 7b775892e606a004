#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

struct free_key {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
using test_key = std::unique_ptr<EVP_PKEY, free_key>;

/// RSA keys are dear: each is made once. Good to the end of the process.
[[nodiscard]] EVP_PKEY* first_key();
[[nodiscard]] EVP_PKEY* second_key();

[[nodiscard]] test_key elliptic_key();

/// A certificate that signs itself, valid from one moment to another.
class signing_certificate {
public:
    explicit signing_certificate(EVP_PKEY* key, const std::string& from = "20260101000000Z",
                                 const std::string& until = "20270101000000Z");

    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string key_pem(const std::string& password = {}) const;
    [[nodiscard]] std::string pkcs12(const std::string& password, bool with_key = true) const;

private:
    struct free_certificate {
        void operator()(X509* one) const noexcept { X509_free(one); }
    };
    EVP_PKEY* key_;
    std::unique_ptr<X509, free_certificate> certificate_;
};
