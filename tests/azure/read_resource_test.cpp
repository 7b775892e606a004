#include "stranger.hpp"

#include <ingot/azure/read/activity_log_event.hpp>
#include <ingot/azure/read/disk.hpp>
#include <ingot/azure/read/managed_image.hpp>
#include <ingot/azure/read/managed_run_command.hpp>
#include <ingot/azure/read/policy_state.hpp>
#include <ingot/azure/read/resource_graph_page.hpp>
#include <ingot/azure/read/rolling_upgrade.hpp>
#include <ingot/azure/read/run_command_result.hpp>
#include <ingot/azure/read/scale_set.hpp>
#include <ingot/azure/read/scale_set_instance.hpp>
#include <ingot/azure/read/shared_image.hpp>
#include <ingot/azure/read/soft_deleted_version.hpp>
#include <ingot/azure/read/virtual_machine.hpp>
#include <ingot/azure/read/what_if.hpp>
#include <ingot/azure/resource_answer.hpp>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

using namespace ingot::azure;
using ingot::errc;
namespace filesystem = std::filesystem;

namespace {

const filesystem::path specification = filesystem::path(INGOT_AZURE_SPEC) / "specification";

boost::test_tools::assertion_result is_present(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(filesystem::is_directory(specification));
    there.message() << "there are no OpenAPI files in " << specification.string() << "; set INGOT_AZURE_SPEC";
    return there;
}

std::string text_of(const rapidjson::Value& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return buffer.GetString();
}

using reader = std::function<std::string(const std::string&)>;

/// What is wrong with reading it; empty: nothing.
template <class Resource>
std::string problem_with(const std::string& json) {
    const auto read = read_resource<Resource>(json, "test");
    return read ? std::string() : read.error().message;
}
template <class Resource>
std::string problem_with_page(const std::string& json) {
    const auto read = read_page<Resource>(json, "test");
    return read ? std::string() : read.error().message;
}

template <class Resource>
Resource reading(const std::string& json) {
    auto read = read_resource<Resource>(json, "test");
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? std::string() : read.error().message));
    return std::move(*read);
}

const std::string compute = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/";
const std::string definition = compute + "galleries/a/images/b";

/// One of each type, with all that is read of it.
struct sample {
    std::string what;
    std::string json;
    reader read;
};

