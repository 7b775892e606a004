#include <ingot/core/image_version.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0 {
static std::ostream& boost_test_print_type(std::ostream& out, const image_version& version) {
    return out << version.to_string();
}
} // namespace ingot::inline v0

namespace {

namespace data = boost::unit_test::data;
using ingot::image_version;

constexpr std::int32_t last = std::numeric_limits<std::int32_t>::max();

BOOST_AUTO_TEST_SUITE(image_versions)

struct accepted {
    const char* text;
    image_version version;
    friend std::ostream& operator<<(std::ostream& out, const accepted& row) { return out << row.text; }
};
const accepted accepted_rows[] = {
    {"0.0.0", {0, 0, 0}},
    {"1.2.3", {1, 2, 3}},
    {"10.0.1", {10, 0, 1}},
    {"2026.930.1", {2026, 930, 1}},
    {"2147483647.2147483647.2147483647", {last, last, last}},
};

BOOST_DATA_TEST_CASE(three_plain_numbers_are_a_version, data::make(accepted_rows), row) {
    const auto parsed = image_version::parse(row.text);
    BOOST_TEST_REQUIRE(parsed.has_value());
    BOOST_TEST(*parsed == row.version);
    BOOST_TEST(parsed->to_string() == row.text);
}

const char* const refused_rows[] = {
    "",
    "1",
    "1.2",
    "1.2.",
    "1.2.3.",
    "1.2.3.4",
    ".1.2",
    "1..2",
    "01.0.0",
    "1.00.0",
    "1.0.007",
    "-1.0.0",
    "1.-2.3",
    "1.2.-0",
    "+1.0.0",
    " 1.0.0",
    "1.0.0 ",
    "1. 0.0",
    "1.0.0\n",
    "v1.0.0",
    "1.0.0-beta",
    "1.0.0+b1",
    "2147483648.0.0",
    "0.0.2147483648",
    "0.99999999999999999999.0",
    "latest",
    "1,0,0",
    "0x1.0.0",
    "1e1.0.0",
    "\xd9\xa1.0.0",
};

BOOST_DATA_TEST_CASE(anything_else_is_refused_and_the_message_shows_it, data::make(refused_rows), text) {
    const auto parsed = image_version::parse(text);
    BOOST_TEST_REQUIRE(!parsed.has_value());
    BOOST_TEST((parsed.error().code == ingot::errc::invalid_argument));
    BOOST_TEST(parsed.error().message.find(std::string("'") + text + "'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_zero_byte_does_not_end_the_text_early) {
    BOOST_TEST(!image_version::parse(std::string_view("1.2.3\0", 6)).has_value());
}

BOOST_AUTO_TEST_CASE(versions_order_as_numbers_and_not_as_text) {
    const std::vector<image_version> ordered{{0, 0, 0},  {0, 0, 9}, {0, 0, 10}, {0, 9, 0},
                                             {0, 10, 0}, {9, 0, 0}, {10, 0, 0}, {last, 0, 0}};
    for (std::size_t i = 0; i < ordered.size(); ++i)
        for (std::size_t j = 0; j < ordered.size(); ++j) {
            BOOST_TEST((ordered[i] < ordered[j]) == (i < j));
            BOOST_TEST((ordered[i] == ordered[j]) == (i == j));
        }
}

BOOST_AUTO_TEST_CASE(the_next_version_resets_the_lower_parts) {
    const image_version version{1, 2, 3};
    BOOST_TEST((version.next_major() == image_version{2, 0, 0}));
    BOOST_TEST((version.next_minor() == image_version{1, 3, 0}));
    BOOST_TEST((version.next_patch() == image_version{1, 2, 4}));
    BOOST_TEST((image_version{last - 1, 5, 5}.next_major() == image_version{last, 0, 0}));
}

BOOST_AUTO_TEST_CASE(a_part_at_its_end_has_no_next_version) {
    const image_version version{last, last, last};
    BOOST_TEST(!version.next_major().has_value());
    BOOST_TEST(!version.next_minor().has_value());
    BOOST_TEST(!version.next_patch().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
