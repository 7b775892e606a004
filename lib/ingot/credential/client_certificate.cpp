#include <ingot/credential/client_certificate.hpp>

#include <fmt/format.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <optional>
#include <utility>

namespace ingot::inline v0 {

namespace {

template <auto Free>
struct freed_by {
    template <class T>
    void operator()(T* object) const noexcept {
        Free(object);
    }
};
struct stack_deleter {
    void operator()(STACK_OF(X509) * all) const noexcept { sk_X509_pop_free(all, X509_free); }
};
using certificate = std::unique_ptr<X509, freed_by<X509_free>>;
using private_key = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using memory_reader = std::unique_ptr<BIO, freed_by<BIO_free>>;
using signing = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;
using package = std::unique_ptr<PKCS12, freed_by<PKCS12_free>>;

/// Leaves OpenSSL's list of errors, which belongs to the thread, as it was.
class quiet_errors {
public:
    quiet_errors() noexcept { ERR_set_mark(); }
    quiet_errors(const quiet_errors&) = delete;
    quiet_errors& operator=(const quiet_errors&) = delete;
    ~quiet_errors() { ERR_pop_to_mark(); }
};

/// A copy with a zero at its end, wiped.
class wiped_copy {
public:
    explicit wiped_copy(std::string_view text) : text_(text) {}
    wiped_copy(const wiped_copy&) = delete;
    wiped_copy& operator=(const wiped_copy&) = delete;
    ~wiped_copy() { OPENSSL_cleanse(text_.data(), text_.size()); }