const std::vector<sample>& samples() {
    static const std::string reference = R"({"id":")" + definition + R"(","exactVersion":"1.2.3"})";
    static const std::string view =
        R"({"vmAgent":{"vmAgentVersion":"2","statuses":[{"code":"ProvisioningState/succeeded","displayStatus":"Ready"}]},)"
        R"("computerName":"c","osName":"n","osVersion":"v","statuses":[{"code":"ProvisioningState/succeeded","level":"Info",)"
        R"("displayStatus":"d","message":"m","time":"2026-01-01T00:00:00Z"},{"code":"PowerState/running"}]})";
    static const std::vector<sample> all{
        {"instance view", view, problem_with<instance_view>},
        {"virtual machine",
         R"({"id":")" + compute +
             R"(virtualMachines/m","location":"West Europe","tags":{"a":"b"},"etag":"\"1\"","properties":)"
             R"({"vmId":"v","hardwareProfile":{"vmSize":"Standard_D2s_v5"},"provisioningState":"Succeeded","timeCreated":"2026-01-01T00:00:00Z",)"
             R"("storageProfile":{"imageReference":)" +
             reference + R"(,"osDisk":{"osType":"Linux","managedDisk":{"id":")" + compute +
             R"(disks/o"}},"dataDisks":[{"lun":0,"managedDisk":{"id":")" + compute +
             R"(disks/d"}}]},"virtualMachineScaleSet":{"id":")" + compute +
             R"(virtualMachineScaleSets/f"},"instanceView":)" + view + "}}",
         problem_with<virtual_machine>},
        {"scale set",
         R"({"id":")" + compute +
             R"(virtualMachineScaleSets/f","location":"westeurope","sku":{"name":"s","capacity":3},"properties":)"
             R"({"provisioningState":"Updating","orchestrationMode":"Uniform","upgradePolicy":{"mode":"Rolling","automaticOSUpgradePolicy":)"
             R"({"enableAutomaticOSUpgrade":true}},"virtualMachineProfile":{"storageProfile":{"imageReference":)" +
             reference + "}}}}",
         problem_with<scale_set>},
        {"scale set instance",
         R"({"id":")" + compute +
             R"(virtualMachineScaleSets/f/virtualMachines/0","instanceId":"0","properties":{"latestModelApplied":false,)"
             R"("provisioningState":"Succeeded","storageProfile":{"imageReference":)" +
             reference + R"(},"instanceView":)" + view + "}}",
         problem_with<scale_set_instance>},
        {"rolling upgrade",
         R"({"properties":{"runningStatus":{"code":"Faulted","lastAction":"Start","startTime":"2026-01-01T00:00:00Z",)"
         R"("lastActionTime":"2026-01-01T00:00:01Z"},"progress":{"successfulInstanceCount":1,"failedInstanceCount":2,)"
         R"("inProgressInstanceCount":3,"pendingInstanceCount":4},"error":{"code":"MaxUnhealthyInstancePercentExceeded","message":"m"}}})",
         problem_with<rolling_upgrade>},
        {"run command result",
         R"({"value":[{"code":"ComponentStatus/StdOut/succeeded","level":"Info","message":"out"}]})",
         problem_with<run_command_result>},
        {"managed run command",
         R"({"id":")" + compute +
             R"(virtualMachines/m/runCommands/r","properties":{"provisioningState":"Succeeded","instanceView":)"
             R"({"executionState":"Failed","exitCode":-7,"output":"o","error":"e","executionMessage":"m","startTime":"2026-01-01T00:00:00Z",)"
             R"("endTime":"2026-01-01T00:00:01Z"}}})",
         problem_with<managed_run_command>},
        {"what-if",
         R"({"status":"Succeeded","properties":{"changes":[{"resourceId":"/x","changeType":"Modify","before":{"a":1},"after":{"a":2},)"
         R"("delta":[{"path":"a","propertyChangeType":"Array","children":[{"path":"0","propertyChangeType":"Modify","before":1,"after":[2]}]}]}]}})",
         problem_with<what_if_result>},
        {"policy state",
         R"({"timestamp":"2026-01-01T00:00:00Z","resourceId":"/x","complianceState":"NonCompliant","policyAssignmentId":"/a",)"
         R"("policyDefinitionId":"/d","policySetDefinitionId":"/s","policyDefinitionAction":"audit"})",
         problem_with<policy_state>},
        {"graph page",
         R"({"totalRecords":2,"count":1,"resultTruncated":"false","$skipToken":"t","data":[{"id":"/x","n":1.50}],"facets":[]})",
         problem_with<resource_graph_page>},
        {"soft-deleted version",
         R"({"location":"West US","properties":{"resourceArmId":")" + definition +
             R"(/versions/1.0.0","softDeletedTime":"2024-10-17T13:01:05+00:00","consumptionEndTime":"2024-10-24T13:01:05Z",)"
             R"("hardDeletionTargetTime":"2024-10-31T13:01:05Z"}})",
         problem_with<soft_deleted_version>},
        {"shared image",
         R"({"name":"i","location":"w","identifier":{"uniqueId":"/SharedGalleries/g/Images/i"},"properties":{"osType":"Linux",)"
         R"("osState":"Generalized","hyperVGeneration":"V2","architecture":"x64","identifier":{"publisher":"p","offer":"o","sku":"s"},)"
         R"("endOfLifeDate":"2030-01-01T00:00:00Z","artifactTags":{"a":"b"}}})",
         problem_with<shared_image>},
        {"shared version",
         R"({"name":"1.2.3","location":"w","identifier":{"uniqueId":"/CommunityGalleries/p-1/Images/i/Versions/1.2.3"},"properties":)"
         R"({"publishedDate":"2026-01-01T00:00:00Z","endOfLifeDate":"2030-01-01T00:00:00Z","excludeFromLatest":false,)"
         R"("imageState":"SoftDeleted","consumptionEndTime":"2026-02-01T00:00:00Z","artifactTags":{}}})",
         problem_with<shared_image_version>},
        {"disk",
         R"({"id":")" + compute + R"(disks/d","location":"w","managedBy":")" + compute +
             R"(virtualMachines/m","managedByExtended":[")" + compute + R"(virtualMachines/m",")" + compute +
             R"(virtualMachines/n"],"sku":{"name":"Premium_LRS"},"properties":)"
             R"({"diskState":"Attached","osType":"Windows","hyperVGeneration":"V2","diskSizeGB":128,"uniqueId":"u",)"
             R"("provisioningState":"Succeeded","timeCreated":"2026-01-01T00:00:00Z","creationData":{"createOption":"FromImage",)"
             R"("galleryImageReference":{"id":")" +
             definition + R"(/versions/1.0.0"},"sourceUniqueId":"q"}}})",
         problem_with<disk>},
        {"snapshot",
         R"({"id":")" + compute +
             R"(snapshots/s","location":"w","properties":{"incremental":true,"completionPercent":99.5,"diskSizeGB":30,)"
             R"("creationData":{"createOption":"Copy","sourceResourceId":")" +
             compute + R"(disks/d"}}})",
         problem_with<snapshot>},
        {"managed image",
         R"({"id":")" + compute +
             R"(images/i","location":"w","properties":{"provisioningState":"Succeeded","hyperVGeneration":"V1",)"
             R"("sourceVirtualMachine":{"id":")" +
             compute +
             R"(virtualMachines/m"},"storageProfile":{"osDisk":{"osType":"Linux","osState":"Generalized"}}}})",
         problem_with<managed_image>},
        {"activity log event",
         R"({"eventDataId":"e","correlationId":"c","operationId":"o","eventTimestamp":"2026-01-01T00:00:00Z","operationName":)"
         R"({"value":"Microsoft.Compute/galleries/images/versions/delete","localizedValue":"Bild löschen"},"category":{"value":"Administrative"},)"
         R"("status":{"value":"Failed"},"subStatus":{"value":"Conflict"},"level":"Error","caller":"me","resourceId":"/x"})",
         problem_with<activity_log_event>},
    };
    return all;
}

