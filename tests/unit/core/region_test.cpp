#include <ingot/core/region.hpp>

#include <boost/test/unit_test.hpp>

namespace {

using ingot::region;

BOOST_AUTO_TEST_SUITE(regions)

BOOST_AUTO_TEST_CASE(the_display_name_and_the_short_name_are_one_region) {
    for (const char* spelling : {"westus", "West US", "WESTUS", " west us ", "W e s t U S"}) {
        BOOST_TEST((region(spelling) == region("westus")), spelling);
        BOOST_TEST(region(spelling).name() == "westus");
    }
}

BOOST_AUTO_TEST_CASE(different_regions_differ) {
    BOOST_TEST((region("westus") != region("westus2")));
    BOOST_TEST((region("West US") != region("West-US")));
}

BOOST_AUTO_TEST_CASE(regions_order_by_their_normal_name) {
    BOOST_TEST((region("East US") < region("westeurope")));
    BOOST_TEST((region("WEST US") < region("westus2")));
}

BOOST_AUTO_TEST_CASE(a_region_without_a_name_is_empty) {
    BOOST_TEST(region().empty());
    BOOST_TEST(region("  ").empty());
    BOOST_TEST(!region("westus").empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
