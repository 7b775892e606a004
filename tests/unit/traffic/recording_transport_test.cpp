#define BOOST_TEST_DYN_LINK
#include <ingot/testing/scripted_transport.hpp>
#include <ingot/traffic/recording_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using ingot::recording_transport;
namespace http = ingot::http;

BOOST_AUTO_TEST_SUITE(recording_transports)

BOOST_AUTO_TEST_CASE(each_answered_exchange_is_shown_once_and_in_the_order_of_the_answers) {
    ingot::testing::scripted_transport inner(ingot::timestamp{});
    inner.expect("GET", "https://a/slow").reply(200, "slow").after(std::chrono::seconds(2));
    inner.expect("PUT", "https://a/quick").reply(201, "quick").after(std::chrono::seconds(1));
    inner.expect("GET", "https://a/lost").drop();
    inner.expect("GET", "https://a/given-up").reply(200);
    std::vector<std::string> seen;
    recording_transport recording(inner, [&](const http::request& asked, const http::response& answered) {
        seen.push_back(std::string(http::name_of(asked.method)) + ' ' + asked.url + ' ' + answered.body);
    });
    recording.start(1, {http::method::get, "https://a/slow", {}, {}});
    recording.start(2, {http::method::put, "https://a/quick", {}, "{}"});
    recording.start(3, {http::method::get, "https://a/lost", {}, {}});
    recording.start(4, {http::method::get, "https://a/given-up", {}, {}});
    recording.cancel(4);
    std::size_t ended = 0;
    while (ended < 3) ended += recording.wait(ingot::timestamp::max()).size();
    const std::vector<std::string> expected{"PUT https://a/quick quick", "GET https://a/slow slow"};
    BOOST_TEST(seen == expected, boost::test_tools::per_element());
    BOOST_TEST((recording.now() == inner.now()));
}

BOOST_AUTO_TEST_SUITE_END()
