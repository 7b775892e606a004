#define BOOST_TEST_DYN_LINK
#include <ingot/traffic/recorded_exchange.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using ingot::recorded_exchange;
namespace http = ingot::http;

namespace {

const std::string canary = "canary-4711";
const std::string url = "https://management.azure.com/subscriptions/s?api-version=2022-12-01";

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

BOOST_AUTO_TEST_SUITE(recorded_exchanges)

BOOST_AUTO_TEST_CASE(a_pair_has_the_members_that_a_traffic_validator_reads) {
    const auto text = recorded_exchange({http::method::remove, url, {{"Accept", "application/json"}}, ""},
                                        {404,
                                         {{"Content-Type", "application/json"}},
                                         R"({"error":{"code":"ResourceNotFound","token":null,"n":1.5}})"});
    BOOST_TEST(text == R"({
  "liveRequest": {
    "headers": {
      "accept": "application/json"
    },
    "method": "DELETE",
    "url": "https://management.azure.com/subscriptions/s?api-version=2022-12-01"
  },
  "liveResponse": {
    "statusCode": "404",
    "headers": {
      "content-type": "application/json"
    },
    "body": {
      "error": {
        "code": "ResourceNotFound",
        "token": null,
        "n": 1.5
      }
    }
  }
})");
}

BOOST_AUTO_TEST_CASE(no_secret_is_recorded_wherever_it_stands) {
    const http::headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
    const http::request requests[] = {
        {http::method::get, url, {{"Authorization", "Bearer " + canary}}, ""},
        {http::method::get, url, {{"X-MS-Authorization-Auxiliary", "Bearer " + canary}}, ""},
        {http::method::get, url, {{"Referer", "https://x.blob/disk.vhd?se=1&sig=" + canary}}, ""},
        {http::method::get, url + "&SIG=" + canary + "&x=1", {}, ""},
        {http::method::post, url, form, "grant_type=client_credentials&client_secret=" + canary},
        {http::method::post, url, form, "client_assertion=" + canary + "&scope=s"},
        {http::method::put, url, {}, R"({"properties":{"adminPassword":")" + canary + R"("}})"},
        {http::method::put, url, {}, R"({"protectedParameters":[{"name":"a","value":")" + canary + R"("}]})"},
        {http::method::put, url, {}, R"({"uri":"https://x.blob/d.vhd?sv=1&sig=)" + canary + R"(&se=2"})"},
        {http::method::put,
         url,
         {},
         R"({"message":"copy of 'https://x.blob/d?sig=)" + canary + R"(' failed"})"},
        {http::method::put, url, {}, "no JSON, but https://x.blob/d?sig=" + canary},
    };
    for (const auto& request : requests) {
        const auto text = recorded_exchange(request, {200, request.headers, request.body});
        BOOST_TEST(!has(text, canary), text);
        BOOST_TEST(has(text, "REDACTED"), text);
    }
    const auto token =
        recorded_exchange({http::method::post, url, {}, ""},
                          {200, {}, R"({"access_token":")" + canary + R"(","expires_in":3599})"});
    BOOST_TEST(!has(token, canary));
    BOOST_TEST(has(token, "3599"));
}

BOOST_AUTO_TEST_CASE(what_is_no_secret_stays_as_it_was) {
    const std::string next = url + "&$skiptoken=abc&signature=kept&design=1";
    const auto text = recorded_exchange(
        {http::method::get, next, {}, ""},
        {200, {{"Location", next}}, R"({"nextLink":")" + next + R"(","code":"x","secretName":"y"})"});
    BOOST_TEST(!has(text, "REDACTED"));
    BOOST_TEST(has(text, R"("secretName": "y")"));
}

BOOST_AUTO_TEST_CASE(endless_nesting_is_cut_off_and_does_not_end_the_program) {
    const std::string deep(200'000, '[');
    const auto text = recorded_exchange({http::method::put, url, {}, deep + std::string(deep.size(), ']')},
                                        {200, {}, deep});
    BOOST_TEST(has(text, "null"));
}

BOOST_AUTO_TEST_SUITE_END()
