#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace ingot_test;
using ingot::emulator::guest_after;
using ingot::emulator::script_call;
using ingot::emulator::script_outcome;

namespace {

const std::string machine = compute + "/virtualMachines/builder";
const std::string commands = machine + "/runCommands";
const std::string command = commands + "/prepare";
const std::string expanded = command + "?$expand=instanceView";
const std::string view = "/properties/instanceView";

std::string shell(const std::string& script) {
    return R"({"commandId": "RunShellScript", "script": [")" + script + R"("]})";
}

std::string managed(const std::string& script, const std::string& more = "") {
    return R"({"location": "West Europe", "properties": {"source": {"script": ")" + script + R"("})" + more +
           "}}";
}

/// A machine that runs; its scripts do what `does` says, and what they were given is kept.
struct scripted_machine : emulated_azure {
    explicit scripted_machine(script_outcome does) : emulated_azure(options_for(std::move(does), calls)) {
        make();
    }
    scripted_machine() { make(); }

    void make() {
        api_version = "2024-07-01";
        static_cast<void>(put(machine, R"({"location": "West Europe", "properties": {}})"));
        pass(1min);
    }

    static ingot::emulator::options options_for(script_outcome does, std::vector<script_call>& into) {
        ingot::emulator::options chosen;
        chosen.run_script = [does = std::move(does), &into](const script_call& what) {
            into.push_back(what);
            return does;
        };
        return chosen;
    }

    answer run(const std::string& script) { return post(machine + "/runCommand", shell(script)); }

    std::string power() {
        const auto now = get(machine + "/instanceView");
        for (const auto& each : now.body["statuses"].GetArray())
            if (const std::string code = each["code"].GetString(); code.rfind("PowerState/", 0) == 0)
                return code;
        return "";
    }
    std::string execution() { return get(expanded).text((view + "/executionState").c_str()); }

    std::vector<script_call> calls;
};

} // namespace

BOOST_AUTO_TEST_SUITE(run_commands)

BOOST_AUTO_TEST_CASE(an_action_answers_with_both_streams_whatever_the_exit_code) {
    struct row {
        const char* command;
        int exit_code;
        std::vector<std::string> messages;
    };
    const std::vector<row> table{
        {"RunShellScript", 0, {"Enable succeeded: \n[stdout]\nout\n[stderr]\nerr"}},
        {"RunShellScript",
         3,
         {"Enable failed: failed to execute command: command terminated with exit status=3\n[stdout]\nout\n"
          "[stderr]\nerr"}},
        {"RunPowerShellScript", 3, {"out", "err"}}};
    for (const auto& row : table) {
        scripted_machine azure({row.exit_code, "out", "err", 1min, guest_after::runs});
        const auto started =
            azure.post(machine + "/runCommand", std::string(R"({"commandId": ")") + row.command +
                                                    R"(", "script": ["a", "b"], "parameters":
                                                                     [{"name": "n", "value": "v"}]})");
        BOOST_TEST(started.status == 202);
        BOOST_TEST(started.body.IsNull());
        azure.pass(59s);
        BOOST_TEST(azure.get(started.header("Location")).status == 202);
        azure.pass(1s);
        const auto ended = azure.get(started.header("Location"));
        BOOST_TEST(ended.status == 200);
        BOOST_REQUIRE(ended.size("/value") == row.messages.size());
        for (std::size_t i = 0; i < row.messages.size(); ++i)
            BOOST_TEST(ended.body["value"][static_cast<unsigned>(i)]["message"].GetString() ==
                       row.messages[i]);
        const auto polled = azure.get(started.header("Azure-AsyncOperation"));
        BOOST_TEST(polled.text("/status") == "Succeeded");
        BOOST_TEST(polled.text("/properties/output/value/0/message") == row.messages.front());
        BOOST_REQUIRE(azure.calls.size() == 1U);
        BOOST_TEST(azure.calls[0].script == "a\nb\n");
        BOOST_TEST(azure.calls[0].machine_id == machine);
        BOOST_TEST(azure.calls[0].parameters[0].value == "v");
    }
}

BOOST_AUTO_TEST_CASE(an_action_takes_one_script_at_a_time) {
    scripted_machine azure;
    BOOST_TEST(azure.run("sleep 1").status == 202);
    const auto second = azure.run("sleep 1");
    BOOST_TEST(second.status == 409);
    BOOST_TEST(second.code() == "Conflict");
    azure.pass(1min);
    BOOST_TEST(azure.run("sleep 1").status == 202);
}

