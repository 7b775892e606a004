#include <ingot/emulator/detail/json_web_token.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/crypto/base64.hpp>
#include <ingot/emulator/authority.hpp>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <memory>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};
using certificate = std::unique_ptr<X509, freed_by<X509_free>>;
using verification = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;
using memory_reader = std::unique_ptr<BIO, freed_by<BIO_free>>;

const unsigned char* bytes_of(std::string_view text) noexcept {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Base64 in either alphabet, with padding or without.
std::optional<std::string> decode(std::string_view text) {
    while (!text.empty() && text.back() == '=') text.remove_suffix(1);
    if (text.size() % 4 == 1) return std::nullopt;
    std::string bytes;
    unsigned held = 0;
    int bits = 0;
    for (const char c : text) {
        unsigned value = 0;
        if (c >= 'A' && c <= 'Z')
            value = static_cast<unsigned>(c - 'A');
        else if (c >= 'a' && c <= 'z')
            value = static_cast<unsigned>(c - 'a') + 26;
        else if (c >= '0' && c <= '9')
            value = static_cast<unsigned>(c - '0') + 52;
        else if (c == '-' || c == '+')
            value = 62;
        else if (c == '_' || c == '/')
            value = 63;
        else
            return std::nullopt;
        held = (held << 6U) | value;
        if ((bits += 6) >= 8) {
            bits -= 8;
            bytes += static_cast<char>(static_cast<unsigned char>(held >> static_cast<unsigned>(bits)));
        }
    }
    return bytes;
}

std::optional<json> decode_object(std::string_view text) {
    const auto decoded = decode(text);
    if (!decoded) return std::nullopt;
    auto value = parse_json(*decoded, "token");
    if (!value || !value->IsObject()) return std::nullopt;
    return std::move(*value);
}

std::string hmac(std::string_view text, std::string_view key) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), code.data(),
         &size);
    return {code.begin(), code.begin() + size};
}

certificate read_certificate(std::string_view pem) {
    const memory_reader reader(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return certificate(reader ? PEM_read_bio_X509(reader.get(), nullptr, nullptr, nullptr) : nullptr);
}

std::string thumbprint(const certificate& read, const EVP_MD* hash) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(read.get(), hash, digest.data(), &size) != 1) return {};
    return {digest.begin(), digest.begin() + size};
}

std::string hexadecimal(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

bool same_thumbprint(std::string_view named, const std::string& actual) {
    return !named.empty() && !actual.empty() &&
           (decode(named) == actual || equal_folded(named, hexadecimal(actual)));
}

} // namespace

std::optional<json_web_token> read_json_web_token(std::string_view compact) {
    const auto first = compact.find('.');
    const auto second = compact.find('.', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    auto header = decode_object(compact.substr(0, first));
    auto claims = decode_object(compact.substr(first + 1, second - first - 1));
    auto signature = decode(compact.substr(second + 1));
    if (!header || !claims || !signature) return std::nullopt;
    return json_web_token{std::move(*header), std::move(*claims), std::string(compact.substr(0, second)),
                          std::move(*signature)};
}

std::string write_json_web_token(const json& claims, std::string_view key) {
    json header = json_object();
    set(header, "typ", "JWT");
    set(header, "alg", "HS256");
    const std::string signed_part = base64url(write_json(header)) + '.' + base64url(write_json(claims));
    return signed_part + '.' + base64url(hmac(signed_part, key));
}

bool is_signed_with(const json_web_token& token, std::string_view key) {
    const std::string expected = hmac(token.signed_part, key);
    return text_at(token.header, {"alg"}) == "HS256" && token.signature.size() == expected.size() &&
           CRYPTO_memcmp(token.signature.data(), expected.data(), expected.size()) == 0;
}

bool is_signed_by(const json_web_token& token, std::string_view certificate_pem) {
    const auto algorithm = text_at(token.header, {"alg"});
    const auto read = read_certificate(certificate_pem);
    if (!read || (algorithm != "RS256" && algorithm != "PS256")) return false;
    EVP_PKEY* const key = X509_get0_pubkey(read.get());
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) return false;
    const verification verifying(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr; // belongs to `verifying`
    if (!verifying || EVP_DigestVerifyInit(verifying.get(), &settings, EVP_sha256(), nullptr, key) != 1)
        return false;
    if (algorithm == "PS256" && (EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) != 1 ||
                                 EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) != 1))
        return false;
    return EVP_DigestVerify(verifying.get(), bytes_of(token.signature), token.signature.size(),
                            bytes_of(token.signed_part), token.signed_part.size()) == 1;
}

bool names_certificate(const json_web_token& token, std::string_view certificate_pem) {
    const auto read = read_certificate(certificate_pem);
    if (!read) return false;
    const std::string sha1 = thumbprint(read, EVP_sha1());
    return same_thumbprint(text_at(token.header, {"x5t#S256"}), thumbprint(read, EVP_sha256())) ||
           same_thumbprint(text_at(token.header, {"x5t"}), sha1) ||
           same_thumbprint(text_at(token.header, {"kid"}), sha1);
}

result<void> check_certificate(std::string_view pem) {
    const auto read = read_certificate(pem);
    EVP_PKEY* const key = read ? X509_get0_pubkey(read.get()) : nullptr;
    if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA)
        return fail(errc::invalid_argument, "no certificate in PEM with an RSA key");
    return {};
}

} // namespace ingot::inline v0::emulator
