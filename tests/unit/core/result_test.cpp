#include <ingot/result.hpp>
#include <ingot/version.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using ingot::errc;
using ingot::result;

result<int> halve(int number) {
    if (number % 2 != 0) return ingot::fail(errc::invalid_argument, std::to_string(number) + " is odd");
    return number / 2;
}

BOOST_AUTO_TEST_SUITE(results)

BOOST_AUTO_TEST_CASE(a_failure_carries_its_code_and_message_and_nothing_else) {
    const auto outcome = halve(3);
    BOOST_TEST_REQUIRE(!outcome.has_value());
    BOOST_TEST((outcome.error() == ingot::error{errc::invalid_argument, "3 is odd", {}, {}}));
}

BOOST_AUTO_TEST_CASE(steps_chain_until_the_first_failure) {
    BOOST_TEST(halve(8).and_then(halve).value() == 2);
    BOOST_TEST(halve(6).and_then(halve).error().message == "3 is odd");
}

BOOST_AUTO_TEST_CASE(the_numbers_of_error_codes_are_stable) {
    BOOST_TEST(static_cast<int>(errc::invalid_argument) == 1);
    BOOST_TEST(static_cast<int>(errc::invalid_document) == 2);
    BOOST_TEST(static_cast<int>(errc::unsupported) == 3);
    BOOST_TEST(static_cast<int>(errc::not_found) == 10);
    BOOST_TEST(static_cast<int>(errc::conflict) == 11);
    BOOST_TEST(static_cast<int>(errc::precondition_failed) == 12);
    BOOST_TEST(static_cast<int>(errc::guard_rail) == 13);
    BOOST_TEST(static_cast<int>(errc::unauthenticated) == 20);
    BOOST_TEST(static_cast<int>(errc::forbidden) == 21);
    BOOST_TEST(static_cast<int>(errc::throttled) == 30);
    BOOST_TEST(static_cast<int>(errc::unavailable) == 31);
    BOOST_TEST(static_cast<int>(errc::timed_out) == 32);
    BOOST_TEST(static_cast<int>(errc::cancelled) == 40);
    BOOST_TEST(static_cast<int>(errc::callback_stopped) == 41);
    BOOST_TEST(static_cast<int>(errc::internal) == 50);
    BOOST_TEST(static_cast<int>(errc::out_of_memory) == 51);
}

BOOST_AUTO_TEST_CASE(the_version_string_says_what_the_numbers_say) {
    BOOST_TEST(INGOT_VERSION_STRING == std::to_string(INGOT_VERSION_MAJOR) + '.' +
                                           std::to_string(INGOT_VERSION_MINOR) + '.' +
                                           std::to_string(INGOT_VERSION_PATCH));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
