#include "test_certificate.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>

namespace {

void require(bool done) {
    if (!done) throw std::runtime_error("no test certificate");
}

EVP_PKEY* new_key() {
    EVP_PKEY* made = nullptr;
    EVP_PKEY_CTX* around = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    require(around != nullptr && EVP_PKEY_keygen_init(around) == 1 &&
            EVP_PKEY_CTX_set_group_name(around, "P-256") == 1 && EVP_PKEY_generate(around, &made) == 1);
    EVP_PKEY_CTX_free(around);
    return made;
}

} // namespace

test_certificate::test_certificate(const std::string& subject)
    : key_(new_key()), certificate_(X509_new()) {
    require(key_ && certificate_);
    X509* one = certificate_.get();
    X509_set_version(one, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(one), 1);
    X509_gmtime_adj(X509_getm_notBefore(one), -3600);
    X509_gmtime_adj(X509_getm_notAfter(one), 3600);
    X509_set_pubkey(one, key_.get());
    X509_NAME* name = X509_get_subject_name(one);
    const auto* text = reinterpret_cast<const unsigned char*>("ingot test");
    require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
    X509_set_issuer_name(one, name);
    X509V3_CTX around{};
    X509V3_set_ctx(&around, one, one, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &around, NID_subject_alt_name, subject.c_str());
    require(extension != nullptr);
    X509_add_ext(one, extension, -1);
    X509_EXTENSION_free(extension);
    require(X509_sign(one, key_.get(), EVP_sha256()) > 0);
}

test_certificate::context test_certificate::server(int newest) const {
    context made(SSL_CTX_new(TLS_server_method()));
    require(made != nullptr);
    SSL_CTX_set_security_level(made.get(), 0);
    require(SSL_CTX_set_min_proto_version(made.get(), TLS1_VERSION) == 1 &&
            SSL_CTX_set_max_proto_version(made.get(), newest) == 1 &&
            SSL_CTX_use_certificate(made.get(), certificate_.get()) == 1 &&
            SSL_CTX_use_PrivateKey(made.get(), key_.get()) == 1);
    return made;
}

void test_certificate::save(const std::string& path) const {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), &std::fclose);
    require(file && PEM_write_X509(file.get(), certificate_.get()) == 1);
}