BOOST_AUTO_TEST_CASE(an_action_that_makes_no_sense_is_refused) {
    scripted_machine azure;
    const std::string run = machine + "/runCommand";
    BOOST_TEST(azure.post(run, "{}").text("/error/target") == "commandId");
    BOOST_TEST(azure.post(run, R"({"commandId": "Format"})").text("/error/target") == "commandId");
    BOOST_TEST(azure.post(run, R"({"commandId": "RunShellScript", "script": "ls"})").text("/error/target") ==
               "script");
    BOOST_TEST(azure.post(run, R"({"commandId": "RunShellScript", "parameters": [{"name": "x"}]})")
                   .text("/error/target") == "parameters");
    BOOST_TEST(azure.post(compute + "/virtualMachines/other/runCommand", shell("ls")).status == 404);
}

BOOST_AUTO_TEST_CASE(a_machine_that_does_not_run_takes_no_script) {
    for (const std::string action : {"powerOff", "deallocate"}) {
        scripted_machine azure;
        static_cast<void>(azure.post(machine + "/" + action, ""));
        BOOST_TEST(azure.run("ls").code() == "AnotherOperationInProgress");
        azure.pass(3min);
        BOOST_TEST(azure.run("ls").status == 409);
        BOOST_TEST(azure.run("ls").code() == "OperationNotAllowed");
        BOOST_TEST(azure.put(command, managed("ls")).code() == "OperationNotAllowed");
        BOOST_TEST(azure.get(command).status == 404);
    }
}

BOOST_AUTO_TEST_CASE(sysprep_shuts_the_guest_down_and_the_machine_must_still_be_powered_off) {
    scripted_machine azure;
    const auto started = azure.post(machine + "/runCommand",
                                    R"({"commandId": "RunPowerShellScript",
        "script": ["& $env:windir\\system32\\sysprep\\Sysprep.exe /generalize /oobe /shutdown /quiet"]})");
    azure.pass(10min);
    BOOST_TEST(azure.power() == "PowerState/stopped");
    BOOST_TEST(azure.get(started.header("Location")).status == 202);
    BOOST_TEST(azure.post(machine + "/generalize", "").code() == "OperationNotAllowed");
    BOOST_TEST(azure.post(machine + "/deallocate", "").status == 202);
    azure.pass(2min);
    const auto preempted = azure.get(started.header("Location"));
    BOOST_TEST(preempted.status == 409);
    BOOST_TEST(preempted.code() == "OperationPreempted");
    BOOST_TEST(azure.post(machine + "/generalize", "").status == 200);
}

BOOST_AUTO_TEST_CASE(powering_off_is_enough_after_the_guest_shut_itself_down) {
    scripted_machine azure;
    static_cast<void>(azure.run("sysprep /generalize /shutdown"));
    azure.pass(10min);
    BOOST_TEST(azure.post(machine + "/generalize", "").status == 409);
    BOOST_TEST(azure.post(machine + "/powerOff", "").status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.post(machine + "/generalize", "").status == 200);
}

BOOST_AUTO_TEST_CASE(waagent_takes_itself_away_and_the_action_times_out) {
    scripted_machine azure;
    const auto started = azure.run("sudo waagent -deprovision+user -force");
    azure.pass(1min);
    BOOST_TEST(azure.power() == "PowerState/running");
    BOOST_TEST(azure.get(machine + "/instanceView").text("/vmAgent/statuses/0/displayStatus") == "Not Ready");
    BOOST_TEST(azure.run("ls").code() == "OperationNotAllowed");
    azure.pass(88min);
    BOOST_TEST(azure.get(started.header("Location")).status == 202);
    azure.pass(1min);
    BOOST_TEST(azure.get(started.header("Location")).code() == "VMExtensionProvisioningTimeout");
    BOOST_TEST(azure.get(started.header("Azure-AsyncOperation")).text("/status") == "Failed");
}

BOOST_AUTO_TEST_CASE(only_the_end_of_a_stream_is_kept_and_no_character_is_cut) {
    std::string stream = "lost";
    for (int i = 0; i < 1366; ++i) stream += "\xe2\x82\xac"; // 4,098 bytes of euro signs
    scripted_machine azure({0, stream, "", 20s, guest_after::runs});
    const auto started =
        azure.post(machine + "/runCommand", R"({"commandId": "RunPowerShellScript", "script": ["x"]})");
    azure.pass(1min);
    const auto kept = azure.get(started.header("Location")).text("/value/0/message");
    BOOST_TEST(kept.size() == 4095U);
    BOOST_TEST(kept.substr(0, 3) == "\xe2\x82\xac");
}

