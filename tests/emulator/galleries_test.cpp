#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;

BOOST_AUTO_TEST_SUITE(galleries)

BOOST_AUTO_TEST_CASE(a_gallery_is_created_updated_and_read) {
    emulated_azure azure;
    const auto created =
        azure.put(gallery_id, R"({"location": "West Europe", "tags": {"a": "b"}, "properties": {}})");
    BOOST_TEST(created.status == 201);
    BOOST_TEST(created.text("/properties/identifier/uniqueName") ==
               "11111111-2222-3333-4444-555555555555-GOLDEN");
    BOOST_TEST(azure.patch(gallery_id, "{}").code() == "AnotherOperationInProgress");
    azure.pass(5s);
    BOOST_TEST(azure.get(created.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
    BOOST_TEST(azure.patch(gallery_id, R"({"properties": {"description": "images"}})").status == 200);
    azure.pass(5s);
    const auto seen = azure.get(gallery_id);
    BOOST_TEST(seen.text("/properties/description") == "images");
    BOOST_TEST(seen.text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(seen.text("/tags/a") == "b");
    BOOST_TEST(azure.put(gallery_id, R"({"location": "East US"})").code() == "InvalidResourceLocation");
}

BOOST_AUTO_TEST_CASE(gallery_names_have_no_dashes_and_are_unique_in_their_subscription) {
    emulated_azure azure;
    BOOST_TEST(azure.put(compute + "/galleries/go-lden", R"({"location": "x"})").code() ==
               "InvalidParameter");
    azure.make_gallery();
    const auto taken =
        azure.put(subscription + "/resourceGroups/other/providers/Microsoft.Compute/galleries/golden",
                  R"({"location": "x"})");
    BOOST_TEST(taken.status == 409);
}

BOOST_AUTO_TEST_CASE(sharing_groups_are_shown_only_on_request) {
    emulated_azure azure;
    azure.make_gallery(R"({"sharingProfile": {"permissions": "Groups"}})");
    BOOST_TEST(
        azure
            .post(gallery_id + "/share",
                  R"({"operationType": "Add", "groups": [{"type": "Subscriptions", "ids": ["s1", "s2"]}]})")
            .status == 200);
    BOOST_TEST(!azure.get(gallery_id).has("/properties/sharingProfile/groups"));
    const auto permissions = azure.get(gallery_id + "?$select=Permissions");
    BOOST_TEST(permissions.size("/properties/sharingProfile/groups/0/ids") == 2U);
    const auto expanded = azure.get(gallery_id + "?$expand=SharingProfile/Groups");
    BOOST_TEST(expanded.text("/properties/sharingProfile/groups/0/ids/1") == "s2");
    BOOST_TEST(
        azure.patch(gallery_id, R"({"properties": {"sharingProfile": {"permissions": "Private"}}})").code() ==
        "PropertyChangeNotAllowed");
    BOOST_TEST(azure.post(gallery_id + "/share", R"({"operationType": "Reset"})").status == 200);
    BOOST_TEST(!azure.get(gallery_id + "?$select=Permissions").has("/properties/sharingProfile/groups"));
}

BOOST_AUTO_TEST_CASE(what_identifies_a_definition_cannot_change) {
    emulated_azure azure;
    azure.make_definition();
    std::string other = emulated_azure::definition_body;
    other.replace(other.find("contoso"), 7, "fabrica");
    const auto refused = azure.put(definition_id, other);
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "PropertyChangeNotAllowed");
    BOOST_TEST(refused.text("/error/target") == "galleryImage.properties.identifier.publisher");
    BOOST_TEST(azure.patch(definition_id, R"({"properties": {"hyperVGeneration": "V2"}})").code() ==
               "PropertyChangeNotAllowed");
    BOOST_TEST(azure.put(definition_id, emulated_azure::definition_body).status == 200);
    azure.pass(10s);
    BOOST_TEST(
        azure.patch(definition_id, R"({"properties": {"features": [{"name": "a", "value": "b"}]}})").code() ==
        "PropertyChangeNotAllowed");
    BOOST_TEST(azure
                   .patch(definition_id, R"({"properties": {"allowUpdateImage": true,
        "features": [{"name": "a", "value": "b"}]}})")
                   .status == 200);
}

BOOST_AUTO_TEST_CASE(a_definition_needs_its_gallery_its_properties_and_a_name_of_its_own) {
    emulated_azure azure;
    BOOST_TEST(azure.put(definition_id, emulated_azure::definition_body).code() == "ParentResourceNotFound");
    azure.make_definition();
    BOOST_TEST(
        azure.put(gallery_id + "/images/other", R"({"location": "x", "properties": {"osType": "Linux"}})")
            .text("/error/target") == "galleryImage.properties.osState");
    BOOST_TEST(azure.put(gallery_id + "/images/other", emulated_azure::definition_body).status == 409);
    BOOST_TEST(azure.put(gallery_id + "/images/-x", emulated_azure::definition_body).status == 400);
}

BOOST_AUTO_TEST_CASE(the_api_version_decides_the_security_type_of_a_definition) {
    emulated_azure azure;
    azure.make_definition();
    BOOST_TEST(azure.get(definition_id).text("/properties/hyperVGeneration") == "V1");
    azure.api_version = "2025-03-03";
    std::string body = emulated_azure::definition_body;
    body.replace(body.find("contoso"), 7, "fabrica");
    const auto newer = azure.put(gallery_id + "/images/newer", body);
    BOOST_TEST(newer.text("/properties/hyperVGeneration") == "V2");
    BOOST_TEST(newer.text("/properties/features/0/value") == "TrustedLaunchSupported");
}

