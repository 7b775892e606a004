#include "signing_certificate.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>

#include <stdexcept>

namespace {

void require(bool done) {
    if (!done) throw std::runtime_error("no test certificate");
}

template <class Write>
std::string written(Write write) {
    const std::unique_ptr<BIO, int (*)(BIO*)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    require(memory && write(memory.get()) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

} // namespace

EVP_PKEY* first_key() {
    static const test_key key(EVP_RSA_gen(2048));
    require(key != nullptr);
    return key.get();
}

EVP_PKEY* second_key() {
    static const test_key key(EVP_RSA_gen(2048));
    require(key != nullptr);
    return key.get();
}

test_key elliptic_key() {
    test_key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    require(key != nullptr);
    return key;
}

signing_certificate::signing_certificate(EVP_PKEY* key, const std::string& from, const std::string& until)
    : key_(key), certificate_(X509_new()) {
    X509* const one = certificate_.get();
    require(one != nullptr && ASN1_INTEGER_set(X509_get_serialNumber(one), 1) == 1 &&
            ASN1_TIME_set_string_X509(X509_getm_notBefore(one), from.c_str()) == 1 &&
            ASN1_TIME_set_string_X509(X509_getm_notAfter(one), until.c_str()) == 1 &&
            X509_set_pubkey(one, key_) == 1 && X509_sign(one, key_, EVP_sha256()) > 0);
}

std::string signing_certificate::pem() const {
    return written([&](BIO* to) { return PEM_write_bio_X509(to, certificate_.get()); });
}

std::string signing_certificate::key_pem(const std::string& password) const {
    return written([&](BIO* to) {
        return PEM_write_bio_PKCS8PrivateKey(to, key_, password.empty() ? nullptr : EVP_aes_256_cbc(),
                                             password.empty() ? nullptr : password.data(),
                                             static_cast<int>(password.size()), nullptr, nullptr);
    });
}

std::string signing_certificate::pkcs12(const std::string& password, bool with_key) const {
    const std::unique_ptr<PKCS12, void (*)(PKCS12*)> made(
        PKCS12_create(password.c_str(), "test", with_key ? key_ : nullptr, certificate_.get(), nullptr, 0, 0, 0, 0,
                      0),
        &PKCS12_free);
    require(made != nullptr);
    return written([&](BIO* to) { return i2d_PKCS12_bio(to, made.get()); });
}
