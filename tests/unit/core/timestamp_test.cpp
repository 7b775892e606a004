#include <ingot/core/timestamp.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <ostream>
#include <string>

namespace {

namespace data = boost::unit_test::data;
using ingot::duration;
using ingot::format_timestamp;
using ingot::parse_timestamp;
using ingot::timestamp;

BOOST_AUTO_TEST_SUITE(timestamps)

struct spelling {
    const char* text;
    const char* canonical; ///< the same instant in UTC
    friend std::ostream& operator<<(std::ostream& out, const spelling& row) { return out << row.text; }
};

const spelling instants[] = {
    // the examples of RFC 3339, section 5.8
    {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"},
    {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"},
    {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"},
    {"1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"},
    {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"},
    // as the service writes them
    {"2026-09-30T07:12:34.1234567+00:00", "2026-09-30T07:12:34.1234567Z"},
    {"2018-01-01T00:00:00Z", "2018-01-01T00:00:00Z"},
    {"2026-09-30T00:00:00.000Z", "2026-09-30T00:00:00Z"},
    // letters in either case, an unknown local offset
    {"2026-09-30t07:00:00z", "2026-09-30T07:00:00Z"},
    {"2026-09-30T07:00:00-00:00", "2026-09-30T07:00:00Z"},
    // digits finer than 100 ns are cut off, not rounded
    {"2026-09-30T07:00:00.00000009Z", "2026-09-30T07:00:00Z"},
    {"2026-09-30T07:00:00.99999999999999999999999Z", "2026-09-30T07:00:00.9999999Z"},
    {"2026-09-30T07:00:00.1Z", "2026-09-30T07:00:00.1Z"},
    // the largest offsets
    {"2026-09-30T23:59:00+23:59", "2026-09-30T00:00:00Z"},
    {"2026-09-30T00:00:00-23:59", "2026-09-30T23:59:00Z"},
    // leap years
    {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"},
    {"2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z"},
    // a leap second ends a UTC day, wherever the clock on the wall stands
    {"2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z"},
    {"2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.5Z"},
    // the ends of what can be written
    {"0002-01-01T00:00:00Z", "0002-01-01T00:00:00Z"},
    {"9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z"},
    // before 1970 a fraction still counts forwards
    {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"},
};

BOOST_DATA_TEST_CASE(an_instant_reads_and_has_one_canonical_form, data::make(instants), row) {
    const auto instant = parse_timestamp(row.text);
    BOOST_TEST_REQUIRE(instant.has_value());
    BOOST_TEST(format_timestamp(*instant) == row.canonical);
    BOOST_TEST((parse_timestamp(row.canonical) == instant));
}

const char* const not_instants[] = {
    "",
    "Z",
    "latest",
    "2026",
    "2026-09",
    "2026-09-30",
    "20260930T070000Z",
    // every part is required
    "2026-09-30T07:00:00",
    "2026-09-30T07:00Z",
    "2026-09-30 07:00:00Z",
    "07:00:00Z",
    "T07:00:00Z",
    "2026-09-30T07:00:00.Z",
    "2026-09-30T07:00:00.",
    "2026-09-30T07:00:00+",
    "2026-09-30T07:00:00+01",
    "2026-09-30T07:00:00+0100",
    "2026-09-30T07:00:00+01:0",
    "2026-09-30T07:00:00,5Z",
    // nothing before or behind
    " 2026-09-30T07:00:00Z",
    "2026-09-30T07:00:00Z ",
    "2026-09-30T07:00:00ZZ",
    "2026-09-30T07:00:00Z+00:00",
    "2026-09-30T07:00:00+00:00Z",
    "2026-09-30T07:00:00 Z",
    // parts beyond their range
    "2026-00-30T07:00:00Z",
    "2026-13-30T07:00:00Z",
    "2026-09-00T07:00:00Z",
    "2026-09-31T07:00:00Z",
    "2026-02-29T07:00:00Z",
    "1900-02-29T07:00:00Z",
    "2026-09-30T24:00:00Z",
    "2026-09-30T07:60:00Z",
    "2026-09-30T07:00:61Z",
    "2026-09-30T07:00:00+24:00",
    "2026-09-30T07:00:00+01:60",
    // a leap second anywhere else
    "2026-09-30T07:00:60Z",
    "2016-12-31T23:58:60Z",
    "2016-12-31T22:59:60Z",
    "2016-12-31T23:59:60+01:00",
    // signs and other digits
    "-026-09-30T07:00:00Z",
    "+2026-09-30T07:00:00Z",
    "2026-+9-30T07:00:00Z",
    "2026-09-30T-7:00:00Z",
    "202\xd9\xa6-09-30T07:00:00Z",
    "12026-09-30T07:00:00Z",
    // year 1 is how the service says never, in whatever zone it is written
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:00",
    "0001-12-31T23:59:59Z",
    "0000-06-01T00:00:00Z",
    "0002-01-01T00:30:00+01:00",
};

BOOST_DATA_TEST_CASE(anything_else_counts_as_absent, data::make(not_instants), text) {
    BOOST_TEST(!parse_timestamp(text).has_value());
}

BOOST_AUTO_TEST_CASE(the_epoch_is_1970_and_a_tick_is_100_nanoseconds) {
    BOOST_TEST(parse_timestamp("1970-01-01T00:00:00Z")->time_since_epoch().count() == 0);
    BOOST_TEST(parse_timestamp("1970-01-01T00:00:00.0000001Z")->time_since_epoch().count() == 1);
    BOOST_TEST(parse_timestamp("1969-12-31T23:59:59.9999999Z")->time_since_epoch().count() == -1);
    BOOST_TEST(parse_timestamp("2001-09-09T01:46:40Z")->time_since_epoch().count() == 10'000'000'000'000'000);
}

BOOST_AUTO_TEST_CASE(reading_needs_no_run_time) {
    constexpr auto instant = parse_timestamp("2026-09-30T07:00:00Z");
    static_assert(instant.has_value());
    static_assert(!parse_timestamp("2026-09-30").has_value());
}

BOOST_AUTO_TEST_CASE(instants_beyond_four_digits_of_year_are_shown_as_the_nearest) {
    BOOST_TEST(format_timestamp(timestamp::min()) == "0001-01-01T00:00:00Z");
    BOOST_TEST(format_timestamp(timestamp::max()) == "9999-12-31T23:59:59Z");
    const auto last = parse_timestamp("9999-12-31T23:59:59.9999999Z").value();
    BOOST_TEST(format_timestamp(last + duration(1)) == "9999-12-31T23:59:59Z");
}

BOOST_AUTO_TEST_CASE(the_latest_instant_and_the_longest_duration_add_without_overflow) {
    const auto last = parse_timestamp("9999-12-31T23:59:59.9999999-23:59").value();
    const auto first = parse_timestamp("0002-01-01T00:00:00Z").value();
    BOOST_TEST((last + ingot::longest_duration > last));
    BOOST_TEST((first - ingot::longest_duration < first));
    BOOST_TEST((last - first > duration::zero()));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
