#include <ingot/http/retry_after.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>

using namespace std::chrono_literals;
namespace http = ingot::http;

namespace {

const ingot::timestamp now = *ingot::parse_timestamp("1994-11-06T08:49:00Z");

} // namespace

BOOST_AUTO_TEST_SUITE(retry_after)

BOOST_AUTO_TEST_CASE(seconds_are_read) {
    BOOST_TEST((http::parse_retry_after("0", now) == 0s));
    BOOST_TEST((http::parse_retry_after(" 17\t", now) == 17s));
    BOOST_TEST((http::parse_retry_after("007", now) == 7s));
}

constexpr std::array three_forms{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                                 "Sun Nov  6 08:49:37 1994"};

BOOST_DATA_TEST_CASE(all_three_forms_of_an_http_date_are_read, three_forms, text) {
    BOOST_TEST((http::parse_retry_after(text, now) == 37s));
    BOOST_TEST((http::parse_http_date(text, now) == ingot::parse_timestamp("1994-11-06T08:49:37Z")));
}

BOOST_AUTO_TEST_CASE(a_two_digit_year_is_at_most_fifty_years_ahead) {
    const auto year_2026 = *ingot::parse_timestamp("2026-01-01T00:00:00Z");
    BOOST_TEST((http::parse_http_date("Sunday, 06-Nov-76 08:49:37 GMT", year_2026) ==
                ingot::parse_timestamp("2076-11-06T08:49:37Z")));
    BOOST_TEST((http::parse_http_date("Sunday, 06-Nov-77 08:49:37 GMT", year_2026) ==
                ingot::parse_timestamp("1977-11-06T08:49:37Z")));
}

BOOST_AUTO_TEST_CASE(a_two_digit_day_of_the_oldest_form_is_read) {
    BOOST_TEST((http::parse_http_date("Wed Nov 16 08:49:37 1994", now) ==
                ingot::parse_timestamp("1994-11-16T08:49:37Z")));
}

BOOST_AUTO_TEST_CASE(the_past_is_now_and_the_far_future_is_capped) {
    BOOST_TEST((http::parse_retry_after("Sun, 06 Nov 1994 08:48:00 GMT", now) == 0s));
    BOOST_TEST((http::parse_retry_after("Mon, 06 Nov 2094 08:48:00 GMT", now) == http::longest_retry_after));
    BOOST_TEST((http::parse_retry_after("99999999999999999999999999", now) == http::longest_retry_after));
    BOOST_TEST((http::parse_retry_after("3601", now) == http::longest_retry_after));
}

constexpr std::array garbage{"", " ", "soon", "-1", "+1", "1.5", "1s", "0x10", "1 2",
                             "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
                             "Sun, 6 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 nov 1994 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT.",
                             "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994 GMT",
                             "1994-11-06T08:49:37Z"};

BOOST_DATA_TEST_CASE(garbage_counts_as_absent, garbage, text) {
    BOOST_TEST(!http::parse_retry_after(text, now).has_value());
}

BOOST_AUTO_TEST_CASE(milliseconds_come_before_seconds_and_garbage_is_passed_over) {
    BOOST_TEST((http::retry_after({{"Retry-After", "5"}, {"retry-after-ms", "250"}}, now) == 250ms));
    BOOST_TEST((http::retry_after({{"X-MS-Retry-After-Ms", "300"}}, now) == 300ms));
    BOOST_TEST((http::retry_after({{"retry-after-ms", "x"}, {"RETRY-AFTER", "5"}}, now) == 5s));
    BOOST_TEST((http::retry_after({{"retry-after-ms", "99999999999"}}, now) == 5s) == false);
    BOOST_TEST(!http::retry_after({}, now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
