#include <ingot/crypto/sha256.hpp>

#include <openssl/evp.h>

#include <new>
#include <utility>

namespace ingot::inline v0 {

namespace {

void require(int succeeded) {
    if (succeeded != 1) throw std::bad_alloc();
}

} // namespace

sha256::sha256() : context_(EVP_MD_CTX_new()) {
    if (context_ == nullptr) throw std::bad_alloc();
    if (EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) != 1) {
        EVP_MD_CTX_free(context_);
        throw std::bad_alloc();
    }
}

sha256::~sha256() { EVP_MD_CTX_free(context_); }

sha256::sha256(sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

sha256& sha256::operator=(sha256&& other) noexcept {
    std::swap(context_, other.context_);
    return *this;
}

void sha256::update(std::string_view bytes) { require(EVP_DigestUpdate(context_, bytes.data(), bytes.size())); }

sha256_bytes sha256::finish_bytes() {
    sha256_bytes bytes{};
    require(EVP_DigestFinal_ex(context_, bytes.data(), nullptr));
    // A null type keeps the algorithm, so that a second round costs no look-up.
    require(EVP_DigestInit_ex(context_, nullptr, nullptr));
    return bytes;
}

std::string sha256::finish() { return to_hex(finish_bytes()); }

std::string to_hex(const sha256_bytes& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15U];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

} // namespace ingot::inline v0
