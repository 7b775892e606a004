#include "complete_bodies.hpp"
#include "openapi_schema.hpp"

#include <ingot/azure/write_body.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace ingot_test;
using namespace ingot::azure;
using ingot::errc;
using ingot::region;

namespace {

const std::filesystem::path compute_files =
    std::filesystem::path(INGOT_AZURE_SPEC) / "specification/compute/resource-manager/Microsoft.Compute";
const std::filesystem::path gallery_file = compute_files / "GalleryRP/stable/2024-03-03/gallery.json";
const std::filesystem::path command_file = compute_files / "ComputeRP/stable/2024-07-01/runCommand.json";
const std::filesystem::path scale_set_file =
    compute_files / "ComputeRP/stable/2024-07-01/virtualMachineScaleSet.json";

boost::test_tools::assertion_result is_present(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(std::filesystem::exists(gallery_file));
    there.message() << "there is no " << gallery_file.string() << "; set INGOT_AZURE_SPEC";
    return there;
}

template <class Body>
std::string written(const Body& body) {
    const auto text = write_body({}, body);
    BOOST_REQUIRE_MESSAGE(text.has_value(), (text ? std::string() : text.error().message));
    return *text;
}

struct expectation {
    std::filesystem::path file;
    std::string definition;
    std::vector<std::string> bodies; ///< that together say all that can be said
    std::set<std::string> never;     ///< members that may be written and that no body of ours has
};

std::vector<expectation> all_bodies() {
    std::vector<std::string> versions;
    for (const auto& one : complete_version_creations()) versions.push_back(written(one));
    std::vector<std::string> commands;
    for (const auto& one : complete_managed_run_commands()) commands.push_back(written(one));
    const std::string p = "/properties/";
    const std::string disk = p + "storageProfile/";
    return {
        {gallery_file, "Gallery", {written(complete_gallery_creation())}, {}},
        {gallery_file, "GalleryUpdate", {written(complete_gallery_update())}, {}},
        {gallery_file, "SharingUpdate", {written(complete_sharing_update())}, {}},
        // The flag is for updates.
        {gallery_file, "GalleryImage", {written(complete_definition_creation())}, {p + "allowUpdateImage"}},
        // These cannot be changed.
        {gallery_file,
         "GalleryImageUpdate",
         {written(complete_definition_update())},
         {p + "architecture", p + "disallowed/diskTypes", p + "eula", p + "privacyStatementUri",
          p + "purchasePlan/name", p + "purchasePlan/product", p + "purchasePlan/publisher"}},
        // A restoration is a request of its own.
        {gallery_file, "GalleryImageVersion", versions, {p + "restore"}},
        {gallery_file,
         "GalleryImageVersionUpdate",
         {written(complete_version_update())},
         {p + "restore",
          p + "securityProfile/uefiSettings/additionalSignatures/db/*/type",
          p + "securityProfile/uefiSettings/additionalSignatures/db/*/value",
          p + "securityProfile/uefiSettings/additionalSignatures/dbx/*/type",
          p + "securityProfile/uefiSettings/additionalSignatures/dbx/*/value",
          p + "securityProfile/uefiSettings/additionalSignatures/kek/*/type",
          p + "securityProfile/uefiSettings/additionalSignatures/kek/*/value",
          p + "securityProfile/uefiSettings/additionalSignatures/pk/type",
          p + "securityProfile/uefiSettings/additionalSignatures/pk/value",
          p + "securityProfile/uefiSettings/signatureTemplateNames",
          disk + "dataDiskImages/*/hostCaching",
          disk + "dataDiskImages/*/lun",
          disk + "dataDiskImages/*/source/id",
          disk + "dataDiskImages/*/source/storageAccountId",
          disk + "dataDiskImages/*/source/uri",
          disk + "osDiskImage/hostCaching",
          disk + "osDiskImage/source/id",
          disk + "osDiskImage/source/storageAccountId",
          disk + "osDiskImage/source/uri",
          disk + "source/communityGalleryImageId",
          disk + "source/id",
          disk + "source/virtualMachineId"}},
        {command_file, "RunCommandInput", {written(complete_run_command())}, {}},
        // Identities to reach blobs by are not spoken of; signed addresses are.
        {command_file,
         "VirtualMachineRunCommand",
         commands,
         {p + "errorBlobManagedIdentity/clientId", p + "errorBlobManagedIdentity/objectId",
          p + "outputBlobManagedIdentity/clientId", p + "outputBlobManagedIdentity/objectId",
          p + "source/scriptUriManagedIdentity/clientId", p + "source/scriptUriManagedIdentity/objectId"}},
        {scale_set_file,
         "VirtualMachineScaleSetVMInstanceRequiredIDs",
         {written(instance_selection{{"0", "3"}})},
         {}},
    };
}

template <class Body>
void check_refused(const service& at, const Body& body, const std::string& pointer, const std::string& why) {
    const auto text = write_body(at, body);
    BOOST_REQUIRE_MESSAGE(!text.has_value(), ("not refused: " + pointer + ' ' + why));
    BOOST_TEST((text.error().code == errc::invalid_argument));
    const auto& all = text.error().violations;
    BOOST_TEST(std::any_of(all.begin(), all.end(),
                           [&](const ingot::violation& one) {
                               return one.pointer == pointer && one.message.find(why) != std::string::npos;
                           }),
               pointer << ' ' << why << ", but: " << text.error().message);
}

template <class Body>
struct refusal {
    std::function<void(Body&)> spoil;
    std::string pointer;
    std::string why;
};

template <class Body>
void check_refusals(const Body& good, const std::vector<refusal<Body>>& rows, const service& at = {}) {
    BOOST_REQUIRE(write_body(at, good).has_value());
    for (const auto& row : rows) {
        Body bad = good;
        row.spoil(bad);
        check_refused(at, bad, row.pointer, row.why);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(written_bodies)

BOOST_AUTO_TEST_CASE(nothing_read_only_or_undeclared_is_sent, *boost::unit_test::precondition(is_present)) {
    for (const expectation& one : all_bodies())
        for (const std::string& body : one.bodies)
            for (const std::string& problem : openapi_schema(one.file, one.definition).violations(body))
                BOOST_ERROR(one.definition + ": " + problem);
}

BOOST_AUTO_TEST_CASE(all_that_can_be_written_can_be_said, *boost::unit_test::precondition(is_present)) {
    for (const expectation& one : all_bodies()) {
        openapi_schema schema(one.file, one.definition);
        std::set<std::string> filled;
        for (const std::string& body : one.bodies) filled.merge(schema.filled(body));
        const auto writable = schema.writable();
        std::set<std::string> left_out;
        std::set_difference(writable.begin(), writable.end(), filled.begin(), filled.end(),
                            std::inserter(left_out, left_out.end()));
        BOOST_TEST(left_out == one.never, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_check_by_the_openapi_files_sees_what_is_wrong,
                     *boost::unit_test::precondition(is_present)) {
    openapi_schema schema(gallery_file, "GalleryImageVersion");
    for (
        const std::string wrong :
        {R"({"location":"w","properties":{}})", R"({"properties":{"storageProfile":{}}})",
         R"({"location":"w","id":"x","properties":{"storageProfile":{}}})",
         R"({"location":"w","properties":{"storageProfile":{},"provisioningState":"Succeeded"}})",
         R"({"location":"w","properties":{"storageProfile":{},"publishingProfile":{"publishedDate":"x"}}})",
         R"({"location":"w","properties":{"storageProfile":{},"new":1}})",
         R"({"location":7,"properties":{"storageProfile":{}}})",
         R"({"location":"w","properties":{"storageProfile":{},"publishingProfile":{"replicationMode":"Half"}}})"})
        BOOST_TEST(!schema.violations(wrong).empty(), wrong);
    BOOST_TEST(schema.violations(R"({"location":"w","properties":{"storageProfile":{}}})").empty());
}

BOOST_AUTO_TEST_CASE(what_is_absent_is_not_sent) {
    gallery_creation gallery;
    gallery.location = region("West Europe");
    BOOST_TEST(written(gallery) == R"({"location":"westeurope","properties":{}})");
    BOOST_TEST(written(gallery_update{}) == "{}");
    gallery_update cleared;
    cleared.tags = ingot::tags{};
    cleared.description = "";
    BOOST_TEST(written(cleared) == R"({"properties":{"description":""},"tags":{}})");
    BOOST_TEST(written(image_version_update{}) == R"({"properties":{"storageProfile":{}}})");
    BOOST_TEST(written(gallery_sharing_update{sharing_operation::reset, {}}) ==
               R"({"operationType":"Reset"})");
    image_version_update safe;
    safe.safety.block_deletion_before_end_of_life = false;
    BOOST_TEST(
        written(safe) ==
        R"({"properties":{"safetyProfile":{"blockDeletionBeforeEndOfLife":false},"storageProfile":{}}})");
}

BOOST_AUTO_TEST_CASE(features_are_changed_only_with_leave) {
    image_definition_update update = complete_definition_update();
    BOOST_TEST(written(update).find(R"("allowUpdateImage":true)") != std::string::npos);
    update.features.reset();
    BOOST_TEST(written(update).find("allowUpdateImage") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_of_an_enumeration_that_is_not_known_here_is_sent_as_it_is) {
    gallery_creation gallery;
    gallery.location = region("westeurope");
    gallery.sharing = gallery_sharing{ingot::open_enum<ingot::sharing_names>("Everyone"), {}};
    BOOST_TEST(written(gallery) ==
               R"({"location":"westeurope","properties":{"sharingProfile":{"permissions":"Everyone"}}})");
}

BOOST_AUTO_TEST_CASE(a_gallery_that_must_not_be_sent_is_refused) {
    using row = refusal<gallery_creation>;
    check_refusals<gallery_creation>(
        complete_gallery_creation(),
        {row{[](auto& b) { b.location = region(); }, "/location", "missing"},
         row{[](auto& b) { b.identity->type = {}; }, "/identity/type", "missing"},
         row{[](auto& b) { b.description = "\xFF"; }, "/properties/description", "UTF-8"},
         row{[](auto& b) { b.tags[std::string(513, 'a')] = "v"; }, "/tags/" + std::string(513, 'a'), "512"},
         row{[](auto& b) { b.tags["t"] = std::string(257, 'a'); }, "/tags/t", "256"},
         row{[](auto& b) { b.soft_delete->retention_period_in_days = 7; },
             "/properties/softDeletePolicy/retentionPeriodInDays", "2026-03-03"}});
    using group = refusal<gallery_sharing_update>;
    check_refusals<gallery_sharing_update>(
        complete_sharing_update(),
        {group{[](auto& b) { b.operation = {}; }, "/operationType", "missing"},
         group{[](auto& b) { b.groups.clear(); }, "/groups", "to add"},
         group{[](auto& b) { b.groups[1].ids.clear(); }, "/groups/1/ids", "at least one"},
         group{[](auto& b) { b.groups[0].type = {}; }, "/groups/0/type", "missing"}});
}

BOOST_AUTO_TEST_CASE(a_command_that_must_not_be_sent_is_refused) {
    using row = refusal<managed_run_command_creation>;
    check_refusals<managed_run_command_creation>(
        complete_managed_run_commands().front(),
        {row{[](auto& b) { b.location = region(); }, "/location", "missing"},
         row{[](auto& b) { b.source = inline_script{}; }, "/properties/source/script", "missing"},
         row{[](auto& b) { b.source = built_in_command{}; }, "/properties/source/commandId", "missing"},
         row{[](auto& b) { b.timeout_in_seconds = 0; }, "/properties/timeoutInSeconds", "from 1"}});
    check_refused({}, run_command_request{}, "/commandId", "missing");
    check_refused({}, instance_selection{}, "/instanceIds", "for all of them");
}

BOOST_AUTO_TEST_CASE(a_definition_that_must_not_be_sent_is_refused) {
    using row = refusal<image_definition_creation>;
    const std::string p = "/properties/";
    check_refusals<image_definition_creation>(
        complete_definition_creation(),
        {row{[](auto& b) { b.os_type = {}; }, p + "osType", "missing"},
         row{[](auto& b) { b.os_state = {}; }, p + "osState", "missing"},
         row{[](auto& b) { b.identifier.publisher = ""; }, p + "identifier/publisher", "1 to 128"},
         row{[](auto& b) { b.identifier.publisher = std::string(129, 'a'); }, p + "identifier/publisher",
             "1 to 128"},
         row{[](auto& b) { b.identifier.offer = "a b"; }, p + "identifier/offer", "'a b' cannot be"},
         row{[](auto& b) { b.identifier.sku = "a."; }, p + "identifier/sku", "no dot at the end"},
         row{[](auto& b) {
                 b.recommended->vcpus = {8, 4};
             },
             p + "recommended/vCPUs/max", "below the least"},
         row{[](auto& b) { b.recommended->memory.min = 0; }, p + "recommended/memory/min", "from 1"},
         row{[](auto& b) { b.purchase_plan->product = ""; }, p + "purchasePlan/product", "missing"},
         row{[](auto& b) { b.features[0].value = ""; }, p + "features/0/value", "missing"}});
}

BOOST_AUTO_TEST_CASE(a_version_that_must_not_be_sent_is_refused) {
    using row = refusal<image_version_creation>;
    const std::string p = "/properties/publishingProfile/";
    const std::string s = "/properties/storageProfile/";
    check_refusals<image_version_creation>(
        complete_version_creations().back(),
        {row{[](auto& b) { b.publishing.target_regions.clear(); }, p + "targetRegions", "at least one"},
         row{[](auto& b) { b.publishing.target_regions[1].name = region("westEUROPE"); }, p + "targetRegions",
             "twice"},
         row{[](auto& b) { b.publishing.target_regions[1].name = region(); }, p + "targetRegions/1/name",
             "missing"},
         row{[](auto& b) { b.location = region("northeurope"); }, p + "targetRegions",
             "home region 'northeurope'"},
         row{[](auto& b) { b.publishing.replica_count = 0; }, p + "replicaCount",
             "0 is out of range; give a number from 1 to 100"},
         row{[](auto& b) { b.publishing.replica_count = 101; }, p + "replicaCount", "101 is out of range"},
         row{[](auto& b) { b.publishing.target_regions[0].regional_replica_count = -1; },
             p + "targetRegions/0/regionalReplicaCount", "-1"},
         row{[](auto& b) {
                 b.publishing.target_regions[0].additional_replica_sets[0].regional_replica_count = 101;
             },
             p + "targetRegions/0/additionalReplicaSets/0/regionalReplicaCount", "101"},
         row{[](auto& b) { b.publishing.target_regions[0].encryption->data_disks[1].lun = 0; },
             p + "targetRegions/0/encryption/dataDiskImages/1/lun", "twice"},
         row{[](auto& b) { b.publishing.target_extended_locations[0].extended_location = ""; },
             p + "targetExtendedLocations/0/extendedLocation/name", "missing"},
         row{[](auto& b) {
                 b.publishing.storage_account_strategy = storage_account_strategy::default_standard_lrs;
             },
             p + "storageAccountStrategy", "2025-03-03"},
         row{[](auto& b) {
                 b.publishing.storage_account_strategy = storage_account_strategy::default_standard_lrs;
             },
             p + "storageAccountStrategy", "excludes storageAccountType"},
         row{[](auto& b) { b.source = resource_source{}; }, s + "source/id", "missing"},
         row{[](auto& b) { std::get<disk_sources>(b.source).data_disks[1].lun = 0; },
             s + "dataDiskImages/1/lun", "twice"},
         row{[](auto& b) {
                 std::get<disk_sources>(b.source).os_disk.source = vhd_source{"u", {}};
             },
             s + "osDiskImage/source/storageAccountId", "missing"},
         row{[](auto& b) { b.uefi->signatures[0].values.clear(); },
             "/properties/securityProfile/uefiSettings/additionalSignatures/db/0/value", "at least one"}});
    using change = refusal<image_version_update>;
    check_refusals<image_version_update>(
        complete_version_update(),
        {change{[](auto& b) { b.publishing->target_regions.clear(); }, p + "targetRegions", "at least one"},
         change{[](auto& b) { b.publishing->target_regions[1] = b.publishing->target_regions[0]; },
                p + "targetRegions", "twice"}});
}

BOOST_AUTO_TEST_CASE(all_that_is_wrong_is_named_at_once) {
    image_definition_creation bad;
    const auto text = write_body({}, bad);
    BOOST_REQUIRE(!text.has_value());
    BOOST_TEST(text.error().violations.size() == 6U);
    BOOST_TEST(
        text.error().message ==
        "an image definition to create: /location: it is missing, and the service needs it; give it a value "
        "(and 5 more violations)");
}

BOOST_AUTO_TEST_CASE(members_of_later_api_versions_are_sent_where_they_are_known) {
    service later;
    later.versions.galleries = "2026-03-03";
    gallery_update gallery;
    gallery.soft_delete = soft_delete_policy{true, 14, 7};
    BOOST_TEST(*write_body(later, gallery) ==
               R"({"properties":{"softDeletePolicy":{"gracePeriodInDays":7,"isSoftDeleteEnabled":true,)"
               R"("retentionPeriodInDays":14}}})");
    image_version_update version;
    version.publishing = publishing_body{};
    version.publishing->target_regions = {{region("westeurope"), {}, {}, {}, {}, {}, {}}};
    version.publishing->storage_account_strategy = storage_account_strategy::prefer_standard_zrs;
    BOOST_TEST(*write_body(later, version) ==
               R"({"properties":{"publishingProfile":{"storageAccountStrategy":"PreferStandard_ZRS",)"
               R"("targetRegions":[{"name":"westeurope"}]},"storageProfile":{}}})");
}

BOOST_AUTO_TEST_SUITE_END()
