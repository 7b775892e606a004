#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/instance_actions.hpp>
#include <ingot/emulator/detail/machine_actions.hpp>
#include <ingot/emulator/detail/machine_lists.hpp>
#include <ingot/emulator/detail/managed_images.hpp>
#include <ingot/emulator/detail/rolling_upgrades.hpp>
#include <ingot/emulator/detail/run_command_action.hpp>
#include <ingot/emulator/detail/run_commands.hpp>
#include <ingot/emulator/detail/scale_sets.hpp>
#include <ingot/emulator/detail/virtual_machines.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

using enum resource_kind;

#define INGOT_GROUP "/subscriptions/*/resourceGroups/*/providers/Microsoft.Compute/"
#define INGOT_SUBSCRIPTION "/subscriptions/*/providers/Microsoft.Compute/"

constexpr std::array routes{
    known_path{INGOT_SUBSCRIPTION "locations/*/operations/*", reads, reading<poll>},
    known_path{facts_of(virtual_machine).pattern, updates, handle_virtual_machine},
    known_path{INGOT_GROUP "virtualMachines/*/instanceView", reads, reading<get_instance_view>},
    known_path{INGOT_GROUP "virtualMachines/*/generalize", "POST ", generalize_machine},
    known_path{INGOT_GROUP "virtualMachines/*/start", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/powerOff", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/deallocate", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/restart", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/redeploy", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/reapply", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachines/*/runCommand", "POST ", run_command_action},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/runCommand", "POST ", run_command_action},
    known_path{facts_of(run_command).pattern, updates, handle_run_command},
    known_path{INGOT_GROUP "virtualMachines/*/runCommands", reads, reading<list_run_commands>},
    known_path{INGOT_GROUP "virtualMachines", reads, reading<list_virtual_machines>},
    known_path{INGOT_SUBSCRIPTION "virtualMachines", reads, reading<list_virtual_machines>},
    known_path{INGOT_SUBSCRIPTION "locations/*/virtualMachines", reads, reading<list_virtual_machines>},
    known_path{facts_of(scale_set_instance).pattern, "GET DELETE ", handle_scale_set_instance},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines", reads,
               reading<list_scale_set_instances>},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/instanceView", reads,
               reading<get_instance_view_of_set>},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/start", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/powerOff", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/deallocate", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/restart", "POST ", act_on_machine},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/reimage", "POST ", reimage_instance},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/virtualMachines/*/reimageAll", "POST ", reimage_instance},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/instanceView", reads, reading<get_scale_set_view>},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/start", "POST ", act_on_scale_set},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/powerOff", "POST ", act_on_scale_set},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/deallocate", "POST ", act_on_scale_set},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/restart", "POST ", act_on_scale_set},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/reimage", "POST ", reimage_instances},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/reimageAll", "POST ", reimage_instances},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/delete", "POST ", delete_instances},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/osRollingUpgrade", "POST ", start_os_upgrade},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/rollingUpgrades/cancel", "POST ", cancel_upgrade},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/rollingUpgrades/latest", reads, reading<get_latest_upgrade>},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/osUpgradeHistory", reads, reading<list_os_upgrades>},
    known_path{INGOT_GROUP "virtualMachineScaleSets/*/manualupgrade", "POST ", upgrade_instances},
    known_path{facts_of(scale_set).pattern, updates, handle_scale_set},
    known_path{INGOT_GROUP "virtualMachineScaleSets", reads, reading<list_scale_sets>},
    known_path{INGOT_SUBSCRIPTION "virtualMachineScaleSets", reads, reading<list_scale_sets>},
    known_path{INGOT_SUBSCRIPTION "locations/*/virtualMachineScaleSets", reads, reading<list_scale_sets>},
    known_path{facts_of(disk).pattern, updates, disk_like<disk>},
    known_path{INGOT_GROUP "disks", reads, tracked_list<disk>},
    known_path{INGOT_SUBSCRIPTION "disks", reads, tracked_list<disk>},
    known_path{facts_of(snapshot).pattern, updates, disk_like<snapshot>},
    known_path{INGOT_GROUP "snapshots", reads, tracked_list<snapshot>},
    known_path{INGOT_SUBSCRIPTION "snapshots", reads, tracked_list<snapshot>},
    known_path{facts_of(managed_image).pattern, updates, handle_managed_image},
    known_path{INGOT_GROUP "images", reads, tracked_list<managed_image>},
    known_path{INGOT_SUBSCRIPTION "images", reads, tracked_list<managed_image>},
};

#undef INGOT_GROUP
#undef INGOT_SUBSCRIPTION

} // namespace

std::span<const known_path> compute_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