BOOST_AUTO_TEST_CASE(a_managed_command_tells_how_its_script_went) {
    scripted_machine azure({0, "done", "", 5min, guest_after::runs});
    const auto made = azure.put(command, managed("make"));
    BOOST_TEST(made.status == 201);
    BOOST_TEST(made.text("/properties/provisioningState") == "Creating");
    BOOST_TEST(azure.execution() == "Pending");
    azure.pass(1min);
    BOOST_TEST(azure.execution() == "Running");
    BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/status") == "InProgress");
    azure.pass(5min);
    const auto ended = azure.get(expanded);
    BOOST_TEST(ended.text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(ended.text((view + "/executionState").c_str()) == "Succeeded");
    BOOST_TEST(ended.number((view + "/exitCode").c_str()) == 0);
    BOOST_TEST(ended.text((view + "/output").c_str()) == "done");
    BOOST_TEST(ended.text((view + "/startTime").c_str()) == "2026-01-01T00:01:30Z");
    BOOST_TEST(ended.text((view + "/endTime").c_str()) == "2026-01-01T00:06:30Z");
    BOOST_TEST(!azure.get(command).has(view.c_str()));
    BOOST_TEST(azure.get(made.header("Location")).text("/name") == "prepare");
    BOOST_TEST(azure.get(commands).size("/value") == 1U);
    BOOST_TEST(!azure.get(commands).has(("/value/0" + view).c_str()));
    BOOST_TEST(azure.get(commands + "?$expand=instanceView").has(("/value/0" + view).c_str()));
}

BOOST_AUTO_TEST_CASE(a_failed_script_fails_the_deployment_only_if_asked_to) {
    for (const bool asked : {false, true}) {
        scripted_machine azure({7, "", "no space left", 1min, guest_after::runs});
        const auto made =
            azure.put(command, managed("make", asked ? R"(, "treatFailureAsDeploymentFailure": true)" : ""));
        azure.pass(5min);
        const auto ended = azure.get(expanded);
        BOOST_TEST(ended.text((view + "/executionState").c_str()) == "Failed");
        BOOST_TEST(ended.number((view + "/exitCode").c_str()) == 7);
        BOOST_TEST(ended.text((view + "/error").c_str()) == "no space left");
        BOOST_TEST(ended.text("/properties/provisioningState") == (asked ? "Failed" : "Succeeded"));
        BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/status") ==
                   (asked ? "Failed" : "Succeeded"));
    }
}

BOOST_AUTO_TEST_CASE(an_asynchronous_command_is_provisioned_once_its_script_has_started) {
    scripted_machine azure({0, "", "", 1h, guest_after::runs});
    const auto made = azure.put(command, managed("make", R"(, "asyncExecution": true)"));
    azure.pass(1min);
    BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
    BOOST_TEST(azure.get(command).text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(azure.execution() == "Running");
    azure.pass(1h);
    BOOST_TEST(azure.execution() == "Succeeded");
}

BOOST_AUTO_TEST_CASE(a_script_that_never_reports_runs_into_its_timeout) {
    scripted_machine azure;
    const auto made =
        azure.put(command, managed("sysprep /generalize /shutdown", R"(, "timeoutInSeconds": 3600)"));
    azure.pass(30min);
    BOOST_TEST(azure.power() == "PowerState/stopped");
    BOOST_TEST(azure.execution() == "Running");
    azure.pass(31min);
    BOOST_TEST(azure.execution() == "TimedOut");
    BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/status") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(commands_run_side_by_side_up_to_25) {
    scripted_machine azure;
    for (int i = 0; i < 25; ++i)
        BOOST_TEST(azure.put(commands + "/c" + std::to_string(i), managed("ls")).status == 201);
    const auto refused = azure.put(commands + "/c25", managed("ls"));
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.code() == "OperationNotAllowed");
    azure.pass(2min);
    BOOST_TEST(azure.put(commands + "/c3", managed("ls -l")).status == 200);
    BOOST_TEST(azure.remove(commands + "/c7").status == 202);
    azure.pass(2min);
    BOOST_TEST(azure.put(commands + "/c25", managed("ls")).status == 201);
}

