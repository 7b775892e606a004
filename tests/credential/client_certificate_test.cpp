#include "signing_certificate.hpp"

#include <ingot/credential/client_certificate.hpp>

#include <boost/test/unit_test.hpp>
#include <openssl/err.h>

#include <string>
#include <string_view>

namespace {

using ingot::client_certificate;
using ingot::errc;

struct refusal {
    const char* why;
    std::string bytes;
    std::string password;
    errc code;
    const char* says;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_certificates)

BOOST_AUTO_TEST_CASE(key_and_certificate_are_read_from_pem_in_either_order_and_from_pkcs12_with_or_without_password) {
    const signing_certificate own(first_key());
    const struct {
        std::string bytes, password;
    } files[] = {{own.key_pem() + own.pem(), ""},          {own.pem() + own.key_pem(), ""},
                 {own.key_pem("letmein") + own.pem(), "letmein"}, {own.pkcs12("letmein"), "letmein"},
                 {own.pkcs12(""), ""},                     {own.pem() + own.key_pem(), "not needed"}};
    for (const auto& file : files) {
        const auto read = client_certificate::read(file.bytes, file.password, "client.pem");
        BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().message));
        BOOST_TEST((read->valid_from() == *ingot::parse_timestamp("2026-01-01T00:00:00Z")));
        BOOST_TEST((read->valid_until() == *ingot::parse_timestamp("2027-01-01T00:00:00Z")));
        BOOST_TEST(read->chain().size() == 1U);
        BOOST_TEST(read->thumbprint(ingot::assertion_signature::ps256).size() == 32U);
        BOOST_TEST(read->thumbprint(ingot::assertion_signature::rs256).size() == 20U);
    }
}

BOOST_AUTO_TEST_CASE(the_certificate_of_the_key_is_the_first_of_the_chain_wherever_it_stands) {
    const signing_certificate own(first_key());
    const signing_certificate other(second_key());
    const auto alone = client_certificate::read(own.key_pem() + own.pem(), "", "a");
    const auto later = client_certificate::read(own.key_pem() + other.pem() + own.pem(), "", "a");
    BOOST_REQUIRE((alone && later));
    BOOST_REQUIRE(later->chain().size() == 2U);
    BOOST_TEST((later->chain().front() == alone->chain().front()));
    BOOST_TEST((later->chain().back() != alone->chain().front()));
}

BOOST_AUTO_TEST_CASE(what_cannot_sign_is_refused_with_the_files_name_and_without_what_it_holds) {
    const signing_certificate own(first_key());
    const signing_certificate other(second_key());
    const test_key curve = elliptic_key();
    const signing_certificate elliptic(curve.get());
    const std::string cut = own.pkcs12("canary").substr(0, 600);
    const refusal refusals[] = {
        {"nothing", "", "", errc::invalid_argument, "neither PEM nor PKCS#12"},
        {"garbage", "canary canary", "canary", errc::invalid_argument, "neither PEM nor PKCS#12"},
        {"cut PKCS#12", cut, "canary", errc::invalid_argument, "neither PEM nor PKCS#12"},
        {"garbled PEM", "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n", "canary",
         errc::invalid_argument, "no private key"},
        {"no key", own.pem(), "canary", errc::invalid_argument, "no private key"},
        {"no key in PKCS#12", own.pkcs12("canary", false), "canary", errc::invalid_argument, "no private key"},
        {"no certificate", own.key_pem(), "", errc::invalid_argument, "no certificate in it belongs"},
        {"the certificate of another", own.key_pem() + other.pem(), "", errc::invalid_argument,
         "no certificate in it belongs"},
        {"no password", own.key_pem("canary") + own.pem(), "", errc::invalid_argument, "give its password"},
        {"wrong password", own.key_pem("letmein") + own.pem(), "canary", errc::invalid_argument,
         "the password does not open"},
        {"no password of PKCS#12", own.pkcs12("canary"), "", errc::invalid_argument, "give its password"},
        {"wrong password of PKCS#12", own.pkcs12("letmein"), "canary", errc::invalid_argument,
         "the password does not open"},
        {"zero byte", own.pkcs12("a"), std::string("a\0canary", 8), errc::invalid_argument, "zero byte"},
        {"elliptic curve", elliptic.key_pem() + elliptic.pem(), "", errc::unsupported, "no RSA key"},
        {"too large", std::string((1U << 20U) + 1, 'x'), "", errc::invalid_argument, "too large"},
    };
    for (const refusal& one : refusals) {
        ERR_clear_error();
        const auto read = client_certificate::read(one.bytes, one.password, "client.pfx");
        BOOST_REQUIRE_MESSAGE(!read, one.why);
        const std::string& message = read.error().message;
        BOOST_TEST_INFO(one.why << ": " << message);
        BOOST_TEST((read.error().code == one.code));
        BOOST_TEST_INFO(one.why << ": " << message);
        BOOST_TEST(message.find(one.says) != std::string::npos);
        BOOST_TEST(message.rfind("client.pfx: ", 0) == 0U);
        BOOST_TEST(message.find("canary") == std::string::npos);
        BOOST_TEST(ERR_peek_error() == 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
