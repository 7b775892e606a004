#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace ingot_test;

BOOST_AUTO_TEST_SUITE(resource_manager)

BOOST_AUTO_TEST_CASE(every_request_names_an_api_version) {
    emulated_azure azure;
    const auto reply =
        azure.service.handle({ingot::http::method::get, "https://management.azure.com" + gallery_id, {}, {}});
    BOOST_TEST(reply.status == 400);
    BOOST_TEST(reply.body.find("MissingApiVersionParameter") != std::string::npos);
    azure.api_version = "newest";
    BOOST_TEST(azure.get(gallery_id).code() == "InvalidApiVersionParameter");
}

BOOST_AUTO_TEST_CASE(every_answer_carries_request_ids_and_the_virtual_date) {
    emulated_azure azure;
    const auto reply = azure.service.handle({ingot::http::method::get,
                                             "https://host/subscriptions?api-version=2022-12-01",
                                             {{"X-MS-Correlation-Request-Id", "mine"}},
                                             {}});
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(*reply.headers.find("x-ms-correlation-request-id") == "mine");
    BOOST_TEST(reply.headers.find("x-ms-request-id")->size() == 36U);
    BOOST_TEST(*reply.headers.find("Date") == "Thu, 01 Jan 2026 00:00:00 GMT");
}

BOOST_AUTO_TEST_CASE(what_does_not_exist_is_named) {
    emulated_azure azure;
    BOOST_TEST(azure.get(gallery_id).code() == "ResourceGroupNotFound");
    azure.make_gallery();
    BOOST_TEST(azure.get(definition_id).code() == "ResourceNotFound");
    BOOST_TEST(azure.get(compute + "/teapots/one").code() == "InvalidResourceType");
    BOOST_TEST(azure.post(gallery_id, "{}").status == 405);
    BOOST_TEST(azure.get(subscription + "/resourceGroups/images").text("/name") == "images");
    BOOST_TEST(azure.get(subscription + "/resourceGroups").size("/value") == 1U);
    BOOST_TEST(azure.get(subscription).text("/state") == "Enabled");
    BOOST_TEST(azure.get("/subscriptions/../subscriptions").status == 400);
    BOOST_TEST(azure.get("/%zz").status == 400);
}

BOOST_AUTO_TEST_CASE(subscriptions_and_resource_groups_can_be_closed) {
    ingot::emulator::options chosen;
    chosen.any_subscription = false;
    chosen.implicit_resource_groups = false;
    chosen.subscriptions = {"11111111-2222-3333-4444-555555555555"};
    emulated_azure azure(chosen);
    BOOST_TEST(azure.get("/subscriptions/other").code() == "SubscriptionNotFound");
    BOOST_TEST(azure.put(gallery_id, R"({"location": "x"})").code() == "ResourceGroupNotFound");
    BOOST_TEST(azure.put(group, R"({"location": "x"})").status == 201);
    BOOST_TEST(azure.put(group, R"({"location": "x"})").status == 200);
    BOOST_TEST(azure.put(gallery_id, R"({"location": "x"})").status == 201);
}

BOOST_AUTO_TEST_CASE(lists_come_in_pages_that_miss_nothing) {
    ingot::emulator::options chosen;
    chosen.page_size = 3;
    emulated_azure azure(chosen);
    azure.make_definition();
    for (int i = 0; i < 8; ++i) static_cast<void>(azure.publish("1.0." + std::to_string(i)));
    azure.settle();
    std::set<std::string> names;
    std::string next = definition_id + "/versions";
    int pages = 0;
    while (!next.empty()) {
        const auto page = azure.get(next);
        BOOST_TEST(page.status == 200);
        BOOST_TEST(page.size("/value") <= 3U);
        for (std::size_t i = 0; i < page.size("/value"); ++i)
            BOOST_TEST(names.insert(page.text(("/value/" + std::to_string(i) + "/name").c_str())).second);
        next = page.text("/nextLink");
        if (!next.empty()) BOOST_TEST(next.rfind("https://management.azure.com/", 0) == 0U);
        if (++pages == 1) { // a version that goes between two pages takes no other with it
            static_cast<void>(azure.remove(version_id("1.0.2")));
            azure.pass(30s);
        }
    }
    BOOST_TEST(pages == 3);
    BOOST_TEST(names.size() == 8U);
    BOOST_TEST(azure.get(definition_id + "/versions?$top=2").size("/value") == 2U);
    BOOST_TEST(azure.get(definition_id + "/versions?$top=none").status == 400);
    BOOST_TEST(azure.get(definition_id + "/versions?$skiptoken=zz").status == 400);
}

