// Makes a golden image of a Windows machine: checks it, has sysprep generalize it, and captures it. All of it
// in an emulated Azure inside this process, where the minutes that this takes pass in no time.

#include <ingot/azure/client.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/image_definitions.hpp>
#include <ingot/azure/image_versions.hpp>
#include <ingot/azure/run_commands.hpp>
#include <ingot/azure/virtual_machines.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>

#include <iostream>
#include <string>

namespace azure = ingot::azure;

namespace {

const std::string group =
    "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/images/providers/"
    "Microsoft.Compute/";
const ingot::region home("westeurope");

ingot::resource_id id(const std::string& below) { return *ingot::resource_id::parse(group + below); }

/// Stands for the machine's own PowerShell: what is checked before an image is made of it.
ingot::emulator::script_outcome run_in_guest(const ingot::emulator::script_call& call) {
    auto outcome = ingot::emulator::run_usual_preparations(call);
    if (call.script.find("Get-BitLockerVolume") != std::string::npos) outcome.output = "decrypted";
    return outcome;
}

/// The machine that the image is made of, and a place for the image.
ingot::result<void> make_ready(ingot::azure_client& client, const ingot::resource_id& machine) {
    auto made = client.act(azure::virtual_machines.create_or_update(
        client.service(), machine,
        R"({"location":"westeurope","properties":{"storageProfile":{"osDisk":{"osType":"Windows",)"
        R"("createOption":"Attach","managedDisk":{"id":")" +
            group + R"(disks/builder"}}}}})"));
    if (!made) return made;
    azure::gallery_creation gallery;
    gallery.location = home;
    if (auto created = client.create(azure::galleries, id("galleries/golden"), gallery); !created)
        return tl::unexpected(created.error());
    azure::image_definition_creation definition;
    definition.location = home;
    definition.os_type = azure::os_type::windows_os;
    definition.os_state = azure::os_state::generalized;
    definition.identifier = {"contoso", "windows", "2025"};
    definition.hyper_v_generation = azure::hyper_v_generation::v2;
    if (auto created =
            client.create(azure::image_definitions, id("galleries/golden/images/windows"), definition);
        !created)
        return tl::unexpected(created.error());
    return {};
}

/// Whether the machine may become an image; the script says so in words, because its exit code is not told.
ingot::result<void> check(ingot::azure_client& client, const ingot::resource_id& machine) {
    const auto ran = client.run_command(
        machine, {"RunPowerShellScript",
                  {"if ((Get-BitLockerVolume C:).VolumeStatus -eq 'FullyDecrypted') { 'decrypted' }"},
                  {}});
    if (!ran) return tl::unexpected(ran.error());
    if (ran->output() != "decrypted")
        return ingot::fail(ingot::errc::precondition_failed, "the disk of the machine is encrypted");
    std::cout << "checked: " << *ran->output() << '\n';
    return {};
}

/// sysprep shuts the guest down, so that its script never reports: the power state does.
ingot::result<void> generalize(ingot::azure_client& client, const ingot::resource_id& machine) {
    azure::managed_run_command_creation sysprep;
    sysprep.location = home;
    sysprep.async_execution = true;
    sysprep.source =
        azure::inline_script{R"(& "$env:windir\system32\sysprep\sysprep.exe" /generalize /shutdown)"};
    if (const auto begun =
            client.create(azure::run_commands,
                          *ingot::resource_id::parse(machine.text() + "/runCommands/sysprep"), sysprep);
        !begun)
        return tl::unexpected(begun.error());
    const auto stopped = client.wait_for(machine, [](const azure::instance_view& view) {
        return view.power() == azure::power_state::stopped;
    });
    if (!stopped) return tl::unexpected(stopped.error());
    std::cout << "sysprep has shut it down\n";
    // Azure takes a machine that is shut down from inside for a running one.
    if (auto released = client.deallocate(machine); !released) return released;
    if (auto marked = client.generalize(machine); !marked) return marked;
    const auto view = client.instance_view(machine);
    if (!view) return tl::unexpected(view.error());
    if (!view->generalized() || view->power() != azure::power_state::deallocated)
        return ingot::fail(ingot::errc::precondition_failed, "the machine is not generalized");
    std::cout << "generalized and " << view->power().spelling() << '\n';
    return {};
}

/// Hidden from `latest` until it was tried.
ingot::result<void> capture(ingot::azure_client& client, const ingot::resource_id& machine) {
    azure::image_version_creation version;
    version.location = home;
    version.tags = {{std::string(ingot::tag::stage), "candidate"}};
    version.source = azure::virtual_machine_source{machine};
    version.publishing.target_regions.resize(2);
    version.publishing.target_regions[0].name = home;
    version.publishing.target_regions[1].name = ingot::region("eastus");
    version.publishing.exclude_from_latest = true;
    const auto made =
        client.create(azure::image_versions, id("galleries/golden/images/windows/versions/1.0.0"), version);
    if (!made) return tl::unexpected(made.error());
    std::cout << "captured as " << made->resource.version.to_string() << ": "
              << made->resource.provisioning_state.spelling() << '\n';
    return {};
}

} // namespace

int main() {
    ingot::emulator::options options;
    options.run_script = run_in_guest;
    ingot::emulator::emulator emulated{options};
    ingot::emulator::emulator_transport transport(emulated);
    ingot::azure_client client(transport, {});
    const auto machine = id("virtualMachines/builder");
    for (const auto step : {make_ready, check, generalize, capture})
        if (const auto done = step(client, machine); !done) {
            std::cerr << done.error().message << '\n';
            return 1;
        }
    return 0;
}