const std::string& json_of(const std::string& what) {
    return std::find_if(samples().begin(), samples().end(),
                        [&](const sample& one) { return one.what == what; })
        ->json;
}

} // namespace

BOOST_AUTO_TEST_SUITE(read_resources)

BOOST_AUTO_TEST_CASE(whatever_the_service_adds_does_not_disturb) {
    for (const sample& one : samples())
        for (std::uint32_t seed = 0; seed < 30; ++seed) {
            rapidjson::Document document;
            document.Parse(one.json.c_str());
            BOOST_REQUIRE_MESSAGE(!document.HasParseError(), one.what);
            if (seed > 0) {
                // A map of tags is the user's own, and a row of a query is read as it is.
                ingot_test::stranger(seed).strew(document, document.GetAllocator());
                for (const char* const tags : {"tags", "artifactTags"}) {
                    if (document.HasMember(tags)) document[tags].SetObject();
                    if (document.HasMember("properties") && document["properties"].HasMember(tags))
                        document["properties"][tags].SetObject();
                }
            }
            const std::string problem = one.read(text_of(document));
            BOOST_TEST(problem.empty(), one.what << ": " << problem);
        }
}

BOOST_AUTO_TEST_CASE(a_member_of_another_type_is_refused_with_its_place) {
    std::size_t refused = 0;
    for (const sample& one : samples()) {
        // Each member of `properties`, or of the root where there are none, becomes a number below zero with
        // a fraction, which none of them is.
        rapidjson::Document document;
        document.Parse(one.json.c_str());
        const bool below = document.HasMember("properties");
        const auto& names = below ? document["properties"] : static_cast<const rapidjson::Value&>(document);
        std::vector<std::string> members;
        for (const auto& member : names.GetObject()) members.emplace_back(member.name.GetString());
        for (const std::string& name : members) {
            if (name == "count" || name == "facets" || name == "completionPercent")
                continue; // not read, or any number
            rapidjson::Document changed;
            changed.CopyFrom(document, changed.GetAllocator());
            auto& parent = below ? changed["properties"] : static_cast<rapidjson::Value&>(changed);
            parent[name.c_str()].SetDouble(-1.5);
            const std::string problem = one.read(text_of(changed));
            const bool named = problem.find((below ? "/properties/" : "/") + name) != std::string::npos ||
                               problem.find("'" + name + "'") != std::string::npos;
            BOOST_TEST(named, one.what << ", " << name << ": " << problem);
            ++refused;
        }
        for (const std::string wrong : {"[]", "7", "null", "\"text\"", "", "{"})
            BOOST_TEST(!one.read(wrong).empty(), one.what << ": " << wrong);
    }
    BOOST_TEST(refused > 60U);
}

