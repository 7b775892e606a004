#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace ingot_test;

namespace {

const std::string machine = compute + "/virtualMachines/builder";
const std::string body = R"({"location": "West Europe", "properties": {}})";

/// A machine that runs.
struct running_machine : emulated_azure {
    running_machine() {
        api_version = "2024-07-01";
        static_cast<void>(put(machine, body));
        pass(1min);
    }

    answer act(const std::string& action) {
        answer reply = post(machine + "/" + action, "");
        pass(3min);
        return reply;
    }

    /// The code of the status that begins so.
    std::string status(const std::string& prefix) {
        const auto view = get(machine + "/instanceView");
        for (const auto& each : view.body["statuses"].GetArray())
            if (const std::string code = each["code"].GetString(); code.rfind(prefix, 0) == 0) return code;
        return "";
    }
    std::string power() { return status("PowerState/"); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(virtual_machines)

BOOST_AUTO_TEST_CASE(power_follows_the_actions_in_virtual_time) {
    running_machine azure;
    BOOST_TEST(azure.power() == "PowerState/running");
    const auto stopping = azure.post(machine + "/powerOff", "");
    BOOST_TEST(stopping.status == 202);
    BOOST_TEST(stopping.header("Azure-AsyncOperation").find("/operations/") != std::string::npos);
    BOOST_TEST(azure.power() == "PowerState/stopping");
    BOOST_TEST(azure.get(stopping.header("Location")).status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.power() == "PowerState/stopped");
    const auto done = azure.get(stopping.header("Location"));
    BOOST_TEST(done.status == 200);
    BOOST_TEST(done.body.IsNull());
    BOOST_TEST(azure.get(stopping.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
    BOOST_TEST(azure.act("deallocate").status == 202);
    BOOST_TEST(azure.power() == "PowerState/deallocated");
    BOOST_TEST(azure.act("powerOff").code() == "OperationNotAllowed");
    BOOST_TEST(azure.act("restart").code() == "OperationNotAllowed");
    BOOST_TEST(azure.act("start").status == 202);
    BOOST_TEST(azure.power() == "PowerState/running");
    BOOST_TEST(azure.act("restart").status == 202);
    BOOST_TEST(azure.get(machine).text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(skipping_the_shutdown_of_the_guest_is_faster) {
    running_machine azure;
    static_cast<void>(azure.post(machine + "/powerOff?skipShutdown=true", ""));
    azure.pass(30s);
    BOOST_TEST(azure.power() == "PowerState/stopped");
}

BOOST_AUTO_TEST_CASE(a_second_action_waits_for_the_first) {
    running_machine azure;
    static_cast<void>(azure.post(machine + "/powerOff", ""));
    BOOST_TEST(azure.post(machine + "/start", "").code() == "AnotherOperationInProgress");
    BOOST_TEST(azure.post(machine + "/generalize", "").code() == "AnotherOperationInProgress");
}

BOOST_AUTO_TEST_CASE(only_a_machine_that_is_off_can_be_generalized_and_then_it_never_starts) {
    running_machine azure;
    BOOST_TEST(azure.post(machine + "/generalize", "").status == 409);
    BOOST_TEST(azure.status("OSState/") == "");
    static_cast<void>(azure.act("deallocate"));
    const auto done = azure.post(machine + "/generalize", "");
    BOOST_TEST(done.status == 200);
    BOOST_TEST(done.body.IsNull());
    BOOST_TEST(azure.status("OSState/") == "OSState/generalized");
    const auto started = azure.act("start");
    BOOST_TEST(started.code() == "OperationNotAllowed");
    BOOST_TEST(started.text("/error/message") ==
               "Operation 'start' is not allowed on VM 'builder' since the VM is generalized.");
    BOOST_TEST(azure.power() == "PowerState/deallocated");
}

BOOST_AUTO_TEST_CASE(the_instance_view_is_shown_on_demand_only) {
    running_machine azure;
    const char* const view = "/properties/instanceView";
    BOOST_TEST(!azure.get(machine).has(view));
    BOOST_TEST(!azure.patch(machine, R"({"tags": {"a": "b"}})").has(view));
    azure.pass(1min);
    const auto expanded = azure.get(machine + "?$expand=instanceView");
    BOOST_TEST(expanded.text("/properties/instanceView/statuses/0/code") == "ProvisioningState/succeeded");
    BOOST_TEST(expanded.text("/properties/instanceView/vmAgent/statuses/0/displayStatus") == "Ready");
    static_cast<void>(azure.act("deallocate"));
    BOOST_TEST(!azure.get(machine + "/instanceView").has("/vmAgent"));
    const std::string all = subscription + "/providers/Microsoft.Compute/virtualMachines";
    BOOST_TEST(!azure.get(all).has("/value/0/properties/instanceView"));
    BOOST_TEST(azure.get(all + "?statusOnly=true").text("/value/0/properties/instanceView/statuses/1/code") ==
               "PowerState/deallocated");
    BOOST_TEST(azure.get(all + "?$expand=instanceView").code() == "InvalidParameter");
}

BOOST_AUTO_TEST_CASE(lists_are_narrowed_by_location_and_by_scale_set) {
    running_machine azure;
    const std::string set = compute + "/virtualMachineScaleSets/flexible";
    const std::string member = R"(, "properties": {"virtualMachineScaleSet": {"id": ")" + set + R"("}}})";
    static_cast<void>(azure.put(compute + "/virtualMachines/member", R"({"location": "eastus")" + member));
    azure.pass(1min);
    const std::string all = subscription + "/providers/Microsoft.Compute/";
    BOOST_TEST(azure.get(all + "locations/westeurope/virtualMachines").text("/value/0/name") == "builder");
    BOOST_TEST(azure.get(all + "locations/East%20US/virtualMachines").size("/value") == 1U);
    BOOST_TEST(azure.get(all + "locations/japaneast/virtualMachines").size("/value") == 0U);
    const std::string members =
        "virtualMachines?$filter='virtualMachineScaleSet/id'%20eq%20'" + set + "'&$expand=instanceView";
    const auto found = azure.get(compute + "/" + members);
    BOOST_TEST(found.size("/value") == 1U);
    BOOST_TEST(found.text("/value/0/name") == "member");
    BOOST_TEST(found.has("/value/0/properties/instanceView/statuses"));
    BOOST_TEST(azure.get(compute + "/virtualMachines?$filter=name%20eq%20'x'").code() == "InvalidParameter");
}

BOOST_AUTO_TEST_CASE(writers_are_kept_apart_by_etags) {
    for (const std::string& id : {machine, compute + "/virtualMachineScaleSets/fleet"}) {
        emulated_azure azure;
        const auto send = [&](ingot::http::method method, const std::string& header, const std::string& value,
                              const std::string& api_version = "2024-07-01") {
            const auto reply =
                azure.service.handle({method,
                                      "https://management.azure.com" + id + "?api-version=" + api_version,
                                      {{header, value}},
                                      body});
            azure.pass(1min);
            return reply.status;
        };
        using enum ingot::http::method;
        azure.api_version = "2024-07-01";
        BOOST_TEST(send(put, "If-Match", "*") == 412);
        BOOST_TEST(send(put, "If-None-Match", "*") == 201);
        const auto first = azure.get(id).text("/etag");
        BOOST_TEST(!first.empty());
        BOOST_TEST(send(put, "If-None-Match", "*") == 412);
        BOOST_TEST(send(patch, "If-Match", first) == 200);
        BOOST_TEST(azure.get(id).text("/etag") != first);
        BOOST_TEST(send(patch, "If-Match", first) == 412);
        BOOST_TEST(send(put, "If-Match", first) == 412);
        BOOST_TEST(send(patch, "If-None-Match", first) == 200);
        BOOST_TEST(send(patch, "If-Match", first, "2024-03-01") == 200);
        azure.api_version = "2024-03-01";
        BOOST_TEST(!azure.get(id).has("/etag"));
    }
}

BOOST_AUTO_TEST_CASE(a_version_is_captured_from_a_machine_in_the_state_that_its_definition_names) {
    for (const bool generalized : {false, true}) {
        for (const std::string state : {"Generalized", "Specialized"}) {
            running_machine azure;
            azure.make_gallery();
            std::string definition = emulated_azure::definition_body;
            definition.replace(definition.find("Generalized"), 11, state);
            static_cast<void>(azure.put(definition_id, definition));
            azure.pass(10s);
            static_cast<void>(azure.act("deallocate"));
            if (generalized) static_cast<void>(azure.post(machine + "/generalize", ""));
            const auto captured = azure.put(version_id("1.0.0"), R"({"location": "West Europe", "properties":
                {"storageProfile": {"source": {"virtualMachineId": ")" +
                                                                     machine + R"("}}}})");
            const bool fits = generalized == (state == "Generalized");
            BOOST_TEST(captured.status == (fits ? 201 : 400));
            if (!fits) BOOST_TEST(captured.code() == "InvalidParameter");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_specialized_image_takes_no_os_profile) {
    emulated_azure azure;
    azure.make_gallery();
    std::string definition = emulated_azure::definition_body;
    definition.replace(definition.find("Generalized"), 11, "Specialized");
    static_cast<void>(azure.put(definition_id, definition));
    azure.pass(10s);
    static_cast<void>(azure.publish("1.0.0"));
    azure.settle();
    const auto make = [&](const std::string& profile) {
        return azure.put(machine, R"({"location": "West Europe", "properties": {)" + profile +
                                      R"("storageProfile": {"imageReference": {"id": ")" + definition_id +
                                      R"("}}}})");
    };
    BOOST_TEST(make(R"("osProfile": {"computerName": "x"}, )").code() == "InvalidParameter");
    BOOST_TEST(make("").status == 201);
}

BOOST_AUTO_TEST_SUITE_END()
