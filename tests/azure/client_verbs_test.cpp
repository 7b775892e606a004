#include <ingot/azure/client.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/read/managed_run_command.hpp>
#include <ingot/azure/read/virtual_machine.hpp>
#include <ingot/azure/run_commands.hpp>
#include <ingot/azure/virtual_machines.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

using namespace ingot;
using namespace std::chrono_literals;
using azure::power_state;

namespace {

/// A client and a machine in an emulated Azure, which lives in virtual time.
struct emulated_machine {
    explicit emulated_machine(emulator::options chosen = {}, azure_client_options options = {})
        : service(std::move(chosen)), carrier(service), client(carrier, std::move(options)) {
        const auto made = client.get<azure::virtual_machine>(azure::virtual_machines.create_or_update(
            client.service(), machine,
            R"({"location":"westeurope","properties":{"storageProfile":{"osDisk":{"osType":"Windows",)"
            R"("createOption":"Attach","managedDisk":{"id":")" +
                group + R"(disks/os"}}}}})"));
        BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : made.error().message));
    }

    [[nodiscard]] open_enum<azure::power_state_names> power() {
        const auto view = client.instance_view(machine);
        BOOST_REQUIRE_MESSAGE(view.has_value(), (view ? std::string() : view.error().message));
        return view->power();
    }

    result<azure::answer<azure::managed_run_command>> begin(const std::string& script) {
        azure::managed_run_command_creation made;
        made.location = region("westeurope");
        made.source = azure::inline_script{script};
        made.async_execution = true;
        return client.create(azure::run_commands, command, made);
    }

    std::string group = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/build/providers/"
                        "Microsoft.Compute/";
    resource_id machine = *resource_id::parse(group + "virtualMachines/builder");
    resource_id command = *resource_id::parse(machine.text() + "/runCommands/prepare");
    emulator::emulator service;
    emulator::emulator_transport carrier;
    azure_client client;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_verbs)

BOOST_AUTO_TEST_CASE(each_verb_is_waited_for_to_its_end) {
    emulated_machine azure;
    BOOST_TEST((azure.power() == power_state::running));
    BOOST_TEST(azure.client.power_off(azure.machine).has_value());
    BOOST_TEST((azure.power() == power_state::stopped));
    BOOST_TEST(azure.client.start(azure.machine).has_value());
    BOOST_TEST((azure.power() == power_state::running));
    BOOST_TEST(azure.client.restart(azure.machine).has_value());
    BOOST_TEST((azure.power() == power_state::running));
    BOOST_TEST(azure.client.deallocate(azure.machine).has_value());
    BOOST_TEST((azure.power() == power_state::deallocated));
    BOOST_TEST(azure.client.generalize(azure.machine).has_value());
    BOOST_TEST(azure.client.instance_view(azure.machine)->generalized());
    const auto refused = azure.client.start(azure.machine);
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST(refused.error().service->code == "OperationNotAllowed");
}

BOOST_AUTO_TEST_CASE(a_guest_that_shut_itself_down_is_deallocated_before_it_is_generalized) {
    emulated_machine azure;
    const auto begun = azure.begin(R"(& $env:windir\system32\sysprep\sysprep.exe /generalize /shutdown)");
    BOOST_REQUIRE_MESSAGE(begun.has_value(), (begun ? std::string() : begun.error().message));
    const auto stopped = azure.client.wait_for(
        azure.machine, [](const azure::instance_view& view) { return view.power() == power_state::stopped; });
    BOOST_REQUIRE_MESSAGE(stopped.has_value(), (stopped ? std::string() : stopped.error().message));
    const auto early = azure.client.generalize(azure.machine);
    BOOST_REQUIRE(!early.has_value());
    BOOST_TEST(early.error().service->code == "OperationNotAllowed");
    BOOST_TEST(azure.client.deallocate(azure.machine).has_value());
    BOOST_TEST(azure.client.generalize(azure.machine).has_value());
}

BOOST_AUTO_TEST_CASE(what_a_script_writes_comes_back_whatever_it_ended_with) {
    emulator::options options;
    options.run_script = [](const emulator::script_call& call) {
        emulator::script_outcome outcome;
        outcome.exit_code = 3;
        outcome.output = "ran " + call.script;
        outcome.error = "no space";
        return outcome;
    };
    emulated_machine azure(options);
    for (const std::string shell : {"RunShellScript", "RunPowerShellScript"}) {
        const auto ran = azure.client.run_command(azure.machine, {shell, {"check"}, {}});
        BOOST_REQUIRE_MESSAGE(ran.has_value(), (ran ? std::string() : ran.error().message));
        BOOST_TEST(std::string(ran->output().value_or("none")) == "ran check",
                   shell << ": " << ran->output().value_or("none"));
        BOOST_TEST(std::string(ran->error_output().value_or("none")) == "no space", shell);
    }
    BOOST_REQUIRE(azure.begin("check").has_value());
    azure.service.advance_to(azure.service.now() + 5min);
    const auto command = azure.client.get<azure::managed_run_command>(
        azure::run_commands.get_with_instance_view(azure.client.service(), azure.command));
    BOOST_REQUIRE(command.has_value());
    BOOST_REQUIRE(command->resource.view.has_value());
    BOOST_TEST(command->resource.view->exit_code.value() == 3);
    BOOST_TEST(command->resource.view->ended());
    BOOST_TEST(!command->resource.view->succeeded());
    // The platform ran the script, and that is all that this says.
    BOOST_TEST((command->resource.provisioning_state == azure::arm_provisioning::succeeded));
}

BOOST_AUTO_TEST_CASE(waiting_ends_with_its_patience_and_says_how_the_machine_was) {
    emulated_machine azure;
    const timestamp begun = azure.service.now();
    const auto never = azure.client.wait_for(
        azure.machine, [](const azure::instance_view& view) { return view.power() == power_state::stopped; },
        {15s, 10min});
    BOOST_REQUIRE(!never.has_value());
    BOOST_TEST((never.error().code == errc::timed_out));
    BOOST_TEST(never.error().message.find("'running'") != std::string::npos, never.error().message);
    BOOST_TEST((azure.service.now() - begun <= 10min + 15s));
    BOOST_TEST((azure.service.now() - begun >= 9min));
}

BOOST_AUTO_TEST_CASE(waiting_stops_when_told_to) {
    int looks = 0;
    azure_client_options options;
    options.driver.stop = [&] { return looks > 2; };
    emulated_machine azure({}, options);
    const auto stopped = azure.client.wait_for(azure.machine, [&](const azure::instance_view&) {
        ++looks;
        return false;
    });
    BOOST_REQUIRE(!stopped.has_value());
    BOOST_TEST((stopped.error().code == errc::cancelled));
    BOOST_TEST(looks == 3);
}

BOOST_AUTO_TEST_CASE(a_machine_that_is_not_there_is_no_wait) {
    emulated_machine azure;
    const auto gone = azure.client.wait_for(*resource_id::parse(azure.machine.text() + "2"),
                                            [](const azure::instance_view&) { return false; });
    BOOST_REQUIRE(!gone.has_value());
    BOOST_TEST((gone.error().code == errc::not_found));
}

BOOST_AUTO_TEST_SUITE_END()
