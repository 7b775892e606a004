#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace ingot_test;

namespace {

const std::string insights = group + "/providers/Microsoft.Insights/";
const std::string alert = insights + "activityLogAlerts/gold";
const std::string people = insights + "actionGroups/people";

std::string events(const std::string& more = "") {
    return subscription + "/providers/Microsoft.Insights/eventtypes/management/values?$filter=" +
           "eventTimestamp%20ge%20'2026-01-01T00:00:00Z'%20and%20eventTimestamp%20le%20'2026-12-31T00:00:"
           "00Z'" +
           more;
}

std::string alert_body(const std::string& operation, const std::string& status) {
    return R"({"location": "Global", "properties": {"scopes": [")" + group +
           R"("], "condition": {"allOf": [{"field": "category", "equals": "administrative"},
        {"anyOf": [{"field": "operationName", "equals": ")" +
           operation + R"("}, {"field": "operationName", "containsAny": ["/share/"]}]},
        {"field": "status", "equals": ")" +
           status + R"("}]}, "actions": {"actionGroups": [{"actionGroupId": ")" + people + "\"}]}}}";
}

const std::string delete_version = "Microsoft.Compute/galleries/images/versions/delete";

} // namespace

BOOST_AUTO_TEST_SUITE(insights_provider)

BOOST_AUTO_TEST_CASE(a_long_running_write_is_noted_when_it_starts_is_accepted_and_ends) {
    emulated_azure azure;
    azure.make_gallery();
    const auto log = azure.get(events());
    BOOST_TEST(log.status == 200);
    BOOST_REQUIRE(log.size("/value") == 3U);
    BOOST_TEST(log.text("/value/0/status/value") == "Succeeded");
    BOOST_TEST(log.text("/value/0/subStatus/value") == "OK");
    BOOST_TEST(log.text("/value/0/eventTimestamp") == "2026-01-01T00:00:05Z");
    BOOST_TEST(log.text("/value/1/status/value") == "Accepted");
    BOOST_TEST(log.text("/value/1/subStatus/value") == "Created");
    BOOST_TEST(log.text("/value/2/status/value") == "Started");
    BOOST_TEST(log.text("/value/2/operationName/value") == "Microsoft.Compute/galleries/write");
    BOOST_TEST(log.text("/value/2/resourceId") == gallery_id);
    BOOST_TEST(log.text("/value/2/resourceGroupName") == "images");
    BOOST_TEST(log.text("/value/2/correlationId") == log.text("/value/0/correlationId"));
    BOOST_TEST(log.text("/value/2/eventDataId") != log.text("/value/0/eventDataId"));
}

BOOST_AUTO_TEST_CASE(refusals_and_actions_are_noted_reads_are_not) {
    emulated_azure azure;
    azure.make_gallery();
    static_cast<void>(azure.get(gallery_id));
    BOOST_TEST(azure.get(events()).size("/value") == 3U);
    static_cast<void>(azure.post(gallery_id + "/share", R"({"operationType": "Add"})"));
    const auto log = azure.get(events());
    BOOST_TEST(log.size("/value") == 5U);
    BOOST_TEST(log.text("/value/0/operationName/value") == "Microsoft.Compute/galleries/share/action");
    BOOST_TEST(log.text("/value/0/resourceId") == gallery_id);
    BOOST_TEST(log.text("/value/0/status/value") == "Failed");
    BOOST_TEST(log.text("/value/0/subStatus/value") == "BadRequest");
    BOOST_TEST(log.text("/value/0/level") == "Error");
}

BOOST_AUTO_TEST_CASE(a_write_that_fails_later_ends_failed) {
    emulated_azure azure;
    azure.make_definition();
    azure.service.fail_publish("");
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto log = azure.get(events("%20and%20resourceUri%20eq%20'" + version_id("1.0.0") + "'"));
    BOOST_TEST(log.size("/value") == 3U);
    BOOST_TEST(log.text("/value/0/status/value") == "Failed");
    BOOST_TEST(log.text("/value/0/subStatus/value") == "InternalServerError");
}

BOOST_AUTO_TEST_CASE(the_log_is_asked_with_the_fixed_filters_alone) {
    emulated_azure azure;
    azure.make_definition();
    const std::string plain = subscription + "/providers/Microsoft.Insights/eventtypes/management/values";
    BOOST_TEST(azure.get(plain).status == 400);
    BOOST_TEST(azure.get(plain + "?$filter=resourceUri%20eq%20'x'").status == 400);
    BOOST_TEST(azure.get(events("%20and%20resourceId%20eq%20'" + gallery_id + "'")).status == 400);
    BOOST_TEST(azure.get(events("%20and%20resourceUri%20eq%20'" + gallery_id + "'")).size("/value") == 3U);
    BOOST_TEST(azure.get(events("%20and%20resourceGroupName%20eq%20'IMAGES'")).size("/value") == 6U);
    BOOST_TEST(azure.get(events("%20and%20resourceProvider%20eq%20'Microsoft.Web'")).size("/value") == 0U);
    const auto chosen = azure.get(events("&$select=status,eventTimestamp"));
    BOOST_TEST(chosen.has("/value/0/status"));
    BOOST_TEST(!chosen.has("/value/0/resourceId"));
    BOOST_TEST(azure.get("/subscriptions/other" + events().substr(subscription.size())).size("/value") == 0U);
    // As the Azure CLI writes it, without a zone.
    BOOST_TEST(azure.get(plain + "?$filter=eventTimestamp%20ge%20'2026-01-01T00:00:12'").size("/value") ==
               azure.get(plain + "?$filter=eventTimestamp%20ge%20'2026-01-01T00:00:12Z'").size("/value"));
    BOOST_TEST(azure.get(plain + "?$filter=eventTimestamp%20ge%20'yesterday'").status == 400);
    BOOST_TEST(azure.get(plain + "?$filter=eventTimestamp%20ge%20'2026-01-01T00:00:12Z'").size("/value") ==
               1U);
}

BOOST_AUTO_TEST_CASE(the_log_comes_in_pages_and_forgets_in_time) {
    ingot::emulator::options chosen;
    chosen.page_size = 4;
    chosen.activity_log_retention = 24h;
    emulated_azure azure(chosen);
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    std::set<std::string> seen;
    std::string next = events();
    for (int page = 0; !next.empty() && page < 5; ++page) {
        const auto log = azure.get(next);
        BOOST_TEST(log.size("/value") <= 4U);
        for (std::size_t i = 0; i < log.size("/value"); ++i)
            seen.insert(log.text(("/value/" + std::to_string(i) + "/eventDataId").c_str()));
        next = log.text("/nextLink");
    }
    BOOST_TEST(seen.size() == 9U);
    azure.pass(48h);
    static_cast<void>(azure.remove(version_id("9.9.9")));
    BOOST_TEST(azure.get(events()).size("/value") == 2U);
}

BOOST_AUTO_TEST_CASE(an_alert_fires_once_for_the_status_that_it_names) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    BOOST_TEST(azure.put(alert, alert_body(delete_version, "Succeeded")).status == 201);
    static_cast<void>(azure.remove(version_id("1.0.0")));
    BOOST_TEST(azure.service.fired_alerts().empty());
    azure.settle();
    BOOST_REQUIRE(azure.service.fired_alerts().size() == 1U);
    const auto& fired = azure.service.fired_alerts().front();
    BOOST_TEST(fired.rule == alert);
    BOOST_TEST(fired.resource_id == version_id("1.0.0"));
    BOOST_TEST(fired.operation == delete_version);
    BOOST_TEST(fired.status == "Succeeded");
    BOOST_REQUIRE(fired.action_groups.size() == 1U);
    BOOST_TEST(fired.action_groups.front() == people);
}

