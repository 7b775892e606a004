#include <ingot/arm/rapidjson_arm_body_reader.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

using ingot::arm_body;

namespace {

arm_body read(std::string_view text) { return ingot::rapidjson_arm_body_reader().read(text); }

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

} // namespace

BOOST_AUTO_TEST_SUITE(arm_body_reader)

BOOST_AUTO_TEST_CASE(a_wrapped_error_is_read_with_its_details) {
    const auto body = read(R"({"error": {"code": "PropertyChangeNotAllowed", "message": "Changing is \u00e9vil.",
        "target": "storageProfile", "details": [{"code": "A", "message": "B", "target": "C"}, {"code": "D"}],
        "additionalInfo": [{"type": "PolicyViolation", "info": {"code": "x"}}],
        "innererror": {"exceptiontype": "E", "code": "x", "details": [{"code": "x"}]}}})");
    BOOST_TEST_REQUIRE(body.error.has_value());
    BOOST_TEST(body.error->code == "PropertyChangeNotAllowed");
    BOOST_TEST(body.error->message == "Changing is \xC3\xA9vil.");
    BOOST_TEST(body.error->target == "storageProfile");
    BOOST_TEST_REQUIRE(body.error->details.size() == 2u);
    BOOST_TEST((body.error->details[0] == ingot::arm_error_detail{"A", "B", "C"}));
    BOOST_TEST((body.error->details[1] == ingot::arm_error_detail{"D", "", ""}));
}

BOOST_AUTO_TEST_CASE(a_bare_error_is_read_as_compute_sends_it_when_it_throttles) {
    const auto body = read(R"({"code": "OperationNotAllowed", "message": "Too many.",
        "details": [{"code": "TooManyRequests", "target": "HighCostGet", "message": "{\"operationGroup\": 1}"}]})");
    BOOST_TEST_REQUIRE(body.error.has_value());
    BOOST_TEST(body.error->code == "OperationNotAllowed");
    BOOST_TEST_REQUIRE(body.error->details.size() == 1u);
    BOOST_TEST(body.error->details[0].target == "HighCostGet");
}

BOOST_AUTO_TEST_CASE(an_error_beside_a_status_is_read) {
    const auto body = read(R"({"status": "Failed", "error": {"code": "InternalServerError", "message": "Broken"}})");
    BOOST_TEST(body.status.value() == "Failed");
    BOOST_TEST(body.error.value().code == "InternalServerError");
    const auto fine = read(R"({"status": "InProgress", "error": {}, "percentComplete": 12.5})");
    BOOST_TEST(!fine.error.has_value());
    BOOST_TEST(fine.percent_complete.value() == 12.5);
}

BOOST_AUTO_TEST_CASE(older_spellings_of_errors_are_read) {
    BOOST_TEST(read(R"({"Message": "No HTTP resource"})").error.value().message == "No HTTP resource");
    BOOST_TEST(read(R"({"Error": {"Code": "C", "Message": "M"}})").error.value().code == "C");
    const auto token = read(R"({"error": "invalid_client", "error_description": "Expired", "error_codes": [7000222]})");
    BOOST_TEST(token.error.value().code == "invalid_client");
    BOOST_TEST(token.error.value().message == "Expired");
}

BOOST_AUTO_TEST_CASE(a_resource_has_a_state_and_no_error) {
    const auto body = read("\xEF\xBB\xBF"
                           R"({"name": "1.0.0", "properties": {"provisioningState": "Updating", "other":
                               {"provisioningState": "Succeeded"}, "error": {"code": "x"}}})");
    BOOST_TEST(body.provisioning_state.value() == "Updating");
    BOOST_TEST(!body.error.has_value());
    BOOST_TEST(!body.status.has_value());
    BOOST_TEST(!read(R"({"properties": {"instanceView": [{"provisioningState": "x"}]}})").provisioning_state.has_value());
    BOOST_TEST(!read(R"({"properties": {"status": "x"}})").status.has_value());
}

BOOST_AUTO_TEST_CASE(a_page_has_items_and_a_link) {
    const auto body = read(R"({"value": [{"nextLink": "x", "value": [1, 2]}, {}, 3, [], null, true, "s"],
                               "nextLink": "https://host/next?$skipToken=1"})");
    BOOST_TEST(body.has_value);
    BOOST_TEST(body.items == 7u);
    BOOST_TEST(body.next_link.value() == "https://host/next?$skipToken=1");
    BOOST_TEST(read(R"({"value": [], "@odata.nextLink": "https://host/n"})").next_link.value() == "https://host/n");
}

BOOST_AUTO_TEST_CASE(the_end_of_a_list_has_no_link_or_null_or_nothing_in_it) {
    for (const auto* text : {R"({"value": []})", R"({"value": [], "nextLink": null})", R"({"value": [], "nextLink": ""})"}) {
        BOOST_TEST(read(text).has_value, text);
        BOOST_TEST(!read(text).next_link.has_value(), text);
    }
    for (const auto* text : {R"({"value": {}})", R"({"value": null})", R"({"value": "[]"})"})
        BOOST_TEST(!read(text).has_value, text);
    BOOST_TEST(!read(R"({"values": []})").has_value);
}

BOOST_AUTO_TEST_CASE(nothing_and_white_space_are_empty) {
    for (const auto* text : {"", " \r\n\t", "\xEF\xBB\xBF"})
        BOOST_TEST((read(text).form == arm_body::shape::empty), text);
}

constexpr std::array broken{"<html><body>502 Bad Gateway</body></html>",
                            "upstream connect error",
                            R"({"value": [)",
                            R"({"value": []} trailing)",
                            R"({"a": "\xff"})",
                            "{\"a\": \"\xff\xfe\"}",
                            "{\"a\": \"\xed\xa0\x80\"}",
                            R"({"status": "Failed", "status": "Succeeded"})",
                            R"({"value": [], "value": [1]})",
                            R"({"nextLink": "https://a/", "nextLink": "https://b/"})",
                            R"({"properties": {"provisioningState": "A", "provisioningState": "B"}})",
                            R"({"error": {"code": "a"}, "error": {"code": "b"}})"};

BOOST_DATA_TEST_CASE(what_cannot_be_relied_on_is_unreadable, broken, text) {
    const auto body = read(text);
    BOOST_TEST((body.form == arm_body::shape::unreadable));
    arm_body bare;
    bare.form = arm_body::shape::unreadable;
    BOOST_TEST((body == bare));
}

BOOST_AUTO_TEST_CASE(depth_and_size_are_capped) {
    BOOST_TEST((read(nested(100)).form == arm_body::shape::json));
    BOOST_TEST((read(nested(101)).form == arm_body::shape::unreadable));
    BOOST_TEST((read(std::string(2'000'000, '[')).form == arm_body::shape::unreadable));
    const ingot::rapidjson_arm_body_reader narrow({8, 2});
    BOOST_TEST((narrow.read(R"({"a":1})").form == arm_body::shape::json));
    BOOST_TEST((narrow.read(R"({"a": 11})").form == arm_body::shape::unreadable));
}

BOOST_AUTO_TEST_CASE(numbers_of_any_size_do_no_harm) {
    const auto body = read(R"({"percentComplete": 123456789012345678901234567890, "status": "x"})");
    BOOST_TEST((body.form == arm_body::shape::json));
    BOOST_TEST(!body.percent_complete.has_value());
    BOOST_TEST((read(R"({"percentComplete": 1e999})").form == arm_body::shape::unreadable));
    BOOST_TEST(!read(R"({"percentComplete": -1})").percent_complete.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
