#include "signing_certificate.hpp"

#include <ingot/credential/certificate_credential.hpp>

#include <ingot/emulator/emulator_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>

namespace {

using ingot::assertion_signature;
using ingot::client_certificate;
using ingot::credential;

constexpr const char* client_id = "11111111-2222-4333-8444-555555555555";
constexpr const char* scope = "https://management.azure.com/.default";

client_certificate proof_of(const signing_certificate& own) {
    return client_certificate::read(own.key_pem() + own.pem(), "", "client.pem").value();
}

/// Remembers what is sent.
class listening_transport final : public ingot::transport {
public:
    explicit listening_transport(ingot::transport& inner) : inner_(inner) {}

    void start(ingot::exchange_id exchange, ingot::http::request request) override {
        bodies.push_back(request.body);
        urls.push_back(request.url);
        inner_.start(exchange, std::move(request));
    }
    [[nodiscard]] std::vector<ingot::completion> wait(ingot::timestamp until) override { return inner_.wait(until); }
    [[nodiscard]] ingot::timestamp now() const override { return inner_.now(); }
    void cancel(ingot::exchange_id exchange) override { inner_.cancel(exchange); }

    std::vector<std::string> bodies;
    std::vector<std::string> urls;

private:
    ingot::transport& inner_;
};

struct authority {
    explicit authority(const std::string& registered) {
        ingot::emulator::options chosen;
        chosen.authority.clients.push_back({client_id, {}, {registered}, {}});
        service = ingot::emulator::emulator(std::move(chosen));
    }

    ingot::result<std::string> sign_in(client_certificate proof, ingot::assertion_style style = {},
                                       ingot::azure::cloud where = ingot::azure::public_cloud()) {
        ingot::client_certificate_credential one(carrier, {std::move(where), "tenant-1", client_id},
                                                 std::move(proof), style);
        return one.token(scope, carrier.now(), credential::freshness::cached);
    }

    ingot::emulator::emulator service;
    ingot::emulator::emulator_transport wire{service};
    listening_transport carrier{wire};
};

ingot::azure::cloud federation_service() {
    ingot::azure::cloud where = ingot::azure::public_cloud();
    where.login = "https://adfs.example/adfs";
    where.provider = ingot::azure::identity_provider::adfs;
    return where;
}

/// The first part of the assertion in a form, still encoded.
std::string header_in(const std::string& body) {
    const std::string name = "client_assertion=";
    const auto begin = body.find(name) + name.size();
    return body.substr(begin, body.find('.', begin) - begin);
}

} // namespace

BOOST_AUTO_TEST_SUITE(certificate_credential)

BOOST_AUTO_TEST_CASE(the_authority_takes_either_signature_with_or_without_the_chain) {
    const signing_certificate own(first_key());
    authority entra(own.pem());
    for (const auto kind : {assertion_signature::ps256, assertion_signature::rs256})
        for (const bool send_chain : {false, true}) {
            const auto token = entra.sign_in(proof_of(own), {kind, send_chain});
            BOOST_TEST_INFO((token ? "" : token.error().message));
            BOOST_TEST(token.has_value());
        }
}

BOOST_AUTO_TEST_CASE(entra_is_sent_ps256_and_a_federation_service_rs256) {
    const signing_certificate own(first_key());
    authority either(own.pem());
    BOOST_REQUIRE(either.sign_in(proof_of(own)).has_value());
    BOOST_REQUIRE(either.sign_in(proof_of(own), {}, federation_service()).has_value());
    BOOST_REQUIRE(either.carrier.urls.size() == 2U);
    BOOST_TEST(either.carrier.urls[0] == "https://login.microsoftonline.com/tenant-1/oauth2/v2.0/token");
    BOOST_TEST(either.carrier.urls[1] == "https://adfs.example/adfs/oauth2/token");
    // {"alg":"PS256","typ":"JWT","x5t#S256":" and {"alg":"RS256","typ":"JWT","x5t":"
    BOOST_TEST(header_in(either.carrier.bodies[0]).rfind("eyJhbGciOiJQUzI1NiIsInR5cCI6IkpXVCIsIng1dCNTMjU2Ijoi", 0) ==
               0U);
    BOOST_TEST(header_in(either.carrier.bodies[1]).rfind("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsIng1dCI6I", 0) == 0U);
}

