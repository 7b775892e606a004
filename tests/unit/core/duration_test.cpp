#include <ingot/core/timestamp.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ostream>
#include <string>

namespace {

namespace data = boost::unit_test::data;
using namespace std::chrono_literals;
using ingot::duration;
using ingot::format_duration;
using ingot::parse_duration;
using std::chrono::days;

BOOST_AUTO_TEST_SUITE(durations)

struct spelling {
    const char* text;
    duration span;
    const char* canonical;
    friend std::ostream& operator<<(std::ostream& out, const spelling& row) { return out << row.text; }
};

const spelling spans[] = {
    {"P90D", days(90), "P90D"},
    {"PT24H", 24h, "P1D"},
    {"P1DT12H", 36h, "P1DT12H"},
    {"PT36H", 36h, "P1DT12H"},
    {"PT90M", 90min, "PT1H30M"},
    {"PT3600S", 1h, "PT1H"},
    {"PT1H30M15S", 1h + 30min + 15s, "PT1H30M15S"},
    {"PT1H15S", 1h + 15s, "PT1H15S"},
    {"PT0.5S", 500ms, "PT0.5S"},
    {"PT0.0000001S", duration(1), "PT0.0000001S"},
    {"PT0.00000009S", duration(0), "PT0S"},
    {"PT1.2500S", 1250ms, "PT1.25S"},
    {"P0D", duration(0), "PT0S"},
    {"PT0S", duration(0), "PT0S"},
    {"P007D", days(7), "P7D"},
    {"P3650000D", ingot::longest_duration, "P3650000D"},
    {"PT87600000H", ingot::longest_duration, "P3650000D"},
    {"PT315360000000S", ingot::longest_duration, "P3650000D"},
};

BOOST_DATA_TEST_CASE(days_and_time_units_are_a_duration, data::make(spans), row) {
    const auto span = parse_duration(row.text);
    BOOST_TEST_REQUIRE(span.has_value());
    BOOST_TEST((*span == row.span));
    BOOST_TEST(format_duration(*span) == row.canonical);
    BOOST_TEST((parse_duration(row.canonical) == span));
}

const char* const refused[] = {
    "",
    "P",
    "PT",
    "P1DT",
    "90",
    "90D",
    "90d",
    "p90d",
    "P90",
    "P90d",
    "PT24h",
    // months and years have no fixed length; weeks are not in the grammar of policies
    "P1M",
    "P1Y",
    "P1Y2M3D",
    "P2W",
    "P1W1D",
    "P1M1D",
    // units out of order, twice or on the wrong side of T
    "PT1M1H",
    "PT1S1M",
    "PT1H1H",
    "P1D1D",
    "PT1D",
    "P1H",
    "P1S",
    "P1DT1D",
    "PTT1H",
    "PT1HT1M",
    // fractions of anything but seconds
    "P0.5D",
    "PT0.5H",
    "PT1.5M",
    "PT.5S",
    "PT1.S",
    "PT0,5S",
    "PT0.5",
    // signs, blanks and what follows
    "-P1D",
    "+P1D",
    "P-1D",
    "PT-1H",
    "PT+1H",
    " P1D",
    "P1D ",
    "P 1D",
    "P1D\n",
    "P1DX",
    "P1DT1HX",
    // above 10,000 years of 365 days, alone or in sum
    "P3650001D",
    "PT87600001H",
    "PT5256000001M",
    "PT315360000001S",
    "PT315360000000.1S",
    "P3650000DT1S",
    "P99999999999999999999D",
    "PT99999999999999999999S",
    "P3650000DT87600000H5256000000M315360000000S",
};

BOOST_DATA_TEST_CASE(anything_else_is_no_duration, data::make(refused), text) {
    BOOST_TEST(!parse_duration(text).has_value());
}

BOOST_AUTO_TEST_CASE(reading_needs_no_run_time) {
    static_assert(parse_duration("P90D") == days(90));
    // An overflow would not be a constant expression.
    static_assert(!parse_duration("P3650000DT87600000H5256000000M315360000000S").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
