#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <set>

using namespace ingot_test;

namespace {

const std::string set_id = compute + "/virtualMachineScaleSets/fleet";
const std::string latest = set_id + "/rollingUpgrades/latest";
const std::string status = "/properties/runningStatus/code";
const std::string progress = "/properties/progress/";

/// A scale set of ten instances, on version 1.0.0 of the definition; of those that run another version, the
/// ones whose numbers are in `sick` are unhealthy.
struct fleet : emulated_azure {
    explicit fleet(const std::string& policy = "{}", const std::string& mode = "Manual")
        : fleet(policy, mode, std::make_shared<std::set<std::string>>()) {}

    fleet(const std::string& policy, const std::string& mode, std::shared_ptr<std::set<std::string>> ill)
        : emulated_azure(probing(ill)), sick(std::move(ill)) {
        api_version = "2024-07-01";
        make_definition();
        static_cast<void>(publish("1.0.0"));
        settle();
        BOOST_TEST(put(set_id, body(definition_id, policy, mode)).status == 201);
        pass(1min);
    }

    static ingot::emulator::options probing(const std::shared_ptr<std::set<std::string>>& ill) {
        ingot::emulator::options chosen;
        chosen.is_healthy = [ill](const ingot::emulator::probed_instance& asked) {
            const std::string id(asked.id);
            return asked.exact_version == "1.0.0" || !ill->contains(id.substr(id.rfind('/') + 1));
        };
        return chosen;
    }

    static std::string body(const std::string& image, const std::string& policy, const std::string& mode) {
        return R"({"location": "West Europe", "sku": {"name": "Standard_D2s_v5", "capacity": 10}, "properties":
            {"upgradePolicy": {"mode": ")" +
               mode + R"(", "rollingUpgradePolicy": )" + policy +
               R"(, "automaticOSUpgradePolicy": {"enableAutomaticOSUpgrade": false}}, "virtualMachineProfile":
               {"storageProfile": {"imageReference": {"id": ")" +
               image + R"("}}}}})";
    }

    void follow_latest(const std::string& more = "") {
        static_cast<void>(patch(set_id, R"({"properties": {"upgradePolicy": {"automaticOSUpgradePolicy":
            {"enableAutomaticOSUpgrade": true)" +
                                            more + "}}}}"));
        pass(1min);
    }

    /// A new latest version, at once usable in the region.
    void publish_latest(const std::string& version) {
        static_cast<void>(publish(version));
        pass(5min);
    }

    answer start() { return post(set_id + "/osRollingUpgrade", ""); }

    std::size_t count(const std::string& version) {
        std::size_t found = 0;
        const auto instances = get(set_id + "/virtualMachines");
        for (const auto& each : instances.body["value"].GetArray())
            if (each["properties"]["storageProfile"]["imageReference"]["exactVersion"].GetString() == version)
                ++found;
        return found;
    }
    std::string code() { return get(latest).text(status.c_str()); }
    int progress_of(const std::string& name) {
        return get(latest).number((progress + name + "InstanceCount").c_str());
    }

    std::shared_ptr<std::set<std::string>> sick;
};

} // namespace

BOOST_AUTO_TEST_SUITE(rolling_upgrades)

BOOST_AUTO_TEST_CASE(batches_are_no_larger_than_the_policy_allows) {
    for (const auto& [percent, size] :
         std::vector<std::pair<int, std::size_t>>{{20, 2}, {35, 3}, {5, 1}, {100, 10}}) {
        fleet azure(R"({"maxBatchInstancePercent": )" + std::to_string(percent) +
                    R"(, "pauseTimeBetweenBatches": "PT1M"})");
        azure.publish_latest("2.0.0");
        const auto started = azure.start();
        BOOST_TEST(started.status == 202);
        azure.pass(0s);
        std::size_t before = 0;
        for (int batch = 0; before < 10; ++batch) {
            const auto now = azure.get(latest);
            BOOST_TEST(now.text(status.c_str()) == "RollingForward");
            BOOST_TEST(now.number((progress + "inProgressInstanceCount").c_str()) ==
                       static_cast<int>(std::min(size, 10 - before)));
            BOOST_TEST(azure.get(started.header("Location")).status == 202);
            azure.pass(2min);
            const auto after = azure.count("2.0.0");
            BOOST_REQUIRE(after == std::min<std::size_t>(10, before + size));
            before = after;
            azure.pass(1min);
        }
        BOOST_TEST(azure.code() == "Completed");
        BOOST_TEST(azure.progress_of("successful") == 10);
        BOOST_TEST(azure.progress_of("pending") == 0);
        BOOST_TEST(azure.get(started.header("Location")).status == 200);
    }
}

