#include "surroundings.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <string>
#include <vector>

using ingot::errc;

BOOST_AUTO_TEST_SUITE(tls)

BOOST_DATA_TEST_CASE(a_certificate_of_the_trusted_authority_is_spoken_to_by_its_names,
                     boost::unit_test::data::make({"localhost", "127.0.0.1"})) {
    peer server({"python3", beside("https_server.py"), certificate("good")});
    const auto transport = transport_with(trusting());
    const auto outcome = get(*transport, "https://" + std::string(sample) + ":" + server.port() + "/");
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->status == 200);
}

BOOST_DATA_TEST_CASE(a_certificate_that_does_not_hold_gets_no_request_and_no_second_try,
                     boost::unit_test::data::make({"untrusted", "expired", "wrong_host"})) {
    peer server({"python3", beside("https_server.py"), certificate(sample)});
    const auto transport = transport_with(trusting());
    const auto outcome = get(*transport, "https://127.0.0.1:" + server.port() + "/secret?sig=planted");
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error().code == errc::invalid_argument));
    const std::string& message = outcome.error().message;
    BOOST_TEST(message.find("GET /secret: ") == 0u, message);
    BOOST_TEST(message.find("nothing was sent") != std::string::npos, message);
    BOOST_TEST(message.find("planted") == std::string::npos, message);
    BOOST_TEST(server.end().empty());
}

BOOST_AUTO_TEST_SUITE_END()
