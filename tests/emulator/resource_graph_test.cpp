#include <ingot/emulator/emulator.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>

using namespace ingot;

namespace {

const std::string fleet = "/subscriptions/11111111-1111-1111-1111-111111111111";
const std::string other = "/subscriptions/22222222-2222-2222-2222-222222222222";

std::string machine(const std::string& subscription, const std::string& name, const std::string& reference) {
    return R"({"id": ")" + subscription + "/resourceGroups/Web/providers/Microsoft.Compute/virtualMachines/" + name +
           R"(", "name": ")" + name + R"(", "location": "westeurope", "tags": {"env": "prod"}, "properties": )" +
           R"({"storageProfile": {"imageReference": )" + reference + "}}}";
}

emulator::emulator seeded(emulator::options chosen = {}) {
    emulator::emulator azure(std::move(chosen));
    const auto done = azure.seed(
        R"({"schema": "ingot.estate/1", "virtual_machines": [)" +
        machine(fleet, "a", R"({"id": "/G/Images/x/versions/1.0.0", "exactVersion": "1.0.0"})") + ", " +
        machine(fleet, "b", R"({"sharedGalleryImageId": "/SharedGalleries/U/Images/x"})") + ", " +
        machine(other, "c", R"({"communityGalleryImageId": "/CommunityGalleries/P/Images/x"})") + "]}");
    BOOST_REQUIRE(done);
    return azure;
}

http::response ask(emulator::emulator& azure, const std::string& query, const std::string& more = {}) {
    return azure.handle({http::method::post,
                         "https://management.azure.com/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01",
                         {},
                         R"({"query": ")" + query + "\"" + more + "}"});
}

struct answered_query {
    const char* query;
    const char* part; ///< of the answer
};
std::ostream& operator<<(std::ostream& out, const answered_query& one) { return out << one.query; }

const answered_query answers[] = {
    {"resources | where type =~ 'Microsoft.Compute/virtualMachines' | count", R"("data":[{"Count":3}])"},
    {"Resources | where type == 'Microsoft.Compute/virtualMachines' | count", R"("data":[{"Count":0}])"},
    {"resources | where name in~ ('A', 'c') | order by name asc | project name", R"("data":[{"name":"a"},{"name":"c"}])"},
    {"resources | order by name | project name | take 1", R"("data":[{"name":"c"}])"},
    {"resources | where not(name contains 'A') and tags['env'] == 'prod' | count", R"("data":[{"Count":2}])"},
    {"resources | where isnotempty(properties.storageProfile.imageReference.exactVersion) | project name",
     R"("data":[{"name":"a"}])"},
    {"resources | extend ref = properties.storageProfile.imageReference | extend rid = tolower(tostring(coalesce(ref.id, "
     "ref.sharedGalleryImageId, ref.communityGalleryImageId))) | where rid startswith '/sharedgalleries/' or rid "
     "startswith '/communitygalleries/' | order by rid asc | project rid",
     R"("data":[{"rid":"/communitygalleries/p/images/x"},{"rid":"/sharedgalleries/u/images/x"}])"},
    {"resources | where name == 'a' | project v = split(tostring(properties.storageProfile.imageReference.id), "
     "'/versions/')[1]",
     R"("data":[{"v":"1.0.0"}])"},
    {"resources | summarize n = count() by subscriptionId, resourceGroup",
     R"({"subscriptionId":"11111111-1111-1111-1111-111111111111","resourceGroup":"web","n":2})"},
    {"resources | project x = iff(name == 'a', strcat(name, '-', toint('7')), '') | where x != '' // the end",
     R"("data":[{"x":"a-7"}])"},
    {"resourcecontainers | count", R"("data":[{"Count":2}])"},
    {"computeresources | count", R"("data":[{"Count":0}])"},
};

struct refused_query {
    const char* query;
    const char* place;
};
std::ostream& operator<<(std::ostream& out, const refused_query& one) { return out << one.query; }

