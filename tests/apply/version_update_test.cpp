#include "emulated_gallery.hpp"

#include <ingot/apply/detail/version_update.hpp>

using namespace ingot;
using namespace ingot::testing_apply;
using apply_detail::make_version_update;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string north_members =
    R"("encryption":{"osDiskImage":{"diskEncryptionSetId":"/des/n"}},"additionalReplicaSets":)"
    R"([{"storageAccountType":"Premium_LRS","regionalReplicaCount":1}],"notYetInvented":{"deep":[1,2.5]})";

} // namespace

BOOST_AUTO_TEST_SUITE(version_updates)

BOOST_AUTO_TEST_CASE(members_of_target_regions_stay_also_those_that_nobody_knows) {
    const auto update = make_version_update(version_text(definition, "1.0.0"), deprecation());
    BOOST_REQUIRE(update);
    BOOST_TEST(has(update->body, north_members + R"(,"excludeFromLatest":true})"), update->body);
    BOOST_TEST(has(update->body, R"("encryption":{"osDiskImage":{"diskEncryptionSetId":"/des/w"}})"));
    BOOST_TEST(has(update->body, R"("regionalReplicaCount":2,"storageAccountType":"Standard_ZRS")"));
    BOOST_TEST(update->dropped_regions == "[]");
}

BOOST_AUTO_TEST_CASE(regions_that_are_dropped_are_left_out_and_remembered) {
    const auto update = make_version_update(version_text(definition, "1.0.0"), drop_north());
    BOOST_REQUIRE(update);
    BOOST_TEST(!has(update->body, "North Europe"));
    BOOST_TEST(has(update->body, "West Europe"));
    BOOST_TEST(has(update->body, R"("allowDeletionOfReplicatedLocations":true)"));
    BOOST_TEST(has(update->dropped_regions, north_members));
}

BOOST_AUTO_TEST_CASE(replicas_may_go_only_where_the_step_drops_regions) {
    const auto update = make_version_update(version_text(definition, "1.0.0"), deprecation());
    BOOST_REQUIRE(update);
    BOOST_TEST(has(update->body, R"("allowDeletionOfReplicatedLocations":false)"));
    BOOST_TEST(has(update->body, R"("blockDeletionBeforeEndOfLife":false)"));
}

BOOST_AUTO_TEST_CASE(nothing_read_only_is_sent_back) {
    const auto update = make_version_update(version_text(definition, "1.0.0"), deprecation());
    BOOST_REQUIRE(update);
    for (const std::string member : {"provisioningState", "publishedDate", "osDiskImage\":{\"sizeInGB", "\"id\"",
                                     "\"name\":\"1.0.0\"", "location", "replicationStatus"})
        BOOST_TEST(!has(update->body, member), member);
    BOOST_TEST(has(update->body, R"("storageProfile":{})"));
}

BOOST_AUTO_TEST_CASE(tags_are_sent_as_a_whole) {
    const auto update = make_version_update(version_text(definition, "1.0.0"), deprecation());
    BOOST_REQUIRE(update);
    BOOST_TEST(has(update->body, R"("tags":{"Team":"images","ingot-deprecated-at":"2026-01-01T00:00:00Z"})"), update->body);
    version_change retag;
    retag.set_tags = {{"TEAM", "others"}};
    const auto other = make_version_update(version_text(definition, "1.0.0"), retag);
    BOOST_REQUIRE(other);
    BOOST_TEST(has(other->body, R"("tags":{"ingot-stage":"candidate","TEAM":"others"})"), other->body);
}

BOOST_AUTO_TEST_CASE(an_end_of_life_is_sent_only_when_it_changes) {
    std::string text = version_text(definition, "1.0.0");
    text.insert(text.find("\"replicaCount\""), R"("endOfLifeDate": "2020-01-01T00:00:00Z", )");
    const auto trim = make_version_update(text, drop_north());
    BOOST_REQUIRE(trim);
    BOOST_TEST(!has(trim->body, "endOfLifeDate"));
    const auto deprecated = make_version_update(text, deprecation());
    BOOST_REQUIRE(deprecated);
    BOOST_TEST(has(deprecated->body, R"("endOfLifeDate":"2027-01-01T00:00:00Z")"));
}

BOOST_AUTO_TEST_CASE(a_version_without_regions_is_not_written) {
    BOOST_TEST(!make_version_update(R"({"properties": {"publishingProfile": {}}})", drop_north()));
    BOOST_TEST(!make_version_update("[]", drop_north()));
    BOOST_TEST(!make_version_update("{", drop_north()));
    BOOST_TEST(!make_version_update(version_text(definition, "1.0.0"), removal()));
}

BOOST_AUTO_TEST_SUITE_END()
