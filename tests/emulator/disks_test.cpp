#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace ingot_test;

namespace {

const std::string disk = compute + "/disks/d";
const std::string snapshot_id = compute + "/snapshots/s";
const std::string image = compute + "/images/i";
const std::string machine = compute + "/virtualMachines/builder";

std::string created(const std::string& creation_data, const std::string& more = "",
                    const std::string& location = "West Europe") {
    return R"({"location": ")" + location + R"(", "properties": {"creationData": )" + creation_data + more +
           "}}";
}

std::string empty_disk(int size) {
    return created(R"({"createOption": "Empty"})", R"(, "diskSizeGB": )" + std::to_string(size));
}

std::string copied(const std::string& source, const std::string& more = "",
                   const std::string& location = "West Europe") {
    return created(R"({"createOption": "Copy", "sourceResourceId": ")" + source + R"("})", more, location);
}

std::string machine_with(const std::string& storage_profile) {
    return R"({"location": "West Europe", "properties": {"storageProfile": {)" + storage_profile + "}}}";
}

std::string image_of_machine() {
    return R"({"location": "West Europe", "properties": {"sourceVirtualMachine": {"id": ")" + machine +
           R"("}}})";
}

/// Nothing can be made from what is not there.
struct strict_azure : emulated_azure {
    strict_azure() : emulated_azure(strict()) { api_version = "2024-07-01"; }
    static ingot::emulator::options strict() {
        ingot::emulator::options chosen;
        chosen.implicit_sources = false;
        return chosen;
    }
    void make(const std::string& id, const std::string& body) {
        BOOST_TEST(put(id, body).status == 201);
        pass(1min);
    }
    /// A machine with an OS disk of 64 GB and a data disk of 16 GB.
    void make_machine(const std::string& options = "") {
        make(disk, empty_disk(64));
        make(machine,
             machine_with(
                 R"("osDisk": {"createOption": "Attach", "osType": "Linux", "managedDisk": {"id": ")" + disk +
                 R"("})" + options + R"(}, "dataDisks": [{"lun": 3, "name": "data",
                                   "createOption": "Empty", "diskSizeGB": 16)" +
                 options + "}]"));
    }
    void generalize() {
        static_cast<void>(post(machine + "/deallocate", ""));
        pass(3min);
        BOOST_TEST(post(machine + "/generalize", "").status == 200);
    }
    std::string target(const std::string& id, const std::string& body) {
        const auto refused = put(id, body);
        BOOST_TEST(refused.status == 400);
        return refused.text("/error/target");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(disks)

BOOST_AUTO_TEST_CASE(copies_have_the_size_of_their_source_unless_they_are_larger) {
    strict_azure azure;
    azure.make(disk, empty_disk(32));
    azure.make(snapshot_id, copied(disk, R"(, "incremental": true)"));
    BOOST_TEST(azure.get(snapshot_id).number("/properties/diskSizeGB") == 32);
    azure.make(compute + "/disks/same", copied(snapshot_id));
    azure.make(compute + "/disks/larger", copied(snapshot_id, R"(, "diskSizeGB": 64)"));
    BOOST_TEST(azure.get(compute + "/disks/same").number("/properties/diskSizeGB") == 32);
    BOOST_TEST(azure.get(compute + "/disks/larger").number("/properties/diskSizeGB") == 64);
    const auto smaller = azure.put(compute + "/disks/smaller", copied(snapshot_id, R"(, "diskSizeGB": 31)"));
    BOOST_TEST(smaller.status == 400);
    BOOST_TEST(smaller.code() == "ResizeDiskError");
    BOOST_TEST(azure.get(compute + "/disks/smaller").status == 404);
    BOOST_TEST(azure.get(compute + "/disks").size("/value") == 3U);
    BOOST_TEST(azure.get(subscription + "/providers/Microsoft.Compute/snapshots").size("/value") == 1U);
}

BOOST_AUTO_TEST_CASE(a_disk_that_makes_no_sense_is_refused) {
    strict_azure azure;
    BOOST_TEST(azure.target(disk, R"({"location": "West Europe"})") == "disk.creationData.createOption");
    BOOST_TEST(azure.target(disk, created(R"({"createOption": "Empty"})")) == "disk.diskSizeGB");
    BOOST_TEST(azure.target(disk, empty_disk(0)) == "disk.diskSizeGB");
    BOOST_TEST(azure.target(disk, created(R"({"createOption": "Copy"})")) ==
               "disk.creationData.sourceResourceId");
    BOOST_TEST(azure.target(snapshot_id, copied(machine)) == "snapshot.creationData.sourceResourceId");
    BOOST_TEST(azure.target(disk, created(R"({"createOption": "FromImage"})")) == "disk.creationData");
    BOOST_TEST(azure.put(disk, R"({"properties": {}})").code() == "LocationRequired");
    BOOST_TEST(azure.get(compute + "/disks").size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(a_source_must_be_there_ready_and_near) {
    strict_azure azure;
    BOOST_TEST(azure.put(snapshot_id, copied(disk)).status == 404);
    BOOST_TEST(azure.put(disk, empty_disk(32)).status == 201);
    BOOST_TEST(azure.put(snapshot_id, copied(disk)).code() == "OperationNotAllowed");
    azure.pass(1min);
    BOOST_TEST(azure.target(snapshot_id, copied(disk, "", "East US")) ==
               "snapshot.creationData.sourceResourceId");
    BOOST_TEST(azure.put(snapshot_id, copied(disk)).status == 201);
    azure.pass(1min);
    BOOST_TEST(
        azure
            .put(compute + "/snapshots/far",
                 created(R"({"createOption": "CopyStart", "sourceResourceId": ")" + snapshot_id + R"("})", "",
                         "East US"))
            .status == 201);

    emulated_azure lenient; // unknown sources pass where nobody asked for strictness
    BOOST_TEST(lenient.put(snapshot_id, copied(disk)).status == 201);
}

BOOST_AUTO_TEST_CASE(how_a_disk_came_about_never_changes_and_it_never_shrinks) {
    strict_azure azure;
    azure.make(disk, empty_disk(32));
    azure.make(snapshot_id, copied(disk));
    BOOST_TEST(azure.put(disk, copied(snapshot_id)).code() == "PropertyChangeNotAllowed");
    BOOST_TEST(azure.patch(snapshot_id, R"({"properties": {"incremental": true}})").code() ==
               "PropertyChangeNotAllowed");
    BOOST_TEST(azure.patch(disk, R"({"properties": {"diskSizeGB": 16}})").code() == "OperationNotAllowed");
    BOOST_TEST(azure.patch(disk, R"({"properties": {"diskSizeGB": 48}, "tags": {"a": "b"}})").status == 200);
    azure.pass(1min);
    const auto grown = azure.get(disk);
    BOOST_TEST(grown.number("/properties/diskSizeGB") == 48);
    BOOST_TEST(grown.text("/properties/creationData/createOption") == "Empty");
    BOOST_TEST(grown.text("/tags/a") == "b");
    BOOST_TEST(azure.remove(snapshot_id).status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(snapshot_id).status == 404);
}

BOOST_AUTO_TEST_CASE(a_machine_makes_attaches_and_releases_its_disks) {
    for (const bool deletes : {false, true}) {
        strict_azure azure;
        azure.make_machine(deletes ? R"(, "deleteOption": "Delete")" : "");
        const auto attached = azure.get(disk);
        BOOST_TEST(attached.text("/managedBy") == machine);
        BOOST_TEST(attached.text("/properties/diskState") == "Attached");
        const std::string data =
            azure.get(machine).text("/properties/storageProfile/dataDisks/0/managedDisk/id");
        BOOST_TEST(data == compute + "/disks/data");
        BOOST_TEST(azure.get(data).number("/properties/diskSizeGB") == 16);
        BOOST_TEST(azure.remove(data).code() == "OperationNotAllowed");
        const auto other =
            azure.put(compute + "/virtualMachines/thief",
                      machine_with(R"("osDisk": {"createOption": "Attach", "managedDisk": {"id": ")" + disk +
                                   R"("}})"));
        BOOST_TEST(other.status == 409);
        BOOST_TEST(other.code() == "ConflictingUserInput");
        static_cast<void>(azure.remove(machine));
        azure.pass(2min);
        BOOST_TEST(azure.get(data).status == (deletes ? 404 : 200));
        BOOST_TEST(azure.get(disk).status == (deletes ? 404 : 200));
        if (!deletes) BOOST_TEST(!azure.get(disk).has("/managedBy"));
        if (!deletes) BOOST_TEST(azure.remove(disk).status == 202);
    }
}

BOOST_AUTO_TEST_CASE(disks_of_a_machine_that_make_no_sense_are_refused) {
    strict_azure azure;
    azure.make(disk, empty_disk(32));
    struct row {
        std::string profile;
        int status;
        std::string target;
    };
    const std::vector<row> table{
        {R"("osDisk": {"createOption": "Attach"})", 400, "osDisk.managedDisk.id"},
        {R"("osDisk": {"createOption": "Attach", "managedDisk": {"id": ")" + compute + R"(/disks/none"}})",
         404, "osDisk.managedDisk.id"},
        {R"("dataDisks": [{"createOption": "Empty", "diskSizeGB": 1}])", 400, "dataDisks.lun"},
        {R"("dataDisks": [{"lun": 64, "createOption": "Empty", "diskSizeGB": 1}])", 400, "dataDisks.lun"},
        {R"("dataDisks": [{"lun": 0, "createOption": "Empty"}])", 400, "dataDisks.diskSizeGB"},
        {R"("dataDisks": [{"lun": 0, "name": "d", "createOption": "Empty", "diskSizeGB": 1}])", 409,
         "dataDisks"},
        {R"("imageReference": {"id": ")" + compute + R"(/images/none"})", 404, "imageReference.id"}};
    for (const auto& row : table) {
        const auto refused = azure.put(machine, machine_with(row.profile));
        BOOST_TEST(refused.status == row.status);
        BOOST_TEST(refused.text("/error/target") == row.target);
    }
    BOOST_TEST(azure.get(machine).status == 404);
    BOOST_TEST(azure.get(compute + "/disks").size("/value") == 1U);
}

BOOST_AUTO_TEST_CASE(a_managed_image_needs_a_generalized_machine_and_shows_its_disks) {
    strict_azure azure;
    BOOST_TEST(azure.put(image, image_of_machine()).status == 404);
    azure.make_machine();
    const auto refused = azure.put(image, image_of_machine());
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "OperationNotAllowed");
    BOOST_TEST(refused.text("/error/message") ==
               "The operation 'Create Image' requires the Virtual Machine 'builder' to be Generalized.");
    azure.generalize();
    azure.make(image, image_of_machine());
    const auto made = azure.get(image);
    BOOST_TEST(made.text("/properties/storageProfile/osDisk/managedDisk/id") == disk);
    BOOST_TEST(made.text("/properties/storageProfile/osDisk/osState") == "Generalized");
    BOOST_TEST(made.number("/properties/storageProfile/dataDisks/0/lun") == 3);
    BOOST_TEST(
        azure
            .put(image, R"({"location": "West Europe", "properties": {"sourceVirtualMachine": {"id": ")" +
                            compute + R"(/virtualMachines/other"}}})")
            .code() == "PropertyChangeNotAllowed");
    BOOST_TEST(azure.patch(image, R"({"tags": {"a": "b"}})").status == 200);
    azure.pass(1min);
    BOOST_TEST(azure.get(compute + "/images").text("/value/0/tags/a") == "b");
    BOOST_TEST(azure.remove(image).status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(image).status == 404);
}

