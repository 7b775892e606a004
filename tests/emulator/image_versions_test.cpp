#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;
using ingot::region;

BOOST_AUTO_TEST_SUITE(image_versions)

BOOST_AUTO_TEST_CASE(creation_is_a_long_running_operation_that_ends_with_the_home_replica) {
    emulated_azure azure;
    azure.make_definition();
    const auto created = azure.publish("1.0.0", two_regions);
    BOOST_TEST(created.status == 201);
    BOOST_TEST(created.text("/properties/provisioningState") == "Creating");
    BOOST_TEST(created.text("/id") == version_id("1.0.0"));
    BOOST_TEST(created.text("/properties/publishingProfile/publishedDate") == "2026-01-01T00:00:20Z");
    BOOST_TEST(!created.has("/properties/replicationStatus"));
    BOOST_TEST(created.header("Retry-After") == "10");
    const std::string operation = created.header("Azure-AsyncOperation");
    BOOST_TEST(operation.find("/providers/Microsoft.Compute/locations/westeurope/capsOperations/") !=
               std::string::npos);
    BOOST_TEST(azure.get(operation).text("/status") == "InProgress");
    BOOST_TEST(azure.get(created.header("Location")).status == 202);

    azure.pass(5min);
    BOOST_TEST(azure.get(operation).text("/status") == "Succeeded");
    const auto final = azure.get(created.header("Location"));
    BOOST_TEST(final.status == 200);
    BOOST_TEST(final.text("/properties/provisioningState") == "Succeeded");
    const auto seen = azure.get(version_id("1.0.0") + "?$expand=ReplicationStatus");
    BOOST_TEST(seen.text("/properties/replicationStatus/aggregatedState") == "InProgress");
    BOOST_TEST(seen.text("/properties/replicationStatus/summary/0/state") == "Completed");
    BOOST_TEST(seen.text("/properties/replicationStatus/summary/1/state") == "Replicating");
}

BOOST_AUTO_TEST_CASE(replication_makes_progress_and_completes_region_by_region) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions));
    const std::string path = version_id("1.0.0") + "?$expand=ReplicationStatus";
    azure.pass(5min + 8min);
    const auto early = azure.get(path);
    const int progress = early.number("/properties/replicationStatus/summary/1/progress");
    BOOST_TEST(progress > 0);
    BOOST_TEST(progress < 100);
    azure.settle();
    const auto late = azure.get(path);
    BOOST_TEST(late.text("/properties/replicationStatus/summary/1/state") == "Completed");
    BOOST_TEST(late.number("/properties/replicationStatus/summary/1/progress") == 100);
    BOOST_TEST(late.text("/properties/replicationStatus/aggregatedState") == "Completed");
}