BOOST_AUTO_TEST_CASE(azures_own_examples_are_read, *boost::unit_test::precondition(is_present)) {
    struct row {
        std::string file;
        reader read;
    };
    const std::string base = "compute/resource-manager/Microsoft.Compute/";
    const std::string machines = base + "ComputeRP/stable/2024-07-01/examples/";
    const std::string galleries = base + "GalleryRP/stable/2024-03-03/examples/";
    for (const auto& [file, read] :
         {row{machines + "virtualMachineExamples/VirtualMachine_Get_InstanceView.json",
              problem_with<instance_view>},
          row{machines + "virtualMachineExamples/VirtualMachine_Get.json", problem_with<virtual_machine>},
          row{machines + "virtualMachineScaleSetExamples/VirtualMachineScaleSet_Get.json",
              problem_with<scale_set>},
          row{machines + "virtualMachineScaleSetExamples/VirtualMachineScaleSetVM_Get_WithUserData.json",
              problem_with<scale_set_instance>},
          row{machines + "virtualMachineScaleSetExamples/"
                         "VirtualMachineScaleSetRollingUpgrade_GetLatest_MaximumSet_Gen.json",
              problem_with<rolling_upgrade>},
          row{machines + "virtualMachineScaleSetExamples/"
                         "VirtualMachineScaleSetRollingUpgrade_GetLatest_MinimumSet_Gen.json",
              problem_with<rolling_upgrade>},
          row{machines + "runCommandExamples/VirtualMachineRunCommand.json",
              problem_with<run_command_result>},
          row{machines + "runCommandExamples/VirtualMachineRunCommand_Get.json",
              problem_with<managed_run_command>},
          row{machines + "runCommandExamples/VirtualMachineRunCommand_List.json",
              problem_with_page<managed_run_command>},
          row{machines + "imageExamples/Image_Get.json", problem_with<managed_image>},
          row{galleries + "galleryExamples/GallerySoftDeletedResource_ListByArtifactName.json",
              problem_with_page<soft_deleted_version>},
          row{galleries + "sharedGalleryExamples/SharedGallery_Get.json", problem_with<shared_gallery>},
          row{galleries + "sharedGalleryExamples/SharedGalleryImage_Get.json", problem_with<shared_image>},
          row{galleries + "communityGalleryExamples/CommunityGalleryImage_Get.json",
              problem_with<shared_image>},
          row{"policyinsights/resource-manager/Microsoft.PolicyInsights/stable/2024-10-01/examples/"
              "PolicyStates_QuerySubscriptionScope.json",
              problem_with_page<policy_state>},
          row{"monitor/resource-manager/Microsoft.Insights/stable/2015-04-01/examples/"
              "GetActivityLogsFiltered.json",
              problem_with_page<activity_log_event>}}) {
        std::ifstream stream(specification / file, std::ios::binary);
        BOOST_REQUIRE_MESSAGE(stream.good(), file);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        rapidjson::Document example;
        example.Parse(text.c_str());
        BOOST_REQUIRE_MESSAGE(!example.HasParseError(), file);
        const std::string problem = read(text_of(example["responses"]["200"]["body"]));
        BOOST_TEST(problem.empty(), file << ": " << problem);
    }
}

