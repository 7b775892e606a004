#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;

namespace {

const std::string lock_of_gallery = gallery_id + "/providers/Microsoft.Authorization/locks/keep";

int existence(emulated_azure& azure) { return azure.send(ingot::http::method::head, group).status; }

} // namespace

BOOST_AUTO_TEST_SUITE(resource_groups)

BOOST_AUTO_TEST_CASE(the_existence_of_a_group_is_asked_for_by_head) {
    emulated_azure azure;
    BOOST_TEST(existence(azure) == 404);
    azure.make_gallery();
    BOOST_TEST(existence(azure) == 204);
    BOOST_TEST(azure.send(ingot::http::method::head, gallery_id).status == 200);
}

BOOST_AUTO_TEST_CASE(a_patch_replaces_the_tags_of_a_group_and_nothing_else) {
    emulated_azure azure;
    BOOST_TEST(azure.patch(group, R"({"tags": {"a": "b"}})").status == 404);
    static_cast<void>(azure.put(group, R"({"location": "West Europe", "tags": {"x": "y"}})"));
    BOOST_TEST(azure.patch(group, R"({"tags": {"a": 1}})").status == 400);
    BOOST_TEST(azure.patch(group, R"({"tags": {"a": "b"}})").status == 200);
    const auto shown = azure.get(group);
    BOOST_TEST(shown.text("/tags/a") == "b");
    BOOST_TEST(!shown.has("/tags/x"));
    BOOST_TEST(shown.text("/location") == "West Europe");
}

BOOST_AUTO_TEST_CASE(what_is_in_a_group_goes_with_it) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    BOOST_TEST(azure.remove(gallery_id).status == 409); // by itself it cannot go
    const auto accepted = azure.remove(group);
    BOOST_TEST(accepted.status == 202);
    BOOST_TEST(azure.get(accepted.header("Location")).status == 202);
    BOOST_TEST(azure.put(gallery_id, R"({"location": "West Europe"})").code() == "ResourceGroupBeingDeleted");
    BOOST_TEST(azure.remove(group).header("Location") == accepted.header("Location"));
    azure.settle();
    BOOST_TEST(azure.get(accepted.header("Location")).status == 200);
    BOOST_TEST(existence(azure) == 404);
    BOOST_TEST(azure.remove(group).code() == "ResourceGroupNotFound");
    for (const auto& gone : {version_id("1.0.0"), definition_id, gallery_id}) BOOST_TEST(azure.get(gone).status == 404);
    static_cast<void>(azure.put(group, R"({"location": "West Europe"})"));
    BOOST_TEST(azure.get(gallery_id).code() == "ResourceNotFound");
    azure.make_gallery(); // a group of that name holds nothing of the former
    BOOST_TEST(azure.get(definition_id).status == 404);
}

BOOST_AUTO_TEST_CASE(another_group_whose_name_begins_alike_stays) {
    emulated_azure azure;
    azure.make_gallery();
    const std::string other = group + "2/providers/Microsoft.Compute/galleries/Other";
    static_cast<void>(azure.put(other, R"({"location": "West Europe"})"));
    azure.settle();
    static_cast<void>(azure.remove(group));
    azure.settle();
    BOOST_TEST(azure.get(other).status == 200);
}

BOOST_AUTO_TEST_CASE(a_lock_on_anything_in_a_group_keeps_all_of_it) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.put(lock_of_gallery, R"({"properties": {"level": "CanNotDelete"}})"));
    BOOST_TEST(azure.remove(group).code() == "ScopeLocked");
    azure.settle();
    BOOST_TEST(azure.get(definition_id).status == 200);
    static_cast<void>(azure.remove(lock_of_gallery));
    BOOST_TEST(azure.remove(group).status == 202);
}

BOOST_AUTO_TEST_CASE(what_refuses_its_deletion_for_good_keeps_the_group_and_is_named) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish(
        "1.0.0", R"([{"name": "West Europe"}])", R"(, "safetyProfile": {"blockDeletionBeforeEndOfLife": true})"));
    azure.settle();
    const auto accepted = azure.remove(group);
    BOOST_TEST(accepted.status == 202);
    azure.settle();
    const auto ended = azure.get(accepted.header("Location"));
    BOOST_TEST(ended.status == 409);
    BOOST_TEST(ended.code() == "ResourceGroupDeletionBlocked");
    BOOST_TEST(ended.text("/error/message").find("versions/1.0.0") != std::string::npos);
    BOOST_TEST(azure.get(version_id("1.0.0")).status == 200);
    BOOST_TEST(azure.get(group).text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_SUITE_END()