BOOST_AUTO_TEST_CASE(a_managed_image_is_made_from_one_thing) {
    strict_azure azure;
    azure.make(disk, empty_disk(32));
    const auto from = [&](const std::string& properties) {
        return R"({"location": "West Europe", "properties": {)" + properties + "}}";
    };
    const std::string os = R"("osType": "Linux", "osState": "Generalized")";
    const std::string root = "image.properties.storageProfile.osDisk";
    BOOST_TEST(azure.target(image, from("")) == root);
    BOOST_TEST(azure.target(image, from(R"("storageProfile": {"osDisk": {"osType": "Linux"}})")) ==
               root + ".osState");
    BOOST_TEST(azure.target(image, from(R"("storageProfile": {"osDisk": {)" + os + "}}")) == root);
    const std::string managed = R"(, "managedDisk": {"id": ")" + disk + R"("})";
    BOOST_TEST(azure.target(image, from(R"("storageProfile": {"osDisk": {)" + os + managed +
                                        R"(, "blobUri": "https://x"}})")) == root);
    BOOST_TEST(azure.target(image, from(R"("storageProfile": {"osDisk": {)" + os + managed +
                                        R"(, "diskSizeGB": 16}})")) == root + ".diskSizeGB");
    BOOST_TEST(azure.put(image, from(R"("storageProfile": {"osDisk": {)" + os + managed + "}}")).status ==
               201);
}

BOOST_AUTO_TEST_CASE(a_version_knows_its_source_and_a_machine_gets_a_disk_no_smaller) {
    strict_azure azure;
    azure.make_definition();
    const auto version = [&](const std::string& source) {
        return R"({"location": "West Europe", "properties": {"storageProfile": {"source": {"id": ")" +
               source + R"("}}, "publishingProfile": {"targetRegions": [{"name": "West Europe"}]}}})";
    };
    for (const std::string kind : {"images", "snapshots", "disks", "virtualMachines"}) {
        const auto missing = azure.put(version_id("1.0.0"), version(compute + "/" + kind + "/none"));
        BOOST_TEST(missing.status == 404);
        BOOST_TEST(missing.text("/error/target") ==
                   "galleryImageVersion.properties.storageProfile.source.id");
    }
    azure.make_machine();
    azure.generalize();
    azure.make(image, image_of_machine());
    azure.make(version_id("1.0.0"), version(image));
    azure.settle();
    BOOST_TEST(azure.get(version_id("1.0.0")).number("/properties/storageProfile/osDiskImage/sizeInGB") ==
               64);

    const auto body = [&](const std::string& size) {
        return machine_with(R"("imageReference": {"id": ")" + definition_id +
                            R"("}, "osDisk": {"createOption": "FromImage")" + size + "}");
    };
    const std::string web = compute + "/virtualMachines/web";
    const auto refused = azure.put(web, body(R"(, "diskSizeGB": 63)"));
    BOOST_TEST(refused.code() == "ResizeDiskError");
    azure.make(web, body(""));
    const auto made = azure.get(azure.get(web).text("/properties/storageProfile/osDisk/managedDisk/id"));
    BOOST_TEST(made.number("/properties/diskSizeGB") == 64);
    BOOST_TEST(made.text("/properties/creationData/galleryImageReference/id") == version_id("1.0.0"));
    BOOST_TEST(made.text("/managedBy") == web);

    const std::string from_gallery = R"({"createOption": "FromImage", "galleryImageReference": {"id": ")";
    azure.make(compute + "/disks/new", created(from_gallery + version_id("1.0.0") + R"("}})"));
    BOOST_TEST(azure.get(compute + "/disks/new").number("/properties/diskSizeGB") == 64);
    BOOST_TEST(
        azure.put(compute + "/disks/none", created(from_gallery + version_id("9.9.9") + R"("}})")).code() ==
        "GalleryImageNotFound");
}

BOOST_AUTO_TEST_CASE(a_specialized_definition_takes_no_generalized_image) {
    strict_azure azure;
    azure.make_gallery();
    std::string definition = emulated_azure::definition_body;
    definition.replace(definition.find("Generalized"), 11, "Specialized");
    static_cast<void>(azure.put(definition_id, definition));
    azure.make_machine();
    azure.generalize();
    azure.make(image, image_of_machine());
    const auto refused =
        azure.put(version_id("1.0.0"),
                  R"({"location": "West Europe", "properties": {"storageProfile": {"source": {"id": ")" +
                      image + R"("}}}})");
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(refused.text("/error/message").find("OS State") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