    [[nodiscard]] const char* c_str() const noexcept { return text_.c_str(); }

private:
    std::string text_;
};

struct password_prompt {
    std::string_view password;
    bool asked = false;
};

/// Without a callback OpenSSL asks at the terminal.
int give_password(char* buffer, int size, int, void* prompt) {
    auto& answers = *static_cast<password_prompt*>(prompt);
    answers.asked = true;
    if (answers.password.empty() || answers.password.size() > static_cast<std::size_t>(size)) return -1;
    std::copy(answers.password.begin(), answers.password.end(), buffer);
    return static_cast<int>(answers.password.size());
}

memory_reader reader_of(std::string_view bytes) {
    return memory_reader(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

std::optional<timestamp> instant_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    const std::chrono::year_month_day day{
        std::chrono::year(parts.tm_year + 1900), std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
        std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
    // A certificate without an end says the year 9999 (RFC 5280, 4.1.2.5), which a timestamp can hold.
    return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) +
           std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

std::optional<std::string> der_of(X509* one) {
    unsigned char* encoded = nullptr;
    const int size = i2d_X509(one, &encoded);
    if (size <= 0) return std::nullopt;
    std::string bytes(encoded, encoded + size);
    OPENSSL_free(encoded);
    return bytes;
}

struct key_and_certificates {
    private_key key;
    std::vector<certificate> certificates;
};

result<key_and_certificates> read_pem(std::string_view bytes, std::string_view password,
                                      std::string_view name) {
    key_and_certificates found;
    password_prompt prompt{password};
    if (const auto reader = reader_of(bytes))
        found.key.reset(PEM_read_bio_PrivateKey(reader.get(), nullptr, &give_password, &prompt));
    if (!found.key) {
        if (prompt.asked && password.empty())
            return fail(errc::invalid_argument,
                        fmt::format("{}: its private key is encrypted; give its password", name));
        if (prompt.asked)
            return fail(errc::invalid_argument,
                        fmt::format("{}: the password does not open its private key", name));
        return fail(errc::invalid_argument,
                    fmt::format("{}: no private key that can be read; put key and certificate in one file",
                                name));
    }
    if (const auto reader = reader_of(bytes)) {
        prompt.password = {};
        while (X509* const one = PEM_read_bio_X509(reader.get(), nullptr, &give_password, &prompt))
            found.certificates.emplace_back(one);
    }
    return found;
}

result<key_and_certificates> read_pkcs12(std::string_view bytes, std::string_view password,
                                         std::string_view name) {
    const auto reader = reader_of(bytes);
    const package read(reader ? d2i_PKCS12_bio(reader.get(), nullptr) : nullptr);
    if (!read) return fail(errc::invalid_argument, fmt::format("{}: neither PEM nor PKCS#12", name));
    const wiped_copy opening(password);
    const auto opens = [&](const char* with, int size) { return PKCS12_verify_mac(read.get(), with, size) == 1; };
    // An empty password is written in two ways, and programs differ (PKCS12_parse(3)).
    if (!opens(opening.c_str(), static_cast<int>(password.size())) && !(password.empty() && opens(nullptr, 0)))
        return fail(errc::invalid_argument,
                    password.empty() ? fmt::format("{}: it is encrypted; give its password", name)
                                     : fmt::format("{}: the password does not open it", name));
    EVP_PKEY* key = nullptr;
    X509* own = nullptr;
    STACK_OF(X509)* others = nullptr;
    if (PKCS12_parse(read.get(), opening.c_str(), &key, &own, &others) != 1)
        return fail(errc::unsupported,
                    fmt::format("{}: encrypted in a way that OpenSSL does not take any more; write it anew with "
                                "'openssl pkcs12 -legacy' and 'openssl pkcs12 -export'",
                                name));
    key_and_certificates found;
    found.key.reset(key);
    if (own != nullptr) found.certificates.emplace_back(own);
    const std::unique_ptr<STACK_OF(X509), stack_deleter> rest(others);
    while (sk_X509_num(rest.get()) > 0) found.certificates.emplace_back(sk_X509_shift(rest.get()));
    if (!found.key)
        return fail(errc::invalid_argument, fmt::format("{}: no private key in it; export it with its key", name));
    return found;
}

} // namespace

class client_certificate::contents {
public:
    private_key key;
    certificate own;
    std::vector<std::string> chain;
    timestamp from;
    timestamp until;
};

result<client_certificate> client_certificate::read(std::string_view bytes, std::string_view password,
                                                    std::string_view name) {
    const quiet_errors quiet;
    constexpr std::size_t longest = std::size_t{1} << 20U;
    if (bytes.size() > longest)
        return fail(errc::invalid_argument, fmt::format("{}: too large for a key and its certificates", name));
    if (password.find('\0') != std::string_view::npos)
        return fail(errc::invalid_argument, fmt::format("{}: a password cannot hold a zero byte", name));
    const bool pem = bytes.find("-----BEGIN ") != std::string_view::npos;
    auto found = pem ? read_pem(bytes, password, name) : read_pkcs12(bytes, password, name);
    if (!found) return tl::unexpected<error>(std::move(found.error()));
    if (EVP_PKEY_get_base_id(found->key.get()) != EVP_PKEY_RSA)
        return fail(errc::unsupported,
                    fmt::format("{}: its key is no RSA key; Entra and AD FS take assertions signed by RSA", name));
    const auto own = std::find_if(
        found->certificates.begin(), found->certificates.end(),
        [&](const certificate& one) { return X509_check_private_key(one.get(), found->key.get()) == 1; });
    if (own == found->certificates.end())
        return fail(errc::invalid_argument,
                    fmt::format("{}: no certificate in it belongs to its private key", name));
    std::rotate(found->certificates.begin(), own, own + 1);

    auto made = std::make_unique<contents>();
    for (const certificate& one : found->certificates) {
        auto der = der_of(one.get());
        if (!der) return fail(errc::out_of_memory, fmt::format("{}: out of memory", name));
        made->chain.push_back(std::move(*der));
    }
    made->own = std::move(found->certificates.front());
    made->key = std::move(found->key);
    const auto from = instant_of(X509_get0_notBefore(made->own.get()));
    const auto until = instant_of(X509_get0_notAfter(made->own.get()));
    if (!from || !until)
        return fail(errc::invalid_argument, fmt::format("{}: the certificate does not say when it is valid", name));
    made->from = *from;
    made->until = *until;
    return client_certificate(std::move(made));
}

client_certificate::client_certificate(std::unique_ptr<contents> read) noexcept : contents_(std::move(read)) {}
client_certificate::client_certificate(client_certificate&&) noexcept = default;
client_certificate& client_certificate::operator=(client_certificate&&) noexcept = default;
client_certificate::~client_certificate() = default;

timestamp client_certificate::valid_from() const noexcept { return contents_->from; }
timestamp client_certificate::valid_until() const noexcept { return contents_->until; }
const std::vector<std::string>& client_certificate::chain() const noexcept { return contents_->chain; }

std::string client_certificate::thumbprint(assertion_signature kind) const {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    const EVP_MD* const hash = kind == assertion_signature::ps256 ? EVP_sha256() : EVP_sha1();
    if (X509_digest(contents_->own.get(), hash, digest.data(), &size) != 1) return {};
    return {digest.begin(), digest.begin() + size};
}

result<std::string> client_certificate::sign(std::string_view text, assertion_signature kind) const {
    const quiet_errors quiet;
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    const signing context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* settings = nullptr; // belongs to `context`
    std::size_t size = 0;
    bool good = context && EVP_DigestSignInit(context.get(), &settings, EVP_sha256(), nullptr,
                                              contents_->key.get()) == 1;
    // The salt is as long as the hash (RFC 7518, 3.5).
    if (good && kind == assertion_signature::ps256)
        good = EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING) == 1 &&
               EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, RSA_PSS_SALTLEN_DIGEST) == 1;
    good = good && EVP_DigestSign(context.get(), nullptr, &size, data, text.size()) == 1;
    std::string signature(size, '\0');
    good = good && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                                  data, text.size()) == 1;
    if (!good) return fail(errc::internal, "OpenSSL could not sign with the client's key");
    signature.resize(size);
    return signature;
}

} // namespace ingot::inline v0
