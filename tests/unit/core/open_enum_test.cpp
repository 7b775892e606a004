#include <ingot/core/open_enum.hpp>

#include <boost/test/unit_test.hpp>

#include <string_view>
#include <utility>

namespace {

enum class light { red, green };

struct light_names {
    using value = light;
    static constexpr std::pair<light, std::string_view> table[] = {{light::red, "Red"},
                                                                   {light::green, "Green"}};
};
using open_light = ingot::open_enum<light_names>;

BOOST_AUTO_TEST_SUITE(open_enumerations)

BOOST_AUTO_TEST_CASE(a_known_value_is_recognised_in_any_case_and_takes_its_official_spelling) {
    const open_light read("gREEN");
    BOOST_TEST((read == light::green));
    BOOST_TEST((read.known() == light::green));
    BOOST_TEST(read.spelling() == "Green");
    BOOST_TEST((read == open_light(light::green)));
    BOOST_TEST((read != light::red));
}

BOOST_AUTO_TEST_CASE(an_unknown_value_keeps_its_spelling_and_equals_only_itself) {
    const open_light amber("Amber");
    BOOST_TEST(!amber.known().has_value());
    BOOST_TEST(amber.spelling() == "Amber");
    BOOST_TEST((amber != light::red));
    BOOST_TEST((amber == open_light("AMBER")));
    BOOST_TEST((amber != open_light("Amber2")));
    BOOST_TEST(!amber.absent());
}

BOOST_AUTO_TEST_CASE(a_value_that_was_never_read_is_absent) {
    const open_light nothing;
    BOOST_TEST(nothing.absent());
    BOOST_TEST(!nothing.known().has_value());
    BOOST_TEST((nothing != light::red));
    BOOST_TEST((nothing == open_light("")));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
