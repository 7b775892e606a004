#pragma once

#include "peer.hpp"

#include <ingot/curl/curl_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

/// A certificate file that the set-up of these tests made.
[[nodiscard]] inline std::string certificate(const std::string& name) { return INGOT_TEST_CERTIFICATES "/" + name + ".pem"; }

/// A server script that stands beside these tests.
[[nodiscard]] inline std::string beside(const std::string& name) { return INGOT_TEST_SERVERS "/" + name; }

/// Options that trust the authority of the tests.
[[nodiscard]] inline ingot::curl_transport_options trusting() {
    ingot::curl_transport_options options;
    options.ca_bundle = certificate("ca");
    return options;
}

[[nodiscard]] inline std::unique_ptr<ingot::curl_transport> transport_with(ingot::curl_transport_options options) {
    auto made = ingot::curl_transport::create(std::move(options));
    BOOST_TEST_REQUIRE(made.has_value());
    return std::move(*made);
}

/// A read with a token, to its end.
[[nodiscard]] inline ingot::result<ingot::http::response> get(ingot::transport& transport, const std::string& url) {
    transport.start(1, {ingot::http::method::get, url, {{"Authorization", "Bearer planted-token"}}, {}});
    auto ended = transport.wait(transport.now() + std::chrono::seconds(60));
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    return std::move(ended.front().outcome);
}