BOOST_AUTO_TEST_CASE(secrets_reach_the_script_and_come_back_in_no_answer) {
    scripted_machine azure({0, "", "", 20s, guest_after::runs});
    const std::string secrets = R"(, "protectedParameters": [{"name": "key", "value": "canary"}],
        "runAsUser": "builder", "runAsPassword": "canary",
        "outputBlobUri": "https://logs/out?sig=canary", "errorBlobUri": "https://logs/err?sig=canary")";
    const auto send = [&](ingot::http::method method, const std::string& path, const std::string& body) {
        const auto reply = azure.service.handle(
            {method, "https://management.azure.com" + path + "api-version=2024-07-01", {}, body});
        BOOST_TEST(reply.body.find("canary") == std::string::npos);
        for (const auto& [name, value] : reply.headers) BOOST_TEST(value.find("canary") == std::string::npos);
        azure.pass(1min);
        return std::string(reply.headers.find("Location").value_or(""));
    };
    using enum ingot::http::method;
    const auto location = send(put, command + "?", managed("make", secrets));
    const auto updated =
        send(patch, command + "?",
             R"({"properties": {"parameters": [{"name": "a", "value": "b"}])" + secrets + "}}");
    for (const auto& url : {location, updated}) {
        const auto reply = azure.service.handle({get, url, {}, {}});
        BOOST_TEST(reply.status == 200);
        BOOST_TEST(reply.body.find("canary") == std::string::npos);
    }
    static_cast<void>(send(get, command + "?$expand=instanceView&", ""));
    static_cast<void>(send(get, commands + "?$expand=instanceView&", ""));
    BOOST_TEST(azure.service.snapshot().find("canary") == std::string::npos);
    BOOST_REQUIRE(azure.calls.size() == 2U);
    BOOST_TEST(azure.calls[0].parameters.back().value == "canary");
    BOOST_TEST(azure.calls[1].parameters.front().value == "b");
    BOOST_TEST(azure.calls[1].parameters.back().value == "canary");
    BOOST_TEST(azure.calls[1].run_as_user == "builder");
    BOOST_TEST(azure.get(command).text("/properties/outputBlobUri") == "https://logs/out");
}

BOOST_AUTO_TEST_CASE(a_managed_command_that_makes_no_sense_is_refused) {
    scripted_machine azure;
    const auto target = [&](const std::string& properties) {
        const auto refused =
            azure.put(command, R"({"location": "West Europe", "properties": )" + properties + "}");
        BOOST_TEST(refused.status == 400);
        return refused.text("/error/target");
    };
    const std::string root = "runCommand.properties.";
    BOOST_TEST(target("{}") == root + "source");
    BOOST_TEST(target(R"({"source": {"script": "a", "scriptUri": "https://b"}})") == root + "source");
    BOOST_TEST(target(R"({"source": {"commandId": "Format"}})") == root + "source.commandId");
    BOOST_TEST(target(R"({"source": {"script": "a"}, "timeoutInSeconds": 0})") == root + "timeoutInSeconds");
    BOOST_TEST(target(R"({"source": {"script": "a"}, "protectedParameters": [{"name": "k", "value": 1}]})") ==
               root + "protectedParameters");
    BOOST_TEST(azure.put(command, R"({"properties": {"source": {"script": "a"}}})").code() ==
               "LocationRequired");
    BOOST_TEST(azure.put(compute + "/virtualMachines/other/runCommands/x", managed("ls")).code() ==
               "ParentResourceNotFound");
    BOOST_TEST(azure.patch(command, "{}").status == 404);
    BOOST_TEST(azure.remove(command).status == 204);
    BOOST_TEST(azure.get(compute + "/virtualMachines/other/runCommands").status == 404);
}

BOOST_AUTO_TEST_CASE(deletion_stops_the_script_and_ends_the_write) {
    scripted_machine azure({0, "", "", 1h, guest_after::runs});
    const auto made = azure.put(command, managed("make"));
    azure.pass(5min);
    BOOST_TEST(azure.put(command, managed("make")).code() == "AnotherOperationInProgress");
    BOOST_TEST(azure.remove(command).status == 202);
    BOOST_TEST(azure.get(made.header("Azure-AsyncOperation")).text("/error/code") == "OperationPreempted");
    azure.pass(1min);
    BOOST_TEST(azure.get(command).status == 404);
}

BOOST_AUTO_TEST_CASE(powering_off_cancels_scripts_and_deleting_the_machine_takes_its_commands_along) {
    scripted_machine azure({0, "", "", 1h, guest_after::runs});
    static_cast<void>(azure.put(command, managed("make", R"(, "asyncExecution": true)")));
    azure.pass(5min);
    static_cast<void>(azure.post(machine + "/powerOff", ""));
    BOOST_TEST(azure.execution() == "Canceled");
    azure.pass(5min);
    static_cast<void>(azure.remove(machine));
    azure.pass(5min);
    BOOST_TEST(azure.get(command).status == 404);
    azure.make();
    BOOST_TEST(azure.get(commands).size("/value") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
