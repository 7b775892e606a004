#include <ingot/core/resource_id.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace data = boost::unit_test::data;
using ingot::resource_id;

constexpr const char* version_text = "/subscriptions/0a/resourceGroups/Images/providers/Microsoft.Compute/"
                                     "galleries/Prod/images/ubuntu/versions/1.2.3";

resource_id id(std::string_view text) { return resource_id::parse(text).value(); }

BOOST_AUTO_TEST_SUITE(resource_ids)

const char* const refused[] = {"",
                               "/",
                               "//",
                               "///",
                               "subscriptions/x",
                               "subscriptions",
                               "//subscriptions/x",
                               "/subscriptions//x",
                               "/subscriptions/x//",
                               " /subscriptions/x",
                               "https://management.azure.com/subscriptions/x",
                               "latest"};

BOOST_DATA_TEST_CASE(what_is_not_a_path_of_segments_is_refused, data::make(refused), text) {
    const auto parsed = resource_id::parse(text);
    BOOST_TEST_REQUIRE(!parsed.has_value());
    BOOST_TEST((parsed.error().code == ingot::errc::invalid_argument));
    BOOST_TEST(parsed.error().message.find(std::string("'") + text + "'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_spelling_is_kept_but_for_a_trailing_slash) {
    BOOST_TEST(id(version_text).text() == version_text);
    BOOST_TEST(id("/subscriptions/0A/").text() == "/subscriptions/0A");
    BOOST_TEST(id("/x").text() == "/x");
}

BOOST_AUTO_TEST_CASE(ids_compare_without_regard_to_case) {
    const auto lower = id("/subscriptions/0a/resourcegroups/rg");
    const auto mixed = id("/Subscriptions/0A/resourceGroups/RG");
    BOOST_TEST((lower == mixed));
    BOOST_TEST((lower <=> mixed == 0));
    BOOST_TEST(lower.folded() == mixed.folded());
    BOOST_TEST((id("/subscriptions/0a") < id("/SUBSCRIPTIONS/0B")));
    BOOST_TEST((std::set<resource_id>{lower, mixed}.size() == 1U));
}

BOOST_AUTO_TEST_CASE(the_name_is_the_last_segment) {
    BOOST_TEST(id(version_text).name() == "1.2.3");
    BOOST_TEST(id("/x").name() == "x");
    BOOST_TEST(resource_id().name() == "");
}

BOOST_AUTO_TEST_CASE(segments_come_in_order) {
    BOOST_TEST((id("/a/B/c").segments() == std::vector<std::string_view>{"a", "B", "c"}));
    BOOST_TEST(id(version_text).segments().size() == 12U);
    BOOST_TEST(resource_id().segments().empty());
}

BOOST_AUTO_TEST_CASE(the_subscription_is_read_where_there_is_one) {
    BOOST_TEST(id(version_text).subscription() == "0a");
    BOOST_TEST(id("/SUBSCRIPTIONS/0A").subscription() == "0A");
    BOOST_TEST(id("/providers/Microsoft.Management/managementGroups/root").subscription() == "");
    BOOST_TEST(id("/subscriptions").subscription() == "");
    BOOST_TEST(resource_id().subscription() == "");
}

BOOST_AUTO_TEST_CASE(parents_are_found_by_dropping_segments) {
    const auto version = id(version_text);
    BOOST_TEST((version.without_last(0) == version));
    BOOST_TEST(version.without_last(2).name() == "ubuntu");
    BOOST_TEST(version.without_last(4).name() == "Prod");
    BOOST_TEST((version.without_last(10) == id("/subscriptions/0a")));
}

BOOST_AUTO_TEST_CASE(a_scope_contains_itself_and_what_is_below_it) {
    const auto group = id("/subscriptions/0a/resourceGroups/images");
    BOOST_TEST(group.contains(group));
    BOOST_TEST(group.contains(id(version_text)));
    BOOST_TEST(id("/subscriptions/0A").contains(group));
    BOOST_TEST(!group.contains(id("/subscriptions/0a")));
}

BOOST_AUTO_TEST_CASE(a_name_that_begins_alike_is_not_contained) {
    BOOST_TEST(!id("/subscriptions/0a/resourceGroups/images")
                    .contains(id("/subscriptions/0a/resourceGroups/images2")));
    BOOST_TEST(!id("/subscriptions/0").contains(id("/subscriptions/0a")));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