BOOST_AUTO_TEST_CASE(the_view_of_a_machine_says_its_power_its_agent_and_whether_it_is_generalized) {
    struct row {
        std::string codes; ///< of the machine
        std::string power;
        bool generalized;
        std::string provisioning;
    };
    for (const auto& [codes, power, generalized, provisioning] :
         {row{R"({"code":"ProvisioningState/succeeded"},{"code":"PowerState/running"})", "running", false,
              "succeeded"},
          row{R"({"code":"powerstate/DEALLOCATED"},{"code":"osstate/Generalized"})", "deallocated", true, ""},
          row{R"({"code":"PowerState/hibernated"})", "hibernated", false, ""},
          row{R"({"code":"ProvisioningState/failed/AllocationFailed"})", "", false,
              "failed/AllocationFailed"},
          row{"", "", false, ""}}) {
        const auto view = reading<instance_view>(R"({"statuses":[)" + codes + "]}");
        BOOST_TEST(view.power().spelling() == power, codes);
        BOOST_TEST(view.generalized() == generalized, codes);
        BOOST_TEST(view.provisioning() == provisioning, codes);
        BOOST_TEST(!view.agent_ready());
    }
    BOOST_TEST(reading<instance_view>(json_of("instance view")).agent_ready());
    BOOST_TEST(
        !reading<instance_view>(R"({"vmAgent":{"statuses":[{"displayStatus":"Not Ready"}]}})").agent_ready());
}

BOOST_AUTO_TEST_CASE(a_machine_says_what_it_was_made_of) {
    const auto machine = reading<virtual_machine>(json_of("virtual machine"));
    BOOST_TEST(machine.location.name() == "westeurope");
    BOOST_TEST(machine.size == "Standard_D2s_v5");
    BOOST_TEST((machine.os_type == os_type::linux_os));
    BOOST_TEST(machine.os_disk.text() == compute + "disks/o");
    BOOST_TEST(machine.data_disks.size() == 1U);
    BOOST_TEST(machine.scale_set.text() == compute + "virtualMachineScaleSets/f");
    BOOST_TEST((machine.provisioning_state == arm_provisioning::succeeded));
    BOOST_REQUIRE(machine.view.has_value());
    BOOST_TEST((machine.view->power() == power_state::running));
    BOOST_REQUIRE(machine.image.has_value());
    const auto target = machine.image->target();
    BOOST_REQUIRE(target.has_value());
    BOOST_TEST((*target)->text() == ingot::fold(definition) + "/versions/1.2.3");
}

BOOST_AUTO_TEST_CASE(an_image_is_known_by_its_exact_version_before_its_id) {
    struct row {
        image_reference reference;
        std::string target; ///< empty: none; "?": not to be known
    };
    const std::string folded = ingot::fold(definition);
    for (const auto& [reference, target] :
         {row{{definition, "", "", "", "", "", "", ""}, folded + "/versions/latest"},
          row{{definition, "", "", "", "", "", "", "2.0.0"}, folded + "/versions/2.0.0"},
          row{{definition + "/versions/1.0.0", "", "", "", "", "", "", ""}, folded + "/versions/1.0.0"},
          row{{"", "/SharedGalleries/G/Images/I/Versions/latest", "", "", "", "", "", "1.0.0"},
              "/sharedgalleries/g/images/i/versions/1.0.0"},
          row{{"", "", "/CommunityGalleries/P/Images/I", "", "", "", "", ""},
              "/communitygalleries/p/images/i/versions/latest"},
          row{{compute + "images/managed", "", "", "", "", "", "", ""}, ""},
          row{{"", "", "", "Canonical", "ubuntu", "22", "latest", "22.04.2026"}, ""},
          row{{definition, "", "", "", "", "", "", "two"}, "?"},
          row{{"/SharedGalleries/g", "", "", "", "", "", "", ""}, ""},
          row{{definition + "/versions/one", "", "", "", "", "", "", ""}, "?"}}) {
        const auto found = reference.target();
        const std::string text = !found ? "?" : *found ? (*found)->text() : "";
        BOOST_TEST(text == target, reference.id);
    }
}

