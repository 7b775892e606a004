#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;

namespace {

std::string machine_id(const std::string& name) { return compute + "/virtualMachines/" + name; }

std::string machine_body(const std::string& image, const std::string& location = "West Europe") {
    return R"({"location": ")" + location +
           R"(", "properties": {"storageProfile": {"imageReference": {"id": ")" + image + R"("}}}})";
}

std::string scale_set_body(const std::string& image, int capacity, const std::string& mode = "Manual") {
    return R"({"location": "West Europe", "sku": {"name": "Standard_D2s_v5", "capacity": )" +
           std::to_string(capacity) + R"(}, "properties": {"upgradePolicy": {"mode": ")" + mode +
           R"("}, "virtualMachineProfile": {"storageProfile": {"imageReference": {"id": ")" + image +
           R"("}}}}})";
}

const std::string scale_set = compute + "/virtualMachineScaleSets/fleet";
const std::string exact = "/properties/storageProfile/imageReference/exactVersion";

} // namespace

BOOST_AUTO_TEST_SUITE(compute_consumers)

BOOST_AUTO_TEST_CASE(latest_moves_region_by_region_while_a_version_replicates) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.9.0", two_regions));
    azure.settle();
    static_cast<void>(azure.publish("1.10.0", two_regions));
    azure.pass(5min);
    const auto home = azure.put(machine_id("home"), machine_body(definition_id));
    const auto far = azure.put(machine_id("far"), machine_body(definition_id, "eastus"));
    BOOST_TEST(home.status == 201);
    BOOST_TEST(home.text(exact.c_str()) == "1.10.0");
    BOOST_TEST(home.text("/properties/storageProfile/imageReference/id") == definition_id);
    BOOST_TEST(far.text(exact.c_str()) == "1.9.0");
    const auto pinned = azure.put(machine_id("pinned"), machine_body(version_id("1.10.0"), "eastus"));
    BOOST_TEST(pinned.status == 404);
    BOOST_TEST(pinned.code() == "GalleryImageNotFound");
    azure.settle();
    BOOST_TEST(azure.put(machine_id("later"), machine_body(definition_id, "eastus")).text(exact.c_str()) ==
               "1.10.0");
    BOOST_TEST(azure.get(machine_id("far")).text(exact.c_str()) == "1.9.0");
    BOOST_TEST(azure.get(machine_id("far")).text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(exclusion_hides_from_latest_and_the_region_decides) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions));
    static_cast<void>(azure.publish(
        "2.0.0", R"([{"name": "West Europe", "excludeFromLatest": true}, {"name": "East US"}])"));
    azure.settle();
    BOOST_TEST(azure.put(machine_id("a"), machine_body(definition_id)).text(exact.c_str()) == "1.0.0");
    BOOST_TEST(azure.put(machine_id("b"), machine_body(definition_id, "East US")).text(exact.c_str()) ==
               "2.0.0");
    BOOST_TEST(azure.put(machine_id("c"), machine_body(definition_id, "Japan East")).code() ==
               "GalleryImageNotFound");
    BOOST_TEST(azure.put(machine_id("d"), machine_body(version_id("2.0.0"))).text(exact.c_str()) == "2.0.0");
}

BOOST_AUTO_TEST_CASE(shared_ids_name_the_gallery_by_its_unique_name) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto make = [&](const std::string& name, const std::string& shared) {
        return azure.put(machine_id(name),
                         R"({"location": "West Europe", "properties": {"storageProfile": {"imageReference":
                             {"sharedGalleryImageId": ")" +
                             shared + R"("}}}})");
    };
    const std::string shared =
        "/SharedGalleries/11111111-2222-3333-4444-555555555555-GOLDEN/Images/ubuntu-22";
    BOOST_TEST(make("a", shared + "/Versions/latest").text(exact.c_str()) == "1.0.0");
    BOOST_TEST(make("b", shared + "/Versions/1.0.0").text(exact.c_str()) == "1.0.0");
    BOOST_TEST(make("c", shared + "/Versions/2.0.0").code() == "GalleryImageNotFound");
    BOOST_TEST(make("d", "/SharedGalleries/nobody/Images/x").code() == "GalleryImageNotFound");
}

BOOST_AUTO_TEST_CASE(a_soft_deleted_version_is_never_latest_but_can_be_named) {
    emulated_azure azure;
    azure.make_definition(R"({"softDeletePolicy": {"isSoftDeleteEnabled": true}})");
    static_cast<void>(azure.publish("1.0.0"));
    static_cast<void>(azure.publish("2.0.0"));
    azure.settle();
    static_cast<void>(azure.remove(version_id("2.0.0")));
    azure.pass(30s);
    BOOST_TEST(azure.put(machine_id("a"), machine_body(definition_id)).text(exact.c_str()) == "1.0.0");
    BOOST_TEST(azure.put(machine_id("b"), machine_body(version_id("2.0.0"))).text(exact.c_str()) == "2.0.0");
}