BOOST_AUTO_TEST_CASE(an_alert_is_silent_when_it_is_disabled_or_looks_elsewhere) {
    emulated_azure azure;
    azure.make_gallery("{\"sharingProfile\": {\"permissions\": \"Groups\"}}");
    static_cast<void>(azure.put(alert, alert_body(delete_version, "Failed")));
    BOOST_TEST(azure.post(gallery_id + "/share", R"({"operationType": "Nothing"})").status == 400);
    BOOST_TEST(azure.service.fired_alerts().size() == 1U);
    BOOST_TEST(azure.patch(alert, R"({"properties": {"enabled": false}})").status == 200);
    static_cast<void>(azure.post(gallery_id + "/share", R"({"operationType": "Nothing"})"));
    BOOST_TEST(azure.service.fired_alerts().size() == 1U);
    BOOST_TEST(azure.patch(alert, R"({"properties": {"enabled": true}})").status == 200);
    static_cast<void>(
        azure.post(subscription + "/resourceGroups/images2/providers/Microsoft.Compute/galleries/x/share",
                   R"({"operationType": "Nothing"})"));
    BOOST_TEST(azure.service.fired_alerts().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_alert_rule_is_checked_and_its_errors_are_flat) {
    emulated_azure azure;
    azure.make_gallery();
    const auto refused = azure.put(alert, R"({"location": "Global", "properties": {"scopes": []}})");
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(refused.text("/code") == "BadRequest");
    BOOST_TEST(azure
                   .put(alert, R"({"location": "Global", "properties": {"scopes": ["/subscriptions/x"],
        "actions": {}, "condition": {"allOf": [{"field": "colour", "equals": "x"}]}}})")
                   .status == 400);
    BOOST_TEST(azure.get(alert).text("/code") == "ResourceNotFound");
    BOOST_TEST(azure.put(alert, alert_body(delete_version, "Failed")).status == 201);
    BOOST_TEST(azure.put(alert, alert_body(delete_version, "Failed")).status == 200);
    BOOST_TEST(azure.get(insights + "activityLogAlerts").size("/value") == 1U);
    BOOST_TEST(azure.patch(alert, R"({"tags": {"a": "b"}, "properties": {"description": "x"}})")
                   .has("/properties/description") == false);
    BOOST_TEST(azure.remove(alert).status == 200);
    BOOST_TEST(azure.remove(alert).status == 204);
}

