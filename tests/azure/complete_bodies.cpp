#include "complete_bodies.hpp"

#include <string>
#include <utility>

namespace ingot_test {

using namespace ingot::azure;
using ingot::region;
using ingot::resource_id;

namespace {

const std::string group =
    "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/images/providers/";

resource_id id(const std::string& below_group) { return *resource_id::parse(group + below_group); }

managed_identity identity() {
    return {identity_kind::system_and_user_assigned,
            {id("Microsoft.ManagedIdentity/userAssignedIdentities/i")}};
}

gallery_sharing sharing() {
    return {ingot::sharing::community,
            community_gallery_info{"https://example.com", "a@example.com", "eula", "pub"}};
}

recommended_machine recommended() { return {{2, 16}, {4, 64}}; }

std::vector<image_feature> features() {
    return {{"SecurityType", "TrustedLaunch", ingot::image_version{2, 0, 0}, {}}};
}

image_encryption encryption() {
    const resource_id set = id("Microsoft.Compute/diskEncryptionSets/e");
    image_encryption made;
    made.os_disk = os_disk_encryption{set, confidential_encryption::with_cmk, set, {}, {}};
    made.data_disks = {{0, set, {}}, {1, set, {}}};
    return made;
}

publishing_body publishing() {
    target_region_body home;
    home.name = region("West Europe");
    home.regional_replica_count = 3;
    home.storage_account_type = storage_account_type::standard_zrs;
    home.exclude_from_latest = false;
    home.encryption = encryption();
    home.additional_replica_sets = {{storage_account_type::premium_v2_lrs, 2, {}}};
    target_region_body other;
    other.name = region("eastus");
    target_extended_location zone;
    zone.name = region("westus");
    zone.extended_location = "microsoftlosangeles1";
    zone.extended_location_type = "EdgeZone";
    zone.replica_count = 1;
    zone.storage_account_type = storage_account_type::standard_ssd_lrs;
    zone.encryption = encryption();

    publishing_body made;
    made.target_regions = {home, other};
    made.target_extended_locations = {zone};
    made.replica_count = 2;
    made.exclude_from_latest = true;
    made.end_of_life_date = *ingot::parse_timestamp("2030-01-01T00:00:00Z");
    made.storage_account_type = storage_account_type::standard_lrs;
    made.replication_mode = replication_mode::full;
    return made;
}

disk_sources disks(const disk_source& source) {
    return {{source, host_caching::read_only},
            {{0, source, host_caching::none}, {1, source, host_caching::read_write}}};
}

} // namespace

gallery_creation complete_gallery_creation() {
    gallery_creation made;
    made.location = region("westeurope");
    made.tags = {{"team", "images"}, {"empty", ""}};
    made.description = "golden images";
    made.identity = identity();
    made.sharing = sharing();
    made.soft_delete = soft_delete_policy{true, {}, {}};
    return made;
}

gallery_update complete_gallery_update() {
    gallery_update made;
    made.tags = ingot::tags{{"team", "images"}};
    made.description = "";
    made.identity = identity();
    made.sharing = sharing();
    made.soft_delete = soft_delete_policy{false, {}, {}};
    return made;
}

gallery_sharing_update complete_sharing_update() {
    return {sharing_operation::add,
            {{sharing_group_kind::subscription, {"5f0ad1e0-0000-4000-8000-000000000002"}},
             {sharing_group_kind::tenant, {"5f0ad1e0-0000-4000-8000-000000000003"}}}};
}

image_definition_creation complete_definition_creation() {
    image_definition_creation made;
    made.location = region("westeurope");
    made.tags = {{"tier", "prod"}};
    made.os_type = os_type::linux_os;
    made.os_state = os_state::generalized;
    made.identifier = {"contoso", "linux.base", "22_04-lts"};
    made.hyper_v_generation = hyper_v_generation::v2;
    made.architecture = architecture::arm64;
    made.description = "a base";
    made.eula = "https://example.com/eula";
    made.privacy_statement_uri = "https://example.com/privacy";
    made.release_note_uri = "https://example.com/notes";
    made.end_of_life_date = *ingot::parse_timestamp("2030-01-01T00:00:00Z");
    made.recommended = recommended();
    made.disallowed_disk_types = {"Standard_LRS"};
    made.purchase_plan = purchase_plan{"plan", "publisher", "product"};
    made.features = features();
    return made;
}

image_definition_update complete_definition_update() {
    image_definition_update made;
    made.os_type = os_type::windows_os;
    made.os_state = os_state::specialized;
    made.identifier = {"contoso", "windows", "2025"};
    made.hyper_v_generation = hyper_v_generation::v1;
    made.tags = ingot::tags{{"tier", "prod"}};
    made.description = "a base";
    made.release_note_uri = "https://example.com/notes";
    made.end_of_life_date = *ingot::parse_timestamp("2030-01-01T00:00:00Z");
    made.recommended = recommended();
    made.features = features();
    return made;
}

std::vector<image_version_creation> complete_version_creations() {
    const resource_source snapshot{id("Microsoft.Compute/snapshots/s")};
    const vhd_source blob{"https://example.blob.core.windows.net/vhds/os.vhd",
                          id("Microsoft.Storage/storageAccounts/example")};
    const std::vector<image_source> sources{
        resource_source{id("Microsoft.Compute/images/built")},
        virtual_machine_source{id("Microsoft.Compute/virtualMachines/builder")},
        community_image_source{"/CommunityGalleries/pub-1/Images/i/Versions/1.0.0"},
        disks(snapshot),
        disks(blob),
    };
    image_version_creation made;
    made.location = region("westeurope");
    made.tags = {{"ingot-stage", "candidate"}};
    made.publishing = publishing();
    made.safety = {false, true};
    const uefi_key key{uefi_key_type::sha256, {"Zm9v", "YmFy"}};
    made.uefi = uefi_settings{{uefi_signature_template::microsoft_windows},
                              key,
                              {{uefi_key_type::x509, {"Zm9v"}}},
                              {key},
                              {key, key}};
    std::vector<image_version_creation> all;
    for (const image_source& source : sources) {
        made.source = source;
        all.push_back(made);
    }
    return all;
}

image_version_update complete_version_update() {
    image_version_update made;
    made.tags = ingot::tags{};
    made.publishing = publishing();
    made.safety = {true, false};
    return made;
}

run_command_request complete_run_command() {
    return {"RunShellScript", {"echo $1", "exit 0"}, {{"arg", "value"}}};
}

std::vector<managed_run_command_creation> complete_managed_run_commands() {
    managed_run_command_creation made;
    made.location = region("westeurope");
    made.tags = {{"a", "b"}};
    made.parameters = {{"arg", "value"}};
    made.protected_parameters = {{"secret", "value"}};
    made.async_execution = true;
    made.run_as_user = "user";
    made.run_as_password = "password";
    made.timeout_in_seconds = 600;
    made.output_blob_uri = "https://example.blob.core.windows.net/out/o";
    made.error_blob_uri = "https://example.blob.core.windows.net/out/e";
    made.treat_failure_as_deployment_failure = true;
    std::vector<managed_run_command_creation> all(3, made);
    all[0].source = inline_script{"echo hello"};
    all[1].source = script_address{"https://example.com/script.sh"};
    all[2].source = built_in_command{"RunShellScript"};
    return all;
}

} // namespace ingot_test