BOOST_AUTO_TEST_CASE(too_many_unhealthy_instances_stop_an_upgrade) {
    // Of two sick ones in the first batch all are unhealthy; a limit of 100 percent lets them pass, until too
    // many of the scale set are.
    fleet strict;
    strict.sick->insert({"0", "1"});
    strict.publish_latest("2.0.0");
    const auto started = strict.start();
    strict.pass(3min);
    BOOST_TEST(strict.code() == "RollingForward"); // they may become healthy yet
    strict.pass(10min);
    BOOST_TEST(strict.code() == "Faulted");
    BOOST_TEST(strict.get(latest).text("/properties/error/code") ==
               "MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade");
    BOOST_TEST(strict.get(started.header("Azure-AsyncOperation")).text("/status") == "Failed");
    BOOST_TEST(strict.count("2.0.0") == 2U);
    BOOST_TEST(strict.progress_of("failed") == 2);
    BOOST_TEST(strict.progress_of("pending") == 8);

    fleet lax(R"({"maxUnhealthyUpgradedInstancePercent": 100, "maxUnhealthyInstancePercent": 30})");
    lax.sick->insert({"0", "1", "2", "3"});
    lax.publish_latest("2.0.0");
    static_cast<void>(lax.start());
    lax.pass(1h);
    BOOST_TEST(lax.code() == "Faulted");
    BOOST_TEST(lax.get(latest).text("/properties/error/code") ==
               "MaxUnhealthyInstancePercentExceededInRollingUpgrade");
    BOOST_TEST(lax.count("2.0.0") == 4U);
}

BOOST_AUTO_TEST_CASE(instances_that_become_healthy_in_time_are_no_failure) {
    fleet azure;
    azure.sick->insert({"0", "1"});
    azure.publish_latest("2.0.0");
    static_cast<void>(azure.start());
    azure.pass(4min);
    azure.sick->clear();
    azure.pass(1h);
    BOOST_TEST(azure.code() == "Completed");
    BOOST_TEST(azure.progress_of("failed") == 0);
}

BOOST_AUTO_TEST_CASE(failed_instances_go_back_where_the_policy_says_so) {
    fleet azure(R"({"rollbackFailedInstancesOnPolicyBreach": true})");
    azure.sick->insert({"0"});
    azure.publish_latest("2.0.0");
    static_cast<void>(azure.start());
    azure.pass(1h);
    BOOST_TEST(azure.code() == "Faulted");
    BOOST_TEST(azure.get(set_id + "/virtualMachines/0")
                   .text("/properties/storageProfile/imageReference/exactVersion") == "1.0.0");
    BOOST_TEST(azure.count("2.0.0") == 1U);
}

BOOST_AUTO_TEST_CASE(a_cancelled_upgrade_finishes_its_batch) {
    fleet azure;
    BOOST_TEST(azure.get(latest).status == 404);
    BOOST_TEST(azure.post(set_id + "/rollingUpgrades/cancel", "").code() == "OperationNotAllowed");
    azure.publish_latest("2.0.0");
    static_cast<void>(azure.start());
    azure.pass(1min);
    BOOST_TEST(azure.start().code() == "OperationNotAllowed");
    BOOST_TEST(azure.post(set_id + "/rollingUpgrades/cancel", "").status == 200);
    BOOST_TEST(azure.get(latest).text("/properties/runningStatus/lastAction") == "Cancel");
    azure.pass(1h);
    BOOST_TEST(azure.code() == "Cancelled");
    BOOST_TEST(azure.count("2.0.0") == 2U);
    BOOST_TEST(azure.start().status == 202);
    azure.pass(1h);
    BOOST_TEST(azure.code() == "Completed");
    BOOST_TEST(azure.progress_of("successful") == 8);
}

BOOST_AUTO_TEST_CASE(a_new_image_rolls_by_itself_in_mode_Rolling) {
    fleet azure("{}", "Rolling");
    azure.publish_latest("2.0.0");
    const std::string drift = set_id + "/virtualMachines?$filter=properties/latestModelApplied%20eq%20false";
    const std::string pinned = fleet::body(version_id("2.0.0"), "{}", "Rolling");
    BOOST_TEST(azure.patch(set_id, pinned).status == 200);
    BOOST_TEST(azure.get(drift).size("/value") == 10U);
    azure.pass(5min);
    BOOST_TEST(azure.get(drift).size("/value") == 6U);
    BOOST_TEST(azure.patch(set_id, fleet::body(version_id("1.0.0"), "{}", "Rolling")).code() ==
               "OperationNotAllowed");
    azure.pass(1h);
    BOOST_TEST(azure.get(drift).size("/value") == 0U);
    BOOST_TEST(azure.count("2.0.0") == 10U);
}