BOOST_AUTO_TEST_CASE(a_receiver_that_is_enabled_cannot_be_enabled) {
    emulated_azure azure;
    azure.make_gallery();
    const auto body = [](const std::string& name) {
        return R"({"location": "Global", "properties": {"groupShortName": ")" + name +
               R"(", "enabled": true, "emailReceivers": [{"name": "me", "emailAddress": "me@contoso.com"}]}})";
    };
    BOOST_TEST(azure.put(people, body("a name of 13")).status == 201);
    BOOST_TEST(azure.put(people, body("a name of 13c")).status == 400);
    BOOST_TEST(azure.get(people).text("/properties/emailReceivers/0/status") == "Enabled");
    BOOST_TEST(azure.post(people + "/subscribe", R"({"receiverName": "me"})").status == 409);
    BOOST_TEST(azure.post(people + "/subscribe", R"({"receiverName": "you"})").status == 404);
    BOOST_TEST(azure.get(subscription + "/providers/Microsoft.Insights/actionGroups").size("/value") == 1U);
}

BOOST_AUTO_TEST_CASE(a_query_rule_is_kept_as_it_is_written) {
    emulated_azure azure;
    azure.make_gallery();
    const std::string rule = insights + "scheduledQueryRules/old-images";
    BOOST_TEST(azure.put(rule, R"({"location": "westeurope", "properties": {}})").status == 400);
    BOOST_TEST(
        azure
            .put(rule,
                 R"({"location": "westeurope", "properties": {"severity": 3, "scopes": ["/subscriptions/x"],
        "criteria": {"allOf": [{"query": "q"}]}}})")
            .status == 201);
    BOOST_TEST(azure.patch(rule, R"({"properties": {"severity": 1}})").number("/properties/severity") == 1);
    BOOST_TEST(azure.get(rule).text("/properties/criteria/allOf/0/query") == "q");
    BOOST_TEST(azure.remove(rule).status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