BOOST_AUTO_TEST_CASE(the_write_can_wait_for_all_regions) {
    ingot::emulator::options chosen;
    chosen.version_write_ends = ingot::emulator::version_write_ends::with_all_regions;
    emulated_azure azure(chosen);
    azure.make_definition();
    const auto created = azure.publish("1.0.0", two_regions);
    azure.pass(5min);
    BOOST_TEST(azure.get(version_id("1.0.0")).text("/properties/provisioningState") == "Creating");
    azure.settle();
    BOOST_TEST(azure.get(created.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(a_region_whose_replication_fails_is_mended_by_taking_it_out_and_adding_it_again) {
    emulated_azure azure;
    azure.make_definition();
    azure.service.fail_replication("", region("eastus"));
    static_cast<void>(azure.publish("1.0.0", two_regions));
    azure.settle();
    const std::string path = version_id("1.0.0") + "?$expand=ReplicationStatus";
    const auto failed = azure.get(path);
    BOOST_TEST(failed.text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(failed.text("/properties/replicationStatus/aggregatedState") == "Failed");
    BOOST_TEST(failed.text("/properties/replicationStatus/summary/1/state") == "Failed");
    static_cast<void>(azure.patch(version_id("1.0.0"),
                                  R"({"properties": {"storageProfile": {}, "publishingProfile":
                                      {"targetRegions": [{"name": "westeurope"}]}}})"));
    azure.settle();
    BOOST_TEST(azure.get(path).size("/properties/replicationStatus/summary") == 1U);
    static_cast<void>(
        azure.patch(version_id("1.0.0"),
                    R"({"properties": {"publishingProfile": {"targetRegions": )" + two_regions + "}}}"));
    azure.settle();
    BOOST_TEST(azure.get(path).text("/properties/replicationStatus/aggregatedState") == "Completed");
}

BOOST_AUTO_TEST_CASE(a_publish_that_fails_leaves_a_failed_version_that_must_be_deleted) {
    emulated_azure azure;
    azure.make_definition();
    azure.service.fail_publish(version_id("1.0.0"));
    const auto created = azure.publish("1.0.0");
    azure.settle();
    const auto operation = azure.get(created.header("Azure-AsyncOperation"));
    BOOST_TEST(operation.status == 200);
    BOOST_TEST(operation.text("/status") == "Failed");
    BOOST_TEST(!operation.code().empty());
    BOOST_TEST(azure.get(version_id("1.0.0")).text("/properties/provisioningState") == "Failed");
    BOOST_TEST(azure.publish("1.0.0").code() == "OperationNotAllowed");
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 202);
    azure.settle();
    BOOST_TEST(azure.publish("1.0.0").status == 201);
}

BOOST_AUTO_TEST_CASE(an_update_is_refused_while_another_is_in_progress) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    const auto refused = azure.patch(version_id("1.0.0"), R"({"tags": {"a": "b"}})");
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "AnotherOperationInProgress");
}

BOOST_AUTO_TEST_CASE(patch_replaces_all_tags_and_keeps_what_it_does_not_name) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions));
    azure.settle();
    static_cast<void>(azure.patch(version_id("1.0.0"), R"({"tags": {"a": "1", "b": "2"}})"));
    azure.settle();
    const auto updated =
        azure.patch(version_id("1.0.0"), R"({"tags": {"c": "3"}, "properties": {"storageProfile": {},
            "publishingProfile": {"excludeFromLatest": true}}})");
    BOOST_TEST(updated.status == 200);
    BOOST_TEST(updated.text("/properties/provisioningState") == "Updating");
    azure.settle();
    const auto seen = azure.get(version_id("1.0.0"));
    BOOST_TEST(!seen.has("/tags/a"));
    BOOST_TEST(seen.text("/tags/c") == "3");
    BOOST_TEST(seen.size("/properties/publishingProfile/targetRegions") == 2U);
    BOOST_TEST(seen.text("/properties/storageProfile/source/id") == compute + "/images/built");
    BOOST_TEST(seen.text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(two_writers_of_target_regions_lose_updates) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    // Both read one region and add their own.
    static_cast<void>(
        azure.patch(version_id("1.0.0"), R"({"properties": {"publishingProfile": {"targetRegions":
        [{"name": "West Europe"}, {"name": "East US"}]}}})"));
    azure.settle();
    static_cast<void>(
        azure.patch(version_id("1.0.0"), R"({"properties": {"publishingProfile": {"targetRegions":
        [{"name": "West Europe"}, {"name": "Japan East"}]}}})"));
    azure.settle();
    const auto seen = azure.get(version_id("1.0.0"));
    BOOST_TEST(seen.size("/properties/publishingProfile/targetRegions") == 2U);
    BOOST_TEST(seen.text("/properties/publishingProfile/targetRegions/1/name") == "Japan East");
}

BOOST_AUTO_TEST_CASE(a_region_is_not_removed_unless_the_safety_profile_allows_it) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions,
                                    R"(, "safetyProfile": {"allowDeletionOfReplicatedLocations": false})"));
    azure.settle();
    const std::string regions = R"("publishingProfile": {"targetRegions": [{"name": "West Europe"}]})";
    const auto refused = azure.patch(version_id("1.0.0"), R"({"properties": {)" + regions + "}}");
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "OperationNotAllowed");
    const auto allowed =
        azure.patch(version_id("1.0.0"),
                    R"({"properties": {"safetyProfile": {"allowDeletionOfReplicatedLocations": true}, )" +
                        regions + "}}");
    BOOST_TEST(allowed.status == 200);
}