BOOST_AUTO_TEST_CASE(no_two_assertions_are_the_same) {
    const signing_certificate own(first_key());
    authority entra(own.pem());
    ingot::client_certificate_credential one(
        entra.carrier, {ingot::azure::public_cloud(), "tenant-1", client_id}, proof_of(own),
        {assertion_signature::rs256, false}); // this padding has no salt that could tell them apart
    for (int i = 0; i < 4; ++i)
        BOOST_TEST(one.token(scope, entra.carrier.now(), credential::freshness::renewed).has_value());
    BOOST_TEST(one.token(scope, entra.carrier.now(), credential::freshness::cached).has_value());
    BOOST_TEST(entra.carrier.bodies.size() == 4U);
    // The emulator's exchanges take milliseconds: the instants in the claims are the same.
    BOOST_TEST(std::set<std::string>(entra.carrier.bodies.begin(), entra.carrier.bodies.end()).size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_authority_refuses_a_certificate_that_is_not_registered) {
    const signing_certificate registered(first_key());
    const signing_certificate mine(second_key());
    authority entra(registered.pem());
    for (const auto kind : {assertion_signature::ps256, assertion_signature::rs256}) {
        const auto token = entra.sign_in(proof_of(mine), {kind, false});
        BOOST_REQUIRE(!token);
        BOOST_TEST((token.error().code == ingot::errc::unauthenticated));
        BOOST_TEST(token.error().message.find("AADSTS700027") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_valid_signs_nothing_and_nothing_is_sent) {
    const struct {
        const char *from, *until, *says;
    } periods[] = {{"20250101000000Z", "20260101000000Z", "expired at 2026-01-01T00:00:00"},
                   {"20260101000600Z", "20270101000000Z", "not valid before 2026-01-01T00:06:00"}};
    for (const auto& period : periods) {
        const signing_certificate own(first_key(), period.from, period.until);
        authority entra(own.pem());
        const auto token = entra.sign_in(proof_of(own));
        BOOST_REQUIRE(!token);
        BOOST_TEST((token.error().code == ingot::errc::unauthenticated));
        BOOST_TEST_INFO(token.error().message);
        BOOST_TEST(token.error().message.find(period.says) != std::string::npos);
        BOOST_TEST(entra.carrier.urls.empty());
    }
}

BOOST_AUTO_TEST_CASE(the_authority_refuses_an_assertion_for_another_and_one_that_was_changed) {
    const signing_certificate own(first_key());
    authority entra(own.pem());
    BOOST_REQUIRE(entra.sign_in(proof_of(own)).has_value());
    const std::string sent = entra.carrier.bodies.front();
    const auto answer_to = [&](const std::string& url, const std::string& body) {
        ingot::http::request request;
        request.method = ingot::http::method::post;
        request.url = url;
        request.body = body;
        return entra.service.handle(request);
    };
    const std::string url = entra.carrier.urls.front();
    BOOST_TEST(answer_to(url, sent).status == 200);
    BOOST_TEST(answer_to("https://elsewhere.example/tenant-1/oauth2/v2.0/token", sent).body.find("AADSTS700023") !=
               std::string::npos);
    std::string changed = sent;
    char& last = changed[changed.size() - 20];
    last = last == 'A' ? 'B' : 'A';
    BOOST_TEST(answer_to(url, changed).body.find("AADSTS700027") != std::string::npos);
    entra.service.advance_to(entra.service.now() + std::chrono::minutes(16));
    BOOST_TEST(answer_to(url, sent).body.find("AADSTS700024") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
