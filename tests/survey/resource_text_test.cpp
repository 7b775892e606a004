#include <ingot/survey/detail/resource_text.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace ingot::survey_detail;

BOOST_AUTO_TEST_SUITE(resource_texts)

BOOST_AUTO_TEST_CASE(resources_of_a_page_are_taken_verbatim) {
    const std::string first = R"({ "properties": {"id": "no", "n": 1.50, "list": [{"id": "nor this"}]}, "id" : "\/a\/b" })";
    const std::string second = R"({"id":"/c"})";
    const std::string page = R"({"count": 2, "value": [ )" + first + " ,\n" + second +
                             R"(], "nextLink": "x", "other": [{"id": "/d"}]})";
    const auto found = resources_of_page(page);
    BOOST_REQUIRE(found.has_value());
    BOOST_REQUIRE(found->size() == 2U);
    BOOST_TEST((*found)[0].text == first);
    BOOST_TEST((*found)[0].id == "/a/b");
    BOOST_TEST((*found)[1].text == second);
    BOOST_TEST((*found)[1].id == "/c");
}

BOOST_AUTO_TEST_CASE(empty_pages_are_pages) {
    for (const std::string body : {R"({"value": []})", "\xEF\xBB\xBF{\"value\": []}"}) {
        const auto found = resources_of_page(body);
        BOOST_REQUIRE(found.has_value());
        BOOST_TEST(found->empty());
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_page_of_resources_gives_nothing) {
    for (const std::string body :
         {"", "[]", "{}", R"({"value": null, "nextLink": "x"})", R"({"value": {}})", R"({"value": [1]})", R"({"value": ["x"]})", R"({"value": [null]})",
          R"({"value": [true]})", R"({"value": [[]]})", R"({"value": [{}]})", R"({"value": [{"id": ""}]})",
          R"({"value": [{"name": "x"}]})", R"({"value": [{"id": "/a"}, {"x": {"id": "/b"}}]})",
          R"({"value": [{"id": "/a"}])", R"({"value": [{"id": "/a"}]} x)", "{\"value\": [{\"id\": \"\xff\"}]}"})
        BOOST_TEST(!resources_of_page(body).has_value(), body);
}

BOOST_AUTO_TEST_CASE(a_body_may_be_one_resource) {
    const auto found = resource_of(" {\"properties\": {\"id\": 1}, \"id\": \"/a\"}\n");
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->text == "{\"properties\": {\"id\": 1}, \"id\": \"/a\"}");
    BOOST_TEST(found->id == "/a");
    for (const std::string body : {"", "[]", "{}", "1", R"("id")", R"({"id": "/a"} {})"})
        BOOST_TEST(!resource_of(body).has_value(), body);
}

BOOST_AUTO_TEST_CASE(orchestration_is_recognised) {
    BOOST_TEST(is_flexible(R"({"properties": {"orchestrationMode": "flexible"}})"));
    BOOST_TEST(!is_flexible(R"({"properties": {"orchestrationMode": "Uniform"}})"));
    BOOST_TEST(!is_flexible(R"({"properties": {}})"));
}

BOOST_AUTO_TEST_SUITE_END()
