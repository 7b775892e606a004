#pragma once

#include <ingot/emulator/detail/policy_definition.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// What one assigned policy says about one resource. The pointers are good until the next write.
struct judgement {
    const json* assignment = nullptr;
    const json* definition = nullptr;
    const json* set_definition = nullptr; ///< null where the policy is assigned by itself
    std::string_view reference;           ///< policyDefinitionReferenceId within the set
    json parameters;                      ///< in effect, name -> value
    policy::finding found;
};

/// Whether policies look at resources of that kind: those that live in a resource group, have tags and a
/// location, and are nobody's part.
[[nodiscard]] bool is_governed(resource_kind kind) noexcept;

/// All policies that are assigned at the scope of a resource or above it, not excluded there by `notScopes`,
/// and not disabled. A rule that cannot be evaluated counts as one that does not apply.
/// @param resource as Azure Resource Manager would show it, with id and type
[[nodiscard]] std::vector<judgement> judge(const world& state, const json& resource);

/// Whether findings of the assignment stop a write.
[[nodiscard]] bool is_enforced(const json& assignment) noexcept;

} // namespace ingot::inline v0::emulator