BOOST_AUTO_TEST_CASE(a_scale_set_says_how_it_moves_to_another_image) {
    const auto set = reading<scale_set>(json_of("scale set"));
    BOOST_TEST(set.capacity.value() == 3);
    BOOST_TEST((set.orchestration == orchestration_mode::uniform));
    BOOST_TEST((set.upgrade == upgrade_mode::rolling));
    BOOST_TEST(set.automatic_os_upgrade);
    BOOST_TEST(set.image->id == definition);
    const auto instance = reading<scale_set_instance>(json_of("scale set instance"));
    BOOST_TEST(instance.instance_id == "0");
    BOOST_TEST((instance.latest_model_applied == false));
    BOOST_TEST(instance.image->exact_version == "1.2.3");
    const auto bare = reading<scale_set_instance>(R"({"id":"/subscriptions/s"})");
    BOOST_TEST(!bare.latest_model_applied.has_value());
}

BOOST_AUTO_TEST_CASE(a_rolling_upgrade_goes_on_until_a_code_that_is_known_says_otherwise) {
    const auto upgrade = reading<rolling_upgrade>(json_of("rolling upgrade"));
    BOOST_TEST(
        (upgrade.successful == 1 && upgrade.failed == 2 && upgrade.in_progress == 3 && upgrade.pending == 4));
    BOOST_TEST(upgrade.error_code == "MaxUnhealthyInstancePercentExceeded");
    for (const auto& [code, ended] :
         {std::pair("RollingForward", false), std::pair("Cancelled", true), std::pair("completed", true),
          std::pair("Faulted", true), std::pair("Paused", false), std::pair("", false)})
        BOOST_TEST(reading<rolling_upgrade>(R"({"properties":{"runningStatus":{"code":")" +
                                            std::string(code) + R"("}}})")
                           .ended() == ended,
                   code);
}

BOOST_AUTO_TEST_CASE(what_a_script_wrote_is_found_on_windows_and_on_linux) {
    struct row {
        std::string statuses;
        std::string output; ///< "-": none
        std::string error;
    };
    for (
        const auto& [statuses, output, error] :
        {row{R"({"code":"ComponentStatus/StdOut/succeeded","message":"out"},{"code":"ComponentStatus/StdErr/succeeded","message":"err"})",
             "out", "err"},
         row{R"({"code":"ComponentStatus/StdOut/succeeded","message":""})", "", "-"},
         row{R"({"code":"ProvisioningState/succeeded","message":"Enable succeeded: \n[stdout]\nhello\nworld\n\n[stderr]\n"})",
             "hello\nworld", ""},
         row{R"({"code":"ProvisioningState/succeeded","message":"[stdout]\na\n[stderr]\nno such file"})", "a",
             "no such file"},
         row{R"({"code":"ProvisioningState/failed/0","message":"it was not run"})", "-", "-"},
         row{"", "-", "-"}}) {
        const auto done = reading<run_command_result>(R"({"value":[)" + statuses + "]}");
        BOOST_TEST(std::string(done.output().value_or("-")) == output, statuses);
        BOOST_TEST(std::string(done.error_output().value_or("-")) == error, statuses);
    }
}

BOOST_AUTO_TEST_CASE(a_script_succeeded_only_when_it_was_run_and_its_exit_code_is_there_and_zero) {
    struct row {
        std::string view;
        bool ended;
        bool succeeded;
    };
    for (const auto& [view, ended, succeeded] :
         {row{R"("executionState":"Succeeded","exitCode":0)", true, true},
          row{R"("executionState":"Succeeded","exitCode":1)", true, false},
          row{R"("executionState":"Succeeded")", true, false},
          row{R"("executionState":"Failed","exitCode":0)", true, false},
          row{R"("executionState":"TimedOut")", true, false},
          row{R"("executionState":"Canceled")", true, false},
          row{R"("executionState":"Running","exitCode":0)", false, false},
          row{R"("executionState":"Pending")", false, false},
          row{R"("executionState":"Sleeping","exitCode":0)", false, false}, row{"", false, false}}) {
        const auto command = reading<managed_run_command>(
            R"({"id":"/subscriptions/s","properties":{"provisioningState":"Succeeded","instanceView":{)" +
            view + "}}}");
        BOOST_TEST(command.view->ended() == ended, view);
        BOOST_TEST(command.view->succeeded() == succeeded, view);
    }
    BOOST_TEST(reading<managed_run_command>(json_of("managed run command")).view->exit_code.value() == -7);
    BOOST_TEST(
        !reading<managed_run_command>(R"({"id":"/subscriptions/s","properties":{}})").view.has_value());
    BOOST_TEST(
        !problem_with<managed_run_command>(R"({"id":"/s","properties":{"instanceView":{"exitCode":1.5}}})")
             .empty());
}