BOOST_AUTO_TEST_CASE(galleries_are_listed_by_subscription_and_by_resource_group) {
    emulated_azure azure;
    azure.make_gallery();
    static_cast<void>(
        azure.put(subscription + "/resourceGroups/images2/providers/Microsoft.Compute/galleries/Second",
                  R"({"location": "x"})"));
    BOOST_TEST(azure.get(subscription + "/providers/Microsoft.Compute/galleries").size("/value") == 2U);
    BOOST_TEST(azure.get(compute + "/galleries").size("/value") == 1U);
    BOOST_TEST(azure.get(gallery_id + "/images").size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(locks_stop_deletions_or_every_write_from_above) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const std::string lock = gallery_id + "/providers/Microsoft.Authorization/locks/keep";
    const auto created = azure.put(lock, R"({"properties": {"level": "CanNotDelete", "notes": "mine"}})");
    BOOST_TEST(created.status == 201);
    BOOST_TEST(created.text("/name") == "keep");
    const auto refused = azure.remove(version_id("1.0.0"));
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "ScopeLocked");
    BOOST_TEST(azure.patch(version_id("1.0.0"), R"({"tags": {}})").status == 200);
    azure.settle();
    BOOST_TEST(azure.put(lock, R"({"properties": {"level": "ReadOnly"}})").status == 200);
    BOOST_TEST(azure.patch(version_id("1.0.0"), R"({"tags": {}})").code() == "ScopeLocked");
    BOOST_TEST(azure.publish("1.0.1").code() == "ScopeLocked");
    BOOST_TEST(azure.post(gallery_id + "/share", "{}").code() == "ScopeLocked");
    BOOST_TEST(azure.get(version_id("1.0.0")).status == 200);
    BOOST_TEST(azure.get(lock).text("/properties/level") == "ReadOnly");
    BOOST_TEST(azure.remove(lock).status == 200);
    BOOST_TEST(azure.remove(lock).status == 204);
    BOOST_TEST(azure.get(lock).status == 404);
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 202);
}

BOOST_AUTO_TEST_CASE(locks_are_listed_at_and_below_a_scope) {
    emulated_azure azure;
    azure.make_gallery();
    const std::string locks = "/providers/Microsoft.Authorization/locks";
    const std::string level = R"({"properties": {"level": "CanNotDelete"}})";
    for (const auto& scope : {subscription, group, gallery_id})
        static_cast<void>(azure.put(scope + locks + "/l", level));
    BOOST_TEST(azure.get(subscription + locks).size("/value") == 3U);
    BOOST_TEST(azure.get(group + locks).size("/value") == 2U);
    BOOST_TEST(azure.get(gallery_id + locks).size("/value") == 1U);
    BOOST_TEST(azure.get(subscription + locks + "?$filter=atScope()").size("/value") == 1U);
    BOOST_TEST(azure.put(subscription + locks + "/m", R"({"properties": {"level": "Firm"}})").status == 400);
}

BOOST_AUTO_TEST_CASE(tags_are_merged_replaced_and_deleted_at_a_resource) {
    emulated_azure azure;
    azure.make_gallery();
    const std::string tags = gallery_id + "/providers/Microsoft.Resources/tags/default";
    BOOST_TEST(
        azure.patch(tags, R"({"operation": "Merge", "properties": {"tags": {"a": "1", "b": "2"}}})").status ==
        200);
    const auto merged = azure.patch(tags, R"({"operation": "Merge", "properties": {"tags": {"A": "3"}}})");
    BOOST_TEST(merged.text("/properties/tags/A") == "3");
    BOOST_TEST(!merged.has("/properties/tags/a"));
    BOOST_TEST(azure.get(gallery_id).text("/tags/b") == "2");
    static_cast<void>(azure.patch(tags, R"({"operation": "Delete", "properties": {"tags": {"b": "2"}}})"));
    BOOST_TEST(!azure.get(tags).has("/properties/tags/b"));
    static_cast<void>(azure.put(tags, R"({"properties": {"tags": {"only": "one"}}})"));
    BOOST_TEST(!azure.get(gallery_id).has("/tags/A"));
    BOOST_TEST(azure.put(tags, R"({"properties": {"tags": {"only": 1}}})").status == 400);
    BOOST_TEST(azure.remove(tags).status == 200);
    BOOST_TEST(!azure.get(gallery_id).has("/tags"));
}

BOOST_AUTO_TEST_CASE(the_same_requests_give_the_same_bytes) {
    const auto play = [] {
        emulated_azure azure;
        azure.make_definition();
        const auto created = azure.publish("1.0.0", two_regions);
        azure.pass(17min);
        return created.header("Location") + azure.service.snapshot();
    };
    BOOST_TEST(play() == play());
}

BOOST_AUTO_TEST_SUITE_END()