BOOST_AUTO_TEST_CASE(a_machine_outlives_its_image_and_never_changes_it) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    static_cast<void>(azure.put(machine_id("a"), machine_body(definition_id)));
    azure.pass(1min);
    BOOST_TEST(azure.patch(machine_id("a"), machine_body(version_id("1.0.0"))).code() ==
               "PropertyChangeNotAllowed");
    BOOST_TEST(azure.patch(machine_id("a"), R"({"tags": {"x": "y"}})").status == 200);
    azure.pass(1min);
    static_cast<void>(azure.remove(version_id("1.0.0")));
    azure.pass(1min);
    BOOST_TEST(azure.get(machine_id("a")).text(exact.c_str()) == "1.0.0");
    BOOST_TEST(azure.get(compute + "/virtualMachines").size("/value") == 1U);
    BOOST_TEST(azure.get(subscription + "/providers/Microsoft.Compute/virtualMachines").size("/value") == 1U);
    const auto deleted = azure.remove(machine_id("a"));
    BOOST_TEST(deleted.status == 202);
    BOOST_TEST(deleted.header("Azure-AsyncOperation").find("/operations/") != std::string::npos);
    azure.pass(1min);
    BOOST_TEST(azure.get(machine_id("a")).status == 404);
}

BOOST_AUTO_TEST_CASE(a_scale_set_has_as_many_instances_as_its_capacity) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    BOOST_TEST(azure.put(scale_set, scale_set_body(definition_id, 3)).status == 201);
    azure.pass(1min);
    const auto three = azure.get(scale_set + "/virtualMachines");
    BOOST_TEST(three.size("/value") == 3U);
    BOOST_TEST(three.text("/value/0/properties/storageProfile/imageReference/exactVersion") == "1.0.0");
    BOOST_TEST(three.text("/value/0/properties/provisioningState") == "Succeeded");
    static_cast<void>(azure.patch(scale_set, R"({"sku": {"capacity": 1}})"));
    azure.pass(1min);
    BOOST_TEST(azure.get(scale_set + "/virtualMachines").size("/value") == 1U);
    BOOST_TEST(azure.remove(scale_set + "/virtualMachines/0").status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(scale_set).number("/sku/capacity") == 0);
    BOOST_TEST(azure.get(scale_set + "/virtualMachines/0").status == 404);
    static_cast<void>(azure.remove(scale_set));
    azure.pass(1min);
    BOOST_TEST(azure.get(scale_set).status == 404);
}

BOOST_AUTO_TEST_CASE(scaling_out_fails_once_the_image_is_gone) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    static_cast<void>(azure.put(scale_set, scale_set_body(version_id("1.0.0"), 1)));
    azure.pass(1min);
    static_cast<void>(azure.remove(version_id("1.0.0")));
    azure.pass(1min);
    const auto refused = azure.patch(scale_set, R"({"sku": {"capacity": 2}})");
    BOOST_TEST(refused.status == 404);
    BOOST_TEST(refused.code() == "GalleryImageNotFound");
    BOOST_TEST(azure.get(scale_set + "/virtualMachines").size("/value") == 1U);
}

BOOST_AUTO_TEST_CASE(a_new_model_reaches_instances_by_the_upgrade_policy) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0"));
    static_cast<void>(azure.publish("2.0.0"));
    azure.settle();
    const std::string rolled =
        R"({"properties": {"virtualMachineProfile": {"storageProfile": {"imageReference": {"id": ")" +
        version_id("2.0.0") + R"("}}}}})";
    static_cast<void>(azure.put(scale_set, scale_set_body(version_id("1.0.0"), 2)));
    azure.pass(1min);
    BOOST_TEST(azure.patch(scale_set, rolled).status == 200);
    azure.pass(1min);
    const std::string drift =
        scale_set + "/virtualMachines?$filter=properties/latestModelApplied%20eq%20false";
    BOOST_TEST(azure.get(drift).size("/value") == 2U);
    BOOST_TEST(azure.post(scale_set + "/manualupgrade", R"({"instanceIds": ["0"]})").status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(drift).size("/value") == 1U);
    BOOST_TEST(azure.get(scale_set + "/virtualMachines/0").text(exact.c_str()) == "2.0.0");
    BOOST_TEST(azure.post(scale_set + "/manualupgrade", R"({"instanceIds": ["7"]})").status == 400);

    static_cast<void>(azure.patch(scale_set, R"({"properties": {"upgradePolicy": {"mode": "Automatic"}}})"));
    azure.pass(1min);
    static_cast<void>(azure.patch(scale_set, scale_set_body(version_id("1.0.0"), 2, "Automatic")));
    azure.pass(1min);
    BOOST_TEST(azure.get(scale_set + "/virtualMachines/0").text(exact.c_str()) == "1.0.0");
}

BOOST_AUTO_TEST_CASE(disks_and_image_templates_are_kept_as_written) {
    emulated_azure azure;
    const std::string disk = compute + "/disks/d";
    BOOST_TEST(
        azure.put(disk, R"({"location": "x", "properties": {"creationData": {"createOption": "Empty"}, "diskSizeGB": 4}})")
            .status == 201);
    azure.pass(1min);
    BOOST_TEST(azure.get(disk).text("/properties/creationData/createOption") == "Empty");
    BOOST_TEST(azure.get(compute + "/disks").size("/value") == 1U);
    const std::string templates = group + "/providers/Microsoft.VirtualMachineImages/imageTemplates";
    const auto made = azure.put(templates + "/t",
                                R"({"location": "x", "properties": {"source": {"type": "PlatformImage"}}})");
    BOOST_TEST(made.status == 201);
    BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/status") == "InProgress");
    BOOST_TEST(azure.get(templates).size("/value") == 1U);
    BOOST_TEST(azure.remove(disk).status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(disk).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
