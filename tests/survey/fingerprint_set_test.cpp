#include <ingot/survey/detail/fingerprint_set.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <set>

using ingot::survey_detail::fingerprint;
using ingot::survey_detail::fingerprint_set;

BOOST_AUTO_TEST_SUITE(fingerprint_sets)

BOOST_AUTO_TEST_CASE(each_fingerprint_is_new_once_whatever_place_it_wants) {
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 chance(seed);
        fingerprint_set known;
        std::set<fingerprint> expected;
        // Of few different bytes, and in some runs alike in all that decides about the place.
        const std::size_t varied = seed % 2 == 0 ? 0 : 12;
        for (int i = 0; i < 3'000; ++i) {
            fingerprint one{};
            for (std::size_t byte = varied; byte < one.size(); ++byte) one[byte] = static_cast<unsigned char>(chance() % 6);
            BOOST_REQUIRE_MESSAGE(known.insert(one) == expected.insert(one).second, "seed " << seed << ", " << i);
            BOOST_REQUIRE(known.size() == expected.size());
        }
        for (const fingerprint& one : expected) BOOST_REQUIRE(!known.insert(one));
    }
}

BOOST_AUTO_TEST_CASE(nothing_but_zeros_is_a_fingerprint_too) {
    fingerprint_set known;
    BOOST_TEST(known.insert({}));
    BOOST_TEST(!known.insert({}));
    BOOST_TEST(known.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
