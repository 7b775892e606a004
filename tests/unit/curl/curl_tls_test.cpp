#include "loopback_server.hpp"
#include "test_certificate.hpp"

#include <ingot/curl/curl_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using ingot::errc;

namespace {

/// A file that goes with the test.
class temporary_file {
public:
    temporary_file() {
        const int file = mkstemp(path_.data());
        BOOST_TEST_REQUIRE(file >= 0);
        close(file);
    }
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() { unlink(path_.c_str()); }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    std::string path_ = "/tmp/ingot_test_XXXXXX";
};

ingot::result<ingot::http::response> get(const std::string& url, const std::string& ca_bundle) {
    ingot::curl_transport_options options;
    options.ca_bundle = ca_bundle;
    auto transport = ingot::curl_transport::create(options);
    BOOST_TEST_REQUIRE(transport.has_value());
    (*transport)->start(1, {ingot::http::method::get, url, {{"Authorization", "Bearer t"}}, {}});
    auto ended = (*transport)->wait((*transport)->now() + 30s);
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    return std::move(ended.front().outcome);
}

served answer(const std::string&, int) { return respond(200, "{}"); }

} // namespace

BOOST_AUTO_TEST_SUITE(curl_tls)

BOOST_AUTO_TEST_CASE(a_host_with_a_trusted_certificate_is_spoken_to) {
    const test_certificate certificate("IP:127.0.0.1");
    const temporary_file trusted;
    certificate.save(trusted.path());
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        const auto tls = certificate.server(version);
        loopback_server server(answer, tls.get());
        const auto outcome = get(server.url(), trusted.path());
        BOOST_TEST_REQUIRE(outcome.has_value());
        BOOST_TEST(outcome->status == 200);
    }
}

BOOST_AUTO_TEST_CASE(a_host_that_nobody_vouches_for_gets_no_request) {
    const test_certificate certificate("IP:127.0.0.1");
    const auto tls = certificate.server();
    loopback_server server(answer, tls.get());
    const auto outcome = get(server.url(), "");
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::invalid_argument));
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_trusted_certificate_for_another_host_is_refused) {
    const test_certificate certificate("DNS:management.azure.com");
    const temporary_file trusted;
    certificate.save(trusted.path());
    const auto tls = certificate.server();
    loopback_server server(answer, tls.get());
    const auto outcome = get(server.url(), trusted.path());
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::invalid_argument));
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(tls_before_1_2_is_not_spoken) {
    const test_certificate certificate("IP:127.0.0.1");
    const temporary_file trusted;
    certificate.save(trusted.path());
    const auto tls = certificate.server(TLS1_1_VERSION);
    loopback_server server(answer, tls.get());
    BOOST_TEST(!get(server.url(), trusted.path()).has_value());
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_host_that_hangs_up_does_not_end_this_process) {
    const test_certificate certificate("IP:127.0.0.1");
    const temporary_file trusted;
    certificate.save(trusted.path());
    const auto tls = certificate.server();
    loopback_server server(answer, tls.get());
    ingot::curl_transport_options options;
    options.ca_bundle = trusted.path();
    auto transport = ingot::curl_transport::create(options);
    BOOST_TEST_REQUIRE(transport.has_value());
    (*transport)->start(1, {ingot::http::method::get, server.url(), {}, {}});
    const auto ended = (*transport)->wait((*transport)->now() + 30s);
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    BOOST_TEST(ended.front().outcome.has_value());
    server.reset_connections();
    transport->reset(); // says goodbye where nobody listens
}

BOOST_AUTO_TEST_CASE(a_bundle_that_is_not_there_is_said) {
    const auto outcome = get("https://127.0.0.1:1/", "/nonexistent/bundle.pem");
    BOOST_TEST(!outcome.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
