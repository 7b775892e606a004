#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/policy_resources.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

#define INGOT_POLICY "/providers/Microsoft.Authorization/"
#define INGOT_MANAGEMENT_GROUP "/providers/Microsoft.Management/managementGroups/*"

constexpr std::array routes{
    known_path{"/subscriptions/*" INGOT_POLICY "policyDefinitions/*", writes, handle_policy_definition},
    known_path{INGOT_MANAGEMENT_GROUP INGOT_POLICY "policyDefinitions/*", writes, handle_policy_definition},
    known_path{INGOT_POLICY "policyDefinitions/*", reads, handle_policy_definition},
    known_path{"/subscriptions/*" INGOT_POLICY "policyDefinitions", reads, reading<list_policy_definitions>},
    known_path{INGOT_MANAGEMENT_GROUP INGOT_POLICY "policyDefinitions", reads,
               reading<list_policy_definitions>},
    known_path{INGOT_POLICY "policyDefinitions", reads, reading<list_policy_definitions>},
    known_path{"/subscriptions/*" INGOT_POLICY "policySetDefinitions/*", writes,
               handle_policy_set_definition},
    known_path{INGOT_MANAGEMENT_GROUP INGOT_POLICY "policySetDefinitions/*", writes,
               handle_policy_set_definition},
    known_path{INGOT_POLICY "policySetDefinitions/*", reads, handle_policy_set_definition},
    known_path{"/subscriptions/*" INGOT_POLICY "policySetDefinitions", reads,
               reading<list_policy_set_definitions>},
    known_path{INGOT_MANAGEMENT_GROUP INGOT_POLICY "policySetDefinitions", reads,
               reading<list_policy_set_definitions>},
    known_path{INGOT_POLICY "policySetDefinitions", reads, reading<list_policy_set_definitions>},
    known_path{facts_of(resource_kind::policy_assignment).pattern, updates, handle_policy_assignment},
    known_path{"**" INGOT_POLICY "policyAssignments", reads, reading<list_policy_assignments>},
};

#undef INGOT_MANAGEMENT_GROUP
#undef INGOT_POLICY

} // namespace

std::span<const known_path> policy_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
