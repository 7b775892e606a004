#include "surroundings.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <algorithm>
#include <cstdlib>
#include <vector>

using ingot::errc;

namespace {

struct proxied {
    peer server{{"python3", beside("https_server.py"), certificate("good")}};
    peer proxy{{"python3", beside("connect_proxy.py"), server.port(), "planted-user:planted/password"}};

    [[nodiscard]] ingot::curl_transport_options options(const std::string& credential) const {
        auto made = trusting();
        made.proxy = "http://" + credential + "127.0.0.1:" + proxy.port();
        return made;
    }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Sets a variable of the environment for as long as it lasts.
class variable {
public:
    variable(const char* name, const std::string& value) : name_(name) { setenv(name, value.c_str(), 1); }
    variable(const variable&) = delete;
    variable& operator=(const variable&) = delete;
    ~variable() { unsetenv(name_); }

private:
    const char* name_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(proxy)

BOOST_AUTO_TEST_CASE(a_proxy_gets_its_own_credential_and_the_host_its_own) {
    proxied p;
    const auto transport = transport_with(p.options("planted-user:planted%2Fpassword@"));
    const auto outcome = get(*transport, "https://ingot.test/x");
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->status == 200);
    const auto asked = p.proxy.end();
    BOOST_TEST_REQUIRE(asked.size() == 1u);
    BOOST_TEST(has(asked.front(), "CONNECT ingot.test:443 "));
    BOOST_TEST(has(asked.front(), "|Proxy-Authorization: Basic "));
    BOOST_TEST(!has(asked.front(), "planted-token"));
    BOOST_TEST((p.server.end() == std::vector<std::string>{"GET /x Bearer planted-token"}));
}

BOOST_DATA_TEST_CASE(a_proxy_that_refuses_is_said_without_its_credential,
                     boost::unit_test::data::make({"", "planted-user:planted-wrong@"})) {
    proxied p;
    const auto transport = transport_with(p.options(sample));
    const auto outcome = get(*transport, "https://ingot.test/x?sig=planted-signature");
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::invalid_argument));
    BOOST_TEST(has(outcome.error().message, "407"), outcome.error().message);
    BOOST_TEST(has(outcome.error().message, "user and password"), outcome.error().message);
    BOOST_TEST(!has(outcome.error().message, "planted"), outcome.error().message);
    BOOST_TEST(p.server.end().empty());
}

BOOST_AUTO_TEST_CASE(a_host_that_the_proxy_forbids_is_not_tried_again) {
    proxied p;
    const auto transport = transport_with(p.options("planted-user:planted%2Fpassword@"));
    const auto outcome = get(*transport, "https://forbidden.test/x");
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::invalid_argument));
    BOOST_TEST(has(outcome.error().message, "403"), outcome.error().message);
    BOOST_TEST(p.proxy.end().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_proxy_that_is_not_there_is_said_without_its_credential) {
    auto options = trusting();
    options.proxy = "http://planted-user:planted-password@127.0.0.1:1";
    const auto transport = transport_with(options);
    const auto outcome = get(*transport, "https://ingot.test/");
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::unavailable));
    BOOST_TEST(!has(outcome.error().message, "planted"), outcome.error().message);
}

BOOST_DATA_TEST_CASE(what_is_no_proxy_is_refused_unquoted,
                     boost::unit_test::data::make({"ftp://planted@host", "http://planted:planted@", "planted host",
                                                   "http://planted:pl#anted@host:x", "socks9://planted"})) {
    auto options = trusting();
    options.proxy = sample;
    const auto made = ingot::curl_transport::create(options);
    BOOST_TEST_REQUIRE(!made.has_value());
    BOOST_TEST((made.error().code == errc::invalid_argument));
    BOOST_TEST(!has(made.error().message, "planted"), made.error().message);
}

BOOST_AUTO_TEST_CASE(the_environment_names_no_proxy_to_the_library) {
    proxied p;
    const std::string url = "http://127.0.0.1:" + p.proxy.port();
    const variable one("https_proxy", url);
    const variable other("ALL_PROXY", url);
    const auto transport = transport_with(trusting());
    BOOST_TEST(!get(*transport, "https://ingot.test/").has_value());
    BOOST_TEST(p.proxy.end().empty());
}

BOOST_AUTO_TEST_CASE(the_environment_excepts_no_host_from_a_given_proxy) {
    proxied p;
    const variable all("no_proxy", "*");
    const auto transport = transport_with(p.options("planted-user:planted%2Fpassword@"));
    BOOST_TEST(get(*transport, "https://ingot.test/").has_value());
    BOOST_TEST(p.proxy.end().size() == 1u);
}

BOOST_DATA_TEST_CASE(an_excepted_host_is_reached_without_the_proxy,
                     boost::unit_test::data::make({"ingot.test", "other,.test", "*"})) {
    proxied p;
    auto options = p.options("planted-user:planted%2Fpassword@");
    options.no_proxy = sample;
    const auto transport = transport_with(options);
    BOOST_TEST(!get(*transport, "https://ingot.test/").has_value()); // that name has no address
    BOOST_TEST(p.proxy.end().empty());
}

BOOST_AUTO_TEST_CASE(loopback_is_reached_without_the_proxy) {
    proxied p;
    const auto transport = transport_with(p.options(""));
    BOOST_TEST(get(*transport, "https://localhost:" + p.server.port() + "/").has_value());
    BOOST_TEST(p.proxy.end().empty());
}

BOOST_AUTO_TEST_SUITE_END()
