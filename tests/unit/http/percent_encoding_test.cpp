#include <ingot/http/percent_encoding.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(percent_encoding)

BOOST_AUTO_TEST_CASE(unreserved_characters_stay_and_all_others_are_encoded) {
    BOOST_TEST(ingot::http::percent_encode("aZ09-._~") == "aZ09-._~");
    BOOST_TEST(ingot::http::percent_encode("a b/c?d&e=f+g%h") == "a%20b%2Fc%3Fd%26e%3Df%2Bg%25h");
    BOOST_TEST(ingot::http::percent_encode("\xC3\xA9\xFF") == "%C3%A9%FF");
}

BOOST_AUTO_TEST_SUITE_END()
