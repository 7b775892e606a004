#include <ingot/core/case_fold.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

namespace {

using ingot::compare_folded;
using ingot::equal_folded;
using ingot::fold;

BOOST_AUTO_TEST_SUITE(case_folding)

BOOST_AUTO_TEST_CASE(only_the_26_ascii_letters_fold) {
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        const bool upper = byte >= 'A' && byte <= 'Z';
        BOOST_TEST(static_cast<int>(static_cast<unsigned char>(fold(c))) == (upper ? byte + 32 : byte));
    }
    BOOST_TEST(fold("West-US_2 \xc3\x84") == "west-us_2 \xc3\x84");
}

BOOST_AUTO_TEST_CASE(equality_ignores_case_and_nothing_else) {
    BOOST_TEST(equal_folded("", ""));
    BOOST_TEST(equal_folded("Succeeded", "sUCCEEDED"));
    BOOST_TEST(!equal_folded("Succeeded", "Succeede"));
    BOOST_TEST(!equal_folded("a", "a "));
    BOOST_TEST(!equal_folded("[", "{")); // 32 apart, like the letters, but no letters
    BOOST_TEST(!equal_folded("@", "`"));
}

BOOST_AUTO_TEST_CASE(a_prefix_is_found_without_regard_to_case) {
    BOOST_TEST(ingot::starts_with_folded("/Subscriptions/x", "/subscriptions/"));
    BOOST_TEST(ingot::starts_with_folded("abc", ""));
    BOOST_TEST(!ingot::starts_with_folded("ab", "abc"));
}

BOOST_AUTO_TEST_CASE(the_order_is_of_folded_unsigned_bytes) {
    BOOST_TEST((compare_folded("a", "B") < 0));
    BOOST_TEST((compare_folded("A", "a") == 0));
    BOOST_TEST((compare_folded("ab", "abc") < 0));
    BOOST_TEST((compare_folded("z", "\xc3\xa4") < 0));
    BOOST_TEST((compare_folded("_", "A") < 0)); // 'a' is above the underscore, 'A' is below it
    BOOST_TEST((compare_folded("", "a") < 0));
}

BOOST_AUTO_TEST_CASE(a_container_keyed_by_folded_text_finds_every_spelling) {
    const std::map<std::string, int, ingot::less_folded> tags{{"Ingot-Stage", 1}, {"owner", 2}};
    BOOST_TEST(tags.count("ingot-stage") == 1U);
    BOOST_TEST(tags.count("OWNER") == 1U);
    BOOST_TEST(tags.count("own") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