BOOST_AUTO_TEST_CASE(strict_emulators_refuse_removal_without_a_safety_profile) {
    ingot::emulator::options chosen;
    chosen.absent_safety_profile_allows_removal = false;
    emulated_azure azure(chosen);
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions));
    azure.settle();
    BOOST_TEST(azure
                   .patch(version_id("1.0.0"), R"({"properties": {"publishingProfile":
        {"targetRegions": [{"name": "West Europe"}]}}})")
                   .code() == "OperationNotAllowed");
}

BOOST_AUTO_TEST_CASE(target_regions_must_hold_the_home_region_and_none_twice) {
    emulated_azure azure;
    azure.make_definition();
    const auto without_home = azure.publish("1.0.0", R"([{"name": "East US"}])");
    BOOST_TEST(without_home.status == 400);
    BOOST_TEST(without_home.code() == "InvalidParameter");
    BOOST_TEST(without_home.text("/error/message").find("must contain the location") != std::string::npos);
    const auto twice = azure.publish("1.0.0", R"([{"name": "West Europe"}, {"name": "westeurope"}])");
    BOOST_TEST(twice.status == 400);
    BOOST_TEST(twice.text("/error/message").find("Duplicate regions") != std::string::npos);
    BOOST_TEST(azure.publish("1.0.0", R"([{"name": "West Europe", "regionalReplicaCount": 0}])").status ==
               400);
    BOOST_TEST(azure.publish("1.0.0", "[]").status == 400);
    BOOST_TEST(azure.publish("1.0.0", R"("West Europe")").status == 400);
}

BOOST_AUTO_TEST_CASE(immutable_properties_are_refused_with_their_name) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto source = azure.patch(version_id("1.0.0"),
                                    R"({"properties": {"storageProfile": {"source": {"id": "/other"}}}})");
    BOOST_TEST(source.status == 409);
    BOOST_TEST(source.code() == "PropertyChangeNotAllowed");
    BOOST_TEST(source.text("/error/target") == "galleryImageVersion.properties.storageProfile.source.id");
    const auto mode = azure.patch(version_id("1.0.0"),
                                  R"({"properties": {"publishingProfile": {"replicationMode": "Shallow"}}})");
    BOOST_TEST(mode.code() == "PropertyChangeNotAllowed");
    const auto type =
        azure.patch(version_id("1.0.0"), R"({"properties": {"publishingProfile": {"targetRegions":
        [{"name": "West Europe", "storageAccountType": "Premium_LRS"}]}}})");
    BOOST_TEST(type.code() == "PropertyChangeNotAllowed");
    BOOST_TEST(azure.publish("1.0.0").status == 200); // the same PUT again is an update
}

BOOST_AUTO_TEST_CASE(an_end_of_life_date_lies_in_the_future_when_it_is_set) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto set = [&](const std::string& date) {
        auto reply =
            azure.patch(version_id("1.0.0"),
                        R"({"properties": {"publishingProfile": {"endOfLifeDate": ")" + date + "\"}}}");
        azure.settle();
        return reply;
    };
    BOOST_TEST(set("2025-01-01T00:00:00Z").code() == "InvalidParameter");
    BOOST_TEST(set("soon").code() == "InvalidParameter");
    BOOST_TEST(set("2026-02-01T00:00:00Z").status == 200);
    azure.pass(1000h);
    BOOST_TEST(set("2026-02-01T00:00:00Z").status == 200); // it stays as it was
}

BOOST_AUTO_TEST_CASE(deletion_is_blocked_before_the_end_of_life_when_the_safety_profile_says_so) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(
        azure.put(version_id("1.0.0"),
                  R"({"location": "West Europe", "properties": {"storageProfile": {"source": {"id": "/x/y"}},
            "publishingProfile": {"endOfLifeDate": "2026-03-01T00:00:00Z"},
            "safetyProfile": {"blockDeletionBeforeEndOfLife": true}}})"));
    azure.settle();
    const auto refused = azure.remove(version_id("1.0.0"));
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "DeleteGalleryImageVersionBlockedBeforeEndOfLife");
    azure.service.advance_to(*ingot::parse_timestamp("2026-03-01T00:00:00Z"));
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 202);
}

