#include <ingot/policy/glob.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace {

using ingot::glob_matches;

struct row {
    const char* glob;
    const char* text;
    bool matches;
    friend std::ostream& operator<<(std::ostream& out, const row& r) {
        return out << '\'' << r.glob << "' on '" << r.text << '\'';
    }
};

const row rows[] = {
    {"", "", true},
    {"", "a", false},
    {"a", "", false},
    {"*", "", true},
    {"**", "", true},
    {"?", "", false},
    {"*", "anything at all", true},
    {"web", "web", true},
    {"web", "Web", true},
    {"WEB", "web", true},
    {"web", "web2", false},
    {"web", "aweb", false},
    {"web?", "web2", true},
    {"web?", "web", false},
    {"web?", "web22", false},
    {"prod*", "prod", true},
    {"prod*", "PRODeus2", true},
    {"prod*", "preprod", false},
    {"*prod", "preprod", true},
    {"*prod*", "my-prod-weu", true},
    {"u*-*", "ubuntu-22-04", true},
    {"u*-*x", "ubuntu-22-04", false},
    {"a*b*c", "aXbYc", true},
    {"a*b*c", "acb", false},
    {"a*b*c", "abcbc", true},
    {"*a*a*b", "aaaaaab", true},
    {"*a*a*b", "aaaaaaa", false},
    {"1.*.0", "1.10.0", true},
    {"1.*.0", "1.10.01", false},
    {"1.?.0", "1.10.0", false},
    {"[ab]", "a", false},
    {"[ab]", "[AB]", true},
    {"a.c", "abc", false},
    {"\\*", "*", false},
    {"\\*", "\\anything", true},
    {"a\nb*", "a\nbc", true},
};

BOOST_AUTO_TEST_SUITE(globs)

BOOST_DATA_TEST_CASE(a_glob_matches_the_whole_text_without_regard_to_case, boost::unit_test::data::make(rows),
                     r) {
    BOOST_TEST(glob_matches(r.glob, r.text) == r.matches);
}

BOOST_AUTO_TEST_CASE(case_is_folded_for_ascii_alone) {
    BOOST_TEST(!glob_matches("\xc3\xa4", "\xc3\x84")); // an umlaut in its two cases
    BOOST_TEST(glob_matches("??", "\xc3\xa4"));        // a question mark is one byte
    BOOST_TEST(!glob_matches("[", "{"));               // neighbours of the letters do not fold
}

BOOST_AUTO_TEST_CASE(many_stars_do_not_take_exponential_time) {
    std::string glob;
    for (int i = 0; i < 200; ++i) glob += "*a";
    BOOST_TEST(!glob_matches(glob + "b", std::string(2'000, 'a')));
    BOOST_TEST(glob_matches(glob, std::string(2'000, 'a')));
}

static_assert(glob_matches("u*", "ubuntu"), "a glob can be matched while compiling");

BOOST_AUTO_TEST_SUITE_END()

} // namespace