BOOST_AUTO_TEST_CASE(a_new_latest_version_rolls_out_by_itself_to_sets_that_follow_it) {
    fleet azure;
    azure.follow_latest();
    const std::string pinned = compute + "/virtualMachineScaleSets/pinned";
    static_cast<void>(azure.put(pinned, fleet::body(version_id("1.0.0"), "{}", "Manual")));
    static_cast<void>(azure.patch(pinned, R"({"properties": {"upgradePolicy": {"automaticOSUpgradePolicy":
        {"enableAutomaticOSUpgrade": true}}}})"));
    azure.publish_latest("2.0.0");
    azure.pass(2h);
    BOOST_TEST(azure.count("2.0.0") == 0U);
    azure.pass(1h + 2min);
    BOOST_TEST(azure.count("2.0.0") == 2U);
    azure.pass(1h);
    BOOST_TEST(azure.count("2.0.0") == 10U);
    BOOST_TEST(azure.get(pinned + "/rollingUpgrades/latest").status == 404);
    const auto history = azure.get(set_id + "/osUpgradeHistory");
    BOOST_TEST(history.size("/value") == 1U);
    BOOST_TEST(history.text("/value/0/properties/startedBy") == "Platform");
    BOOST_TEST(history.text("/value/0/properties/targetImageReference/exactVersion") == "2.0.0");
    BOOST_TEST(history.text("/value/0/properties/runningStatus/code") == "Completed");
    BOOST_TEST(history.has("/value/0/properties/runningStatus/endTime"));
    azure.pass(24h * 61);
    BOOST_TEST(azure.get(set_id + "/osUpgradeHistory").size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(a_version_reaches_followers_when_it_stops_being_excluded) {
    fleet azure;
    azure.follow_latest();
    static_cast<void>(azure.publish("2.0.0", R"([{"name": "West Europe", "excludeFromLatest": true}])"));
    azure.pass(6h);
    BOOST_TEST(azure.count("2.0.0") == 0U);
    static_cast<void>(
        azure.patch(version_id("2.0.0"), R"({"properties": {"publishingProfile": {"targetRegions":
        [{"name": "West Europe", "excludeFromLatest": false}]}}})"));
    azure.pass(5h);
    BOOST_TEST(azure.count("2.0.0") == 10U);
}

BOOST_AUTO_TEST_CASE(a_version_that_failed_in_a_set_is_rolled_back_and_not_tried_again) {
    for (const bool keeps : {false, true}) {
        fleet azure;
        azure.follow_latest(keeps ? R"(, "disableAutomaticRollback": true)" : "");
        azure.sick->insert({"0", "1"});
        azure.publish_latest("2.0.0");
        azure.pass(4h);
        BOOST_TEST(azure.code() == "Faulted");
        BOOST_TEST(azure.count("2.0.0") == (keeps ? 2U : 0U));
        azure.pass(24h);
        BOOST_TEST(azure.get(set_id + "/osUpgradeHistory").size("/value") == 1U);
        azure.sick->clear();
        azure.publish_latest("2.1.0");
        azure.pass(5h);
        BOOST_TEST(azure.count("2.1.0") == 10U);
    }
}

BOOST_AUTO_TEST_CASE(a_withdrawn_version_rolls_nothing_back) {
    fleet azure;
    azure.publish_latest("2.0.0");
    static_cast<void>(azure.start());
    azure.pass(1h);
    azure.follow_latest();
    static_cast<void>(
        azure.patch(version_id("2.0.0"), R"({"properties": {"publishingProfile": {"targetRegions":
        [{"name": "West Europe", "excludeFromLatest": true}]}}})"));
    azure.pass(6h);
    BOOST_TEST(azure.count("2.0.0") == 10U);
}

BOOST_AUTO_TEST_CASE(deleting_the_set_ends_its_upgrade) {
    fleet azure;
    azure.publish_latest("2.0.0");
    const auto started = azure.start();
    azure.pass(1min);
    static_cast<void>(azure.remove(set_id));
    azure.pass(1h);
    BOOST_TEST(azure.get(started.header("Azure-AsyncOperation")).text("/error/code") == "OperationPreempted");
    BOOST_TEST(azure.get(latest).status == 404);
    BOOST_TEST(azure.start().status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