BOOST_AUTO_TEST_CASE(the_announced_block_by_default_applies_where_it_is_switched_on) {
    ingot::emulator::options chosen;
    chosen.blocks_deletion_by_default = true;
    emulated_azure azure(chosen);
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.api_version = "2026-03-03";
    static_cast<void>(azure.publish("1.0.1"));
    azure.settle();
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 202);
    BOOST_TEST(azure.remove(version_id("1.0.1")).code() == "DeleteGalleryImageVersionBlockedBeforeEndOfLife");
    azure.pass(24h * 183);
    BOOST_TEST(azure.remove(version_id("1.0.1")).status == 202);
}

BOOST_AUTO_TEST_CASE(location_text_cannot_reach_a_header_as_it_is) {
    emulated_azure azure;
    azure.make_gallery();
    const auto made = azure.put(compute + "/disks/d", R"({"location": "x\r\nInjected: 1"})");
    BOOST_TEST(made.header("Location").find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(deletion_takes_time_and_refuses_updates_meanwhile) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto deleted = azure.remove(version_id("1.0.0"));
    BOOST_TEST(deleted.status == 202);
    BOOST_TEST(azure.get(version_id("1.0.0")).text("/properties/provisioningState") == "Deleting");
    const auto update = azure.patch(version_id("1.0.0"), R"({"tags": {}})");
    BOOST_TEST(update.status == 409);
    BOOST_TEST(update.code() == "OperationNotAllowed");
    const auto again = azure.remove(version_id("1.0.0"));
    BOOST_TEST(again.header("Azure-AsyncOperation") == deleted.header("Azure-AsyncOperation"));
    azure.pass(30s);
    const auto gone = azure.get(version_id("1.0.0"));
    BOOST_TEST(gone.status == 404);
    BOOST_TEST(gone.code() == "ResourceNotFound");
    BOOST_TEST(azure.get(deleted.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
    BOOST_TEST(azure.get(deleted.header("Location")).status == 200);
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 204);
}

BOOST_AUTO_TEST_CASE(names_other_than_three_numbers_are_refused) {
    emulated_azure azure;
    azure.make_definition();
    for (const auto* const name : {"latest", "1.0", "1.0.0.0", "01.0.0", "1.0.2147483648", "1.0.x"}) {
        const auto refused = azure.publish(name);
        BOOST_TEST(refused.status == 400, name);
        BOOST_TEST(refused.code() == "InvalidParameter", name);
    }
}

BOOST_AUTO_TEST_CASE(a_version_needs_its_parents_and_a_source) {
    emulated_azure azure;
    const auto orphan = azure.publish("1.0.0");
    BOOST_TEST(orphan.status == 404);
    BOOST_TEST(orphan.code() == "ParentResourceNotFound");
    azure.make_definition();
    BOOST_TEST(azure.put(version_id("1.0.0"), R"({"location": "West Europe", "properties": {}})").code() ==
               "InvalidParameter");
    BOOST_TEST(azure.put(version_id("1.0.0"), R"({"properties": {}})").code() == "LocationRequired");
    BOOST_TEST(azure.put(version_id("1.0.0"), R"({"location": )").code() == "InvalidRequestContent");
    BOOST_TEST(azure.put(version_id("1.0.0"), "").code() == "InvalidRequestContent");
    BOOST_TEST(azure.put(version_id("1.0.0"), "[]").code() == "InvalidRequestContent");
    BOOST_TEST(azure.put(version_id("1.0.0"), std::string(100000, '[')).code() == "InvalidRequestContent");
}

BOOST_AUTO_TEST_CASE(ids_compare_without_case_and_keep_the_spelling_of_their_creation) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    std::string shouted = version_id("1.0.0");
    for (char& c : shouted) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const auto seen = azure.get(shouted);
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(seen.text("/id") == version_id("1.0.0"));
}

BOOST_AUTO_TEST_SUITE_END()
