#include <ingot/credential/client_credential.hpp>

#include <ingot/testing/scripted_transport.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using ingot::credential;
using ingot::timestamp;

constexpr const char* endpoint = "https://login.microsoftonline.com/tenant-1/oauth2/v2.0/token";
constexpr const char* scope = "https://management.azure.com/.default";
const timestamp start = *ingot::parse_timestamp("2026-09-01T00:00:00Z");

ingot::registered_client client() { return {ingot::azure::public_cloud(), "tenant-1", "client-1"}; }

std::string granted(const std::string& token) {
    return R"({"token_type":"Bearer","expires_in":3600,"access_token":")" + token + "\"}";
}

struct wire {
    ingot::testing::scripted_transport carrier{start};

    ~wire() { BOOST_TEST(carrier.complaints().empty()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(client_credential, wire)

BOOST_AUTO_TEST_CASE(a_secret_is_sent_as_a_form_and_encoded) {
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    ingot::client_secret_credential one(carrier, client(), "s&c=r t");
    BOOST_TEST(one.token(scope, start, credential::freshness::cached).value() == "token-1");
    BOOST_TEST(carrier.sent().front().request.body == "grant_type=client_credentials&client_id=client-1&"
                                                      "scope=https%3A%2F%2Fmanagement.azure.com%2F.default&"
                                                      "client_secret=s%26c%3Dr%20t");
}

BOOST_AUTO_TEST_CASE(a_token_serves_until_five_minutes_before_it_expires) {
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    carrier.expect("POST", endpoint).reply(200, granted("token-2"));
    ingot::client_secret_credential one(carrier, client(), "secret");
    for (const auto after : {0min, 30min, 54min})
        BOOST_TEST(one.token(scope, start + after, credential::freshness::cached).value() == "token-1");
    BOOST_TEST(one.token(scope, start + 55min, credential::freshness::cached).value() == "token-2");
}

BOOST_AUTO_TEST_CASE(a_refused_token_and_another_scope_are_asked_for_anew) {
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    carrier.expect("POST", endpoint).reply(200, granted("token-2"));
    carrier.expect("POST", endpoint).reply(200, granted("token-3"));
    ingot::client_secret_credential one(carrier, client(), "secret");
    BOOST_TEST(one.token(scope, start, credential::freshness::cached).value() == "token-1");
    BOOST_TEST(one.token(scope, start, credential::freshness::renewed).value() == "token-2");
    BOOST_TEST(one.token("https://other/.default", start, credential::freshness::cached).value() ==
               "token-3");
}

BOOST_AUTO_TEST_CASE(a_token_that_has_not_expired_serves_while_no_other_can_be_had) {
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    carrier.expect("POST", endpoint).reply(401, R"({"error":"invalid_client"})");
    carrier.expect("POST", endpoint).reply(401, R"({"error":"invalid_client"})");
    ingot::client_secret_credential one(carrier, client(), "secret");
    BOOST_TEST(one.token(scope, start, credential::freshness::cached).value() == "token-1");
    BOOST_TEST(one.token(scope, start + 58min, credential::freshness::cached).value() == "token-1");
    BOOST_TEST(!one.token(scope, start + 60min, credential::freshness::cached).has_value());
}

BOOST_AUTO_TEST_CASE(an_assertion_is_asked_for_anew_with_each_token) {
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    carrier.expect("POST", endpoint).reply(200, granted("token-2"));
    int read = 0;
    ingot::federated_credential one(
        carrier, client(), [&] { return ingot::result<std::string>("assertion-" + std::to_string(++read)); });
    for (int i = 0; i < 2; ++i)
        BOOST_TEST(one.token(scope, start, credential::freshness::renewed).has_value());
    for (std::size_t i = 0; i < 2; ++i)
        BOOST_TEST(carrier.sent()[i].request.body.find("client_assertion=assertion-" +
                                                       std::to_string(i + 1)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_failure_that_may_pass_is_tried_again_when_the_authority_says) {
    carrier.expect("POST", endpoint).reply(503);
    carrier.expect("POST", endpoint).reply(429, {}, {{"Retry-After", "17"}});
    carrier.expect("POST", endpoint).drop();
    carrier.expect("POST", endpoint).reply(200, granted("token-1"));
    ingot::client_secret_credential one(carrier, client(), "secret");
    BOOST_TEST(one.token(scope, start, credential::freshness::cached).value() == "token-1");
    BOOST_TEST((carrier.sent()[2].at - carrier.sent()[1].at == 17s));
}

BOOST_DATA_TEST_CASE(what_is_no_token_is_an_error,
                     (std::vector<std::string>{"", "[]", "{}", "<html>", R"({"access_token":"t"})",
                                               R"({"access_token":"","expires_in":3600})",
                                               R"({"access_token":"two words","expires_in":3600})",
                                               R"({"access_token":"t","expires_in":0})",
                                               R"({"access_token":7,"expires_in":"soon"})"}),
                     body) {
    carrier.expect("POST", endpoint).reply(200, body);
    ingot::client_secret_credential one(carrier, client(), "secret");
    const auto token = one.token(scope, start, credential::freshness::cached);
    BOOST_REQUIRE(!token);
    BOOST_TEST((token.error().code == ingot::errc::unauthenticated));
}

BOOST_AUTO_TEST_CASE(a_refusal_names_its_code_and_ids_and_repeats_nothing_that_was_sent) {
    carrier.expect("POST", endpoint)
        .reply(
            401,
            R"({"error":"invalid_client","error_description":"you sent canary-secret","error_codes":[7000215],)"
            R"("trace_id":"trace-1","correlation_id":"canary secret"})");
    ingot::client_secret_credential one(carrier, client(), "canary-secret");
    const auto token = one.token(scope, start, credential::freshness::cached);
    BOOST_REQUIRE(!token);
    const std::string& message = token.error().message;
    for (const char* const part : {"invalid_client", "AADSTS7000215", "trace-1"})
        BOOST_TEST(message.find(part) != std::string::npos);
    BOOST_TEST(message.find("canary") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