BOOST_AUTO_TEST_CASE(parents_are_not_deleted_before_their_children_nor_within_the_lag) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto refused = azure.remove(definition_id);
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "CannotDeleteResource");
    BOOST_TEST(refused.text("/error/message").find("galleries/Golden/images/ubuntu-22/versions/1.0.0") !=
               std::string::npos);
    BOOST_TEST(azure.remove(gallery_id).code() == "CannotDeleteResource");
    static_cast<void>(azure.remove(version_id("1.0.0")));
    azure.pass(30s);
    BOOST_TEST(azure.get(version_id("1.0.0")).status == 404);
    BOOST_TEST(azure.remove(definition_id).code() == "CannotDeleteResource");
    azure.pass(19s);
    BOOST_TEST(azure.remove(definition_id).code() == "CannotDeleteResource");
    azure.pass(1s);
    BOOST_TEST(azure.remove(definition_id).status == 202);
    azure.pass(30s);
    BOOST_TEST(azure.get(definition_id).status == 404);
    BOOST_TEST(azure.remove(gallery_id).code() == "CannotDeleteResource");
    azure.pass(20s);
    BOOST_TEST(azure.remove(gallery_id).status == 202);
    azure.pass(30s);
    BOOST_TEST(azure.get(gallery_id).status == 404);
    BOOST_TEST(azure.remove(gallery_id).status == 204);
}

BOOST_AUTO_TEST_CASE(soft_deleted_versions_are_listed_hold_their_parents_and_come_back_whole) {
    emulated_azure azure;
    azure.make_definition(R"({"softDeletePolicy": {"isSoftDeleteEnabled": true}})");
    static_cast<void>(azure.publish("1.0.0", two_regions));
    azure.settle();
    BOOST_TEST(azure.remove(version_id("1.0.0")).status == 202);
    azure.pass(30s);
    BOOST_TEST(azure.get(version_id("1.0.0")).status == 404);
    BOOST_TEST(azure.get(definition_id + "/versions").size("/value") == 0U);
    const std::string bin = gallery_id + "/softDeletedArtifactTypes/Images/artifacts/ubuntu-22/versions";
    const auto listed = azure.get(bin);
    BOOST_TEST(listed.size("/value") == 1U);
    BOOST_TEST(listed.text("/value/0/properties/resourceArmId") == version_id("1.0.0"));
    BOOST_TEST(listed.text("/value/0/id") == bin + "/1.0.0");
    BOOST_TEST(!listed.has("/value/0/properties/hardDeletionTargetTime"));
    azure.pass(10min);
    BOOST_TEST(azure.remove(definition_id).code() == "CannotDeleteResource");
    BOOST_TEST(azure.publish("1.0.0").status == 409);

    BOOST_TEST(azure.put(version_id("1.0.0"), R"({"location": "East US", "properties": {"restore": true}})")
                   .code() == "InvalidResourceLocation");
    const auto restored =
        azure.patch(version_id("1.0.0"), R"({"properties": {"restore": true, "storageProfile": {}}})");
    BOOST_TEST(restored.status == 200);
    BOOST_TEST(restored.text("/properties/provisioningState") == "Updating");
    azure.settle();
    const auto seen = azure.get(version_id("1.0.0") + "?$expand=ReplicationStatus");
    BOOST_TEST(seen.text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(seen.text("/properties/replicationStatus/aggregatedState") == "Completed");
    BOOST_TEST(azure.get(bin).size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(soft_deleted_versions_expire) {
    emulated_azure azure;
    azure.make_definition(R"({"softDeletePolicy": {"isSoftDeleteEnabled": true}})");
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    static_cast<void>(azure.remove(version_id("1.0.0")));
    azure.pass(30s + 24h * 7);
    BOOST_TEST(azure.patch(version_id("1.0.0"), R"({"properties": {"restore": true}})").status == 404);
    azure.pass(20s);
    BOOST_TEST(azure.remove(definition_id).status == 202);
}

BOOST_AUTO_TEST_CASE(newer_api_versions_bypass_the_recycle_bin_and_show_when_it_is_emptied) {
    emulated_azure azure;
    azure.make_definition(R"({"softDeletePolicy": {"isSoftDeleteEnabled": true, "retentionPeriodInDays": 3,
                             "gracePeriodInDays": 2}})");
    static_cast<void>(azure.publish("1.0.0"));
    static_cast<void>(azure.publish("1.0.1"));
    azure.settle();
    azure.api_version = "2026-03-03";
    static_cast<void>(azure.remove(version_id("1.0.0") + "?bypassSoftDelete=true"));
    static_cast<void>(azure.remove(version_id("1.0.1")));
    azure.pass(30s);
    const auto listed =
        azure.get(gallery_id + "/softDeletedArtifactTypes/Images/artifacts/ubuntu-22/versions");
    BOOST_TEST(listed.size("/value") == 1U);
    BOOST_TEST(listed.text("/value/0/name") == "1.0.1");
    BOOST_TEST(listed.text("/value/0/properties/consumptionEndTime") == "2026-01-04T03:00:50Z");
    BOOST_TEST(listed.text("/value/0/properties/hardDeletionTargetTime") == "2026-01-06T03:00:50Z");
}

BOOST_AUTO_TEST_CASE(a_failed_version_is_not_soft_deleted) {
    emulated_azure azure;
    azure.make_definition(R"({"softDeletePolicy": {"isSoftDeleteEnabled": true}})");
    azure.service.fail_publish("");
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto refused = azure.remove(version_id("1.0.0"));
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "OperationNotAllowed");
}

BOOST_AUTO_TEST_SUITE_END()
