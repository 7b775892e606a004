#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using namespace ingot_test;

namespace {

const std::string set_id = compute + "/virtualMachineScaleSets/fleet";

/// A scale set of three instances, on version 1.0.0.
struct three_instances : emulated_azure {
    three_instances() {
        api_version = "2024-07-01";
        make_definition();
        static_cast<void>(publish("1.0.0"));
        settle();
        static_cast<void>(
            put(set_id, R"({"location": "West Europe", "sku": {"name": "x", "capacity": 3}, "properties":
            {"upgradePolicy": {"mode": "Manual"}, "virtualMachineProfile": {"storageProfile": {"imageReference":
            {"id": ")" + definition_id +
                            R"("}}}}})"));
        pass(1min);
    }
    static std::string instance(const std::string& number) { return set_id + "/virtualMachines/" + number; }

    std::map<std::string, int> states() {
        std::map<std::string, int> counts;
        const auto view = get(set_id + "/instanceView");
        for (const auto& each : view.body["virtualMachine"]["statusesSummary"].GetArray())
            counts[each["code"].GetString()] = each["count"].GetInt();
        return counts;
    }
    std::string version(const std::string& number) {
        return get(instance(number)).text("/properties/storageProfile/imageReference/exactVersion");
    }
    std::string health(const std::string& number) {
        return get(instance(number) + "/instanceView").text("/vmHealth/status/code");
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(scale_set_instances)

BOOST_AUTO_TEST_CASE(power_actions_reach_those_that_are_named_or_all) {
    three_instances azure;
    BOOST_TEST(azure.states()["PowerState/running"] == 3);
    BOOST_TEST(azure.post(set_id + "/deallocate", R"({"instanceIds": ["1"]})").status == 202);
    BOOST_TEST(azure.states()["PowerState/deallocating"] == 1);
    BOOST_TEST(azure.post(set_id + "/start", "").code() == "AnotherOperationInProgress");
    azure.pass(2min);
    BOOST_TEST(azure.states()["PowerState/deallocated"] == 1);
    BOOST_TEST(azure.health("1") == "HealthState/unhealthy");
    BOOST_TEST(azure.health("0") == "HealthState/healthy");
    BOOST_TEST(azure.post(set_id + "/powerOff", "").status == 202); // the deallocated one is passed over
    azure.pass(2min);
    BOOST_TEST(azure.states()["PowerState/stopped"] == 2);
    BOOST_TEST(azure.states()["PowerState/deallocated"] == 1);
    BOOST_TEST(azure.post(set_id + "/start", R"({"instanceIds": ["*"]})").status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.states()["PowerState/running"] == 3);
    BOOST_TEST(azure.states()["ProvisioningState/succeeded"] == 3);
    BOOST_TEST(azure.post(set_id + "/restart", R"({"instanceIds": ["7"]})").status == 400);
}

BOOST_AUTO_TEST_CASE(one_instance_has_power_of_its_own) {
    three_instances azure;
    BOOST_TEST(azure.post(three_instances::instance("2") + "/poweroff", "").status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.states()["PowerState/stopped"] == 1);
    BOOST_TEST(azure.post(three_instances::instance("2") + "/restart", "").code() == "OperationNotAllowed");
    BOOST_TEST(azure.post(three_instances::instance("9") + "/start", "").status == 404);
    BOOST_TEST(azure.get(three_instances::instance("9") + "/instanceView").status == 404);
    BOOST_TEST(azure.post(three_instances::instance("2") + "/start", "").status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.states()["PowerState/running"] == 3);
}

BOOST_AUTO_TEST_CASE(reimaging_takes_what_the_reference_means_now) {
    three_instances azure;
    static_cast<void>(azure.publish("2.0.0"));
    azure.settle();
    BOOST_TEST(azure.post(three_instances::instance("0") + "/reimage", "").status == 202);
    BOOST_TEST(azure.version("0") == "1.0.0");
    azure.pass(3min);
    BOOST_TEST(azure.version("0") == "2.0.0");
    BOOST_TEST(azure.version("1") == "1.0.0");
    BOOST_TEST(azure.post(set_id + "/reimageall", R"({"instanceIds": ["1"]})").status == 202);
    azure.pass(3min);
    BOOST_TEST(azure.version("1") == "2.0.0");
    BOOST_TEST(azure.version("2") == "1.0.0");
    BOOST_TEST(azure.post(set_id + "/reimage", "").status == 202);
    azure.pass(3min);
    BOOST_TEST(azure.version("2") == "2.0.0");
}

BOOST_AUTO_TEST_CASE(reimaging_fails_once_the_image_is_gone_and_changes_nothing) {
    three_instances azure;
    static_cast<void>(azure.remove(version_id("1.0.0")));
    azure.pass(5min);
    BOOST_TEST(azure.post(set_id + "/reimage", "").code() == "GalleryImageNotFound");
    BOOST_TEST(azure.get(set_id).text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(deleting_instances_takes_the_capacity_along) {
    three_instances azure;
    BOOST_TEST(azure.post(set_id + "/delete", "{}").text("/error/target") == "instanceIds");
    BOOST_TEST(azure.post(set_id + "/delete", R"({"instanceIds": ["0", "9"]})").status == 400);
    BOOST_TEST(azure.post(set_id + "/delete", R"({"instanceIds": ["0", "2"]})").status == 202);
    BOOST_TEST(azure.get(three_instances::instance("0")).text("/properties/provisioningState") == "Deleting");
    azure.pass(2min);
    BOOST_TEST(azure.get(three_instances::instance("0")).status == 404);
    BOOST_TEST(azure.get(three_instances::instance("1")).status == 200);
    BOOST_TEST(azure.get(set_id).number("/sku/capacity") == 1);
}

BOOST_AUTO_TEST_CASE(an_instance_runs_scripts_until_it_goes) {
    three_instances azure;
    const std::string script = R"({"commandId": "RunShellScript", "script": ["ls"]})";
    const auto started = azure.post(three_instances::instance("0") + "/runCommand", script);
    BOOST_TEST(started.status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(started.header("Location")).size("/value") == 1U);
    const auto doomed = azure.post(three_instances::instance("2") + "/runCommand",
                                   R"({"commandId": "RunShellScript", "script": ["waagent -deprovision"]})");
    azure.pass(1min);
    static_cast<void>(azure.patch(set_id, R"({"sku": {"capacity": 1}})"));
    BOOST_TEST(azure.get(doomed.header("Location")).code() == "OperationPreempted");
}

BOOST_AUTO_TEST_SUITE_END()
