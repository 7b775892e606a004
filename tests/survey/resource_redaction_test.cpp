#include <ingot/survey/detail/resource_redaction.hpp>
#include <ingot/survey/detail/resource_text.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace {

using namespace ingot::survey_detail;

struct sample {
    std::string told;
    std::string kept;

    friend std::ostream& operator<<(std::ostream& out, const sample& one) { return out << one.told; }
};

const sample secrets[] = {
    {R"({"id":"/a","properties":{"osProfile":{"adminUsername":"u","adminPassword":"p","customData":"Yg=="}}})",
     R"({"id":"/a","properties":{"osProfile":{"adminUsername":"u","adminPassword":"REDACTED","customData":"REDACTED"}}})"},
    {R"({"id":"/a","properties":{"source":{"uri":"https://x/d.vhd?sv=1&sig=abc%3D&se=2"}}})",
     R"({"id":"/a","properties":{"source":{"uri":"https://x/d.vhd?sv=1&sig=REDACTED&se=2"}}})"},
    {R"({"id":"/a","properties":{"protectedParameters":[{"name":"n","value":"v"},[1,{"x":[]}]],"after":1}})",
     R"({"id":"/a","properties":{"protectedParameters":"REDACTED","after":1}})"},
    {R"({"id":"/a","properties":{"protectedSettings":{"a":{"b":["c"]}}},"tags":{"password":"kept"}})",
     R"({"id":"/a","properties":{"protectedSettings":"REDACTED"},"tags":{"password":"kept"}})"},
    {R"({"id":"/a","tags":{"from":"https://x/d?sig=abc"},"properties":{"password":null}})",
     R"({"id":"/a","tags":{"from":"https://x/d?sig=REDACTED"},"properties":{"password":"REDACTED"}})"},
    {R"({"id":"/a","numbers":[1.50,1e5,-0,123456789012345678901234567890],"userData":1})",
     R"({"id":"/a","numbers":[1.50,1e5,-0,123456789012345678901234567890],"userData":"REDACTED"})"},
};

const std::string harmless[] = {
    R"({"id":"/a","properties":{"uri":"https://x/d.vhd?api-version=1","note":"a = b @ 100%"}})",
    R"({"id":"/a","properties":{"passwordless":true,"designs":["x=y"]}})",
};

} // namespace

BOOST_AUTO_TEST_SUITE(what_a_survey_does_not_keep)

BOOST_DATA_TEST_CASE(secrets_are_replaced_and_the_rest_stays_as_it_was, secrets, one) {
    BOOST_TEST(without_secrets(one.told) == one.kept);
}

BOOST_DATA_TEST_CASE(a_resource_with_a_secret_is_seen_alone_and_in_a_list, secrets, one) {
    BOOST_TEST(resource_of(one.told).value().has_secret);
    const std::string page = R"({"value":[{"id":"/before"},)" + one.told + R"(,{"id":"/after"}]})";
    const auto listed = resources_of_page(page).value();
    BOOST_TEST(!listed.at(0).has_secret);
    BOOST_TEST(listed.at(1).has_secret);
    BOOST_TEST(!listed.at(2).has_secret);
}

BOOST_DATA_TEST_CASE(a_resource_without_a_secret_is_left_alone, harmless, one) {
    BOOST_TEST(!resource_of(one).value().has_secret);
    BOOST_TEST(without_secrets(one) == one);
}

BOOST_AUTO_TEST_SUITE_END()