const refused_query refusals[] = {
    {"", "position 0"},
    {"policyresources", "position 0"},
    {"resources | mv-expand x", "position 14"},
    {"resources | project-away id", "position 19"},
    {"resources | distinct id", "position 12"},
    {"resources | where nosuch == 1", "position 18"},
    {"resources | project name | where id == ''", "position 33"},
    {"resources | where bag_keys(tags) == ''", "position 18"},
    {"resources | where tolower(name, 1) == ''", "position 18"},
    {"resources | where name ==", "position 25"},
    {"resources | where name == 'a", "position 26"},
    {"resources | project tolower(name)", "position 20"},
    {"resources | summarize max(name)", "position 22"},
    {"resources | take x", "position 17"},
    {"resources where", "position 10"},
    {"resources | where name # 1", "position 23"},
    {"resources | where 1.5 == 1", "position 18"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(resource_graph)

BOOST_DATA_TEST_CASE(a_query_is_answered_over_all_subscriptions, boost::unit_test::data::make(answers), one) {
    auto azure = seeded();
    const auto reply = ask(azure, one.query);
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(reply.body.find(one.part) != std::string::npos, reply.body);
}

BOOST_DATA_TEST_CASE(what_is_not_understood_is_refused_with_its_place, boost::unit_test::data::make(refusals), one) {
    auto azure = seeded();
    const auto reply = ask(azure, one.query);
    BOOST_TEST(reply.status == 400);
    BOOST_TEST(reply.body.find(std::string(one.place) + ':') != std::string::npos, reply.body);
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_where_the_id_is_shown) {
    auto azure = seeded();
    const std::string query = "resources | order by id asc | project id";
    const auto first = ask(azure, query, R"(, "options": {"$top": 2, "resultFormat": "objectArray"})");
    BOOST_TEST(first.body.find(R"("totalRecords":3,"count":2)") != std::string::npos, first.body);
    BOOST_TEST(first.body.find(R"("resultTruncated":"false","$skipToken":"2")") != std::string::npos, first.body);
    const auto second = ask(azure, query, R"(, "options": {"$top": 2, "$skipToken": "2"})");
    BOOST_TEST(second.body.find("virtualMachines/c") != std::string::npos, second.body);
    BOOST_TEST(second.body.find("$skipToken") == std::string::npos, second.body);
}

BOOST_AUTO_TEST_CASE(rows_that_no_page_can_bring_are_said_to_be_lost) {
    for (const char* const query : {"resources | project name", "resources | take 3 | project id"}) {
        auto azure = seeded();
        const auto reply = ask(azure, query, R"(, "options": {"$top": 1})");
        BOOST_TEST(reply.body.find(R"("resultTruncated":"true")") != std::string::npos, reply.body);
        BOOST_TEST(reply.body.find("$skipToken") == std::string::npos, reply.body);
    }
}

BOOST_AUTO_TEST_CASE(options_and_scopes_that_are_not_understood_are_refused) {
    for (const char* const more :
         {R"(, "options": {"$top": 0})", R"(, "options": {"$top": 1001})", R"(, "options": {"$skipToken": "x"})",
          R"(, "options": {"resultFormat": "csv"})", R"(, "options": {"unheard": 1})", R"(, "options": [])",
          R"(, "facets": [{}])", R"(, "managementGroups": ["m"])", R"(, "subscriptions": [])"}) {
        auto azure = seeded();
        BOOST_TEST(ask(azure, "resources", more).status == 400, more);
    }
}

BOOST_AUTO_TEST_CASE(only_subscriptions_in_scope_that_may_be_read_are_asked) {
    const std::string both = R"(, "subscriptions": ["11111111-1111-1111-1111-111111111111", )"
                             R"("22222222-2222-2222-2222-222222222222"])";
    auto azure = seeded();
    BOOST_TEST(ask(azure, "resources | count", both).body.find(R"("Count":3)") != std::string::npos);
    BOOST_TEST(ask(azure, "resources | count", R"(, "subscriptions": ["22222222-2222-2222-2222-222222222222"])")
                   .body.find(R"("Count":1)") != std::string::npos);
    emulator::options chosen;
    chosen.graph_hides = {"22222222-2222-2222-2222-222222222222"};
    auto partly = seeded(chosen);
    const auto reply = ask(partly, "resources | count", both);
    BOOST_TEST(reply.status == 200);
    BOOST_TEST(reply.body.find(R"("Count":2)") != std::string::npos, reply.body);
}

BOOST_AUTO_TEST_CASE(more_than_ten_thousand_subscriptions_are_cut_off_with_a_header) {
    for (const int further : {9'998, 9'999}) {
        emulator::options chosen;
        for (int at = 0; at < further; ++at) chosen.subscriptions.push_back("f" + std::to_string(at));
        auto azure = seeded(chosen);
        const auto hit = ask(azure, "resources | count").headers.find("x-ms-tenant-subscription-limit-hit");
        BOOST_TEST(hit.has_value() == (further == 9'999));
    }
}

BOOST_AUTO_TEST_CASE(a_user_may_ask_fifteen_times_in_five_seconds) {
    auto azure = seeded();
    for (int asked = 0; asked < 15; ++asked) {
        const auto reply = ask(azure, "resources | count");
        BOOST_TEST(reply.status == 200);
        BOOST_TEST(*reply.headers.find("x-ms-user-quota-remaining") == std::to_string(14 - asked));
    }
    azure.advance_to(azure.now() + std::chrono::seconds(3));
    const auto refused = ask(azure, "resources | count");
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(*refused.headers.find("Retry-After") == "2");
    BOOST_TEST(*refused.headers.find("x-ms-user-quota-resets-after") == "00:00:02");
    azure.advance_to(azure.now() + std::chrono::seconds(2));
    BOOST_TEST(ask(azure, "resources | count").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