BOOST_AUTO_TEST_CASE(a_what_if_keeps_what_would_change_as_it_came) {
    const auto result = reading<what_if_result>(json_of("what-if"));
    BOOST_REQUIRE(result.changes.size() == 1U);
    const what_if_change& change = result.changes.front();
    BOOST_TEST((change.type == what_if_change_type::modify));
    BOOST_TEST(change.before == R"({"a":1})");
    BOOST_TEST(change.delta.front().children.front().after == "[2]");
    BOOST_TEST(change.delta.front().before.empty());
    const auto failed =
        reading<what_if_result>(R"({"status":"Failed","error":{"code":"InvalidTemplate","message":"m"}})");
    BOOST_TEST(failed.error_code == "InvalidTemplate");
}

BOOST_AUTO_TEST_CASE(a_page_of_the_graph_is_whole_only_when_it_says_so) {
    const auto page = reading<resource_graph_page>(json_of("graph page"));
    BOOST_TEST(page.total_records == 2);
    BOOST_TEST(page.rows.front() == R"({"id":"/x","n":1.50})");
    BOOST_TEST(page.skip_token == "t");
    BOOST_TEST(!page.truncated);
    for (const std::string truncated :
         {R"("resultTruncated":"true",)", R"("resultTruncated":"perhaps",)", ""})
        BOOST_TEST(reading<resource_graph_page>("{" + truncated + R"("data":[]})").truncated, truncated);
    BOOST_TEST(!problem_with<resource_graph_page>(R"({"resultTruncated":false,"data":[]})").empty());
    const std::string table =
        problem_with<resource_graph_page>(R"({"resultTruncated":"false","data":{"columns":[],"rows":[]}})");
    BOOST_TEST(table.find("objectArray") != std::string::npos, table);
}

BOOST_AUTO_TEST_CASE(other_resources_say_what_decisions_rest_on) {
    const auto deleted = reading<soft_deleted_version>(json_of("soft-deleted version"));
    BOOST_TEST(deleted.version.text() == definition + "/versions/1.0.0");
    BOOST_TEST(ingot::format_timestamp(deleted.gone_at.value()) == "2024-10-31T13:01:05Z");
    const auto shared = reading<shared_image_version>(json_of("shared version"));
    BOOST_TEST(shared.version.to_string() == "1.2.3");
    BOOST_TEST((shared.state == shared_image_state::soft_deleted));
    BOOST_TEST((shared.exclude_from_latest == false));
    const auto image = reading<shared_image>(json_of("shared image"));
    BOOST_TEST((image.hyper_v_generation == hyper_v_generation::v2));
    const auto attached = reading<disk>(json_of("disk"));
    BOOST_TEST(attached.attached_to.size() == 2U);
    BOOST_TEST((*attached.creation.gallery_image->target())->version->to_string() == "1.0.0");
    const auto copy = reading<snapshot>(json_of("snapshot"));
    BOOST_TEST(copy.completion_percent.value() == 99.5);
    BOOST_TEST(copy.creation.source_resource.text() == compute + "disks/d");
    const auto managed = reading<managed_image>(json_of("managed image"));
    BOOST_TEST((managed.os_state == os_state::generalized));
    const auto event = reading<activity_log_event>(json_of("activity log event"));
    BOOST_TEST(event.operation == "Microsoft.Compute/galleries/images/versions/delete");
    BOOST_TEST(event.sub_status == "Conflict");
    const auto state = reading<policy_state>(json_of("policy state"));
    BOOST_TEST((state.state == compliance::non_compliant));
}

BOOST_AUTO_TEST_CASE(a_version_by_a_name_that_is_none_is_refused) {
    BOOST_TEST(problem_with<shared_image_version>(R"({"name":"latest"})").find("not an image version") !=
               std::string::npos);
    BOOST_TEST(
        problem_with<soft_deleted_version>(R"({"properties":{"resourceArmId":")" + definition + R"("}})")
            .find("/properties/resourceArmId") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
