#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// How a resource stands to a policy (Azure Policy, compliance states). Only `compliant` says that it
/// complies.
enum class compliance {
    compliant,
    non_compliant,
    exempt,
    conflicting,
    not_started,
    protected_resource,
    unknown
};

struct compliance_names {
    using value = compliance;
    static constexpr std::array<std::pair<compliance, std::string_view>, 7> table{{
        {compliance::compliant, "Compliant"},
        {compliance::non_compliant, "NonCompliant"},
        {compliance::exempt, "Exempt"},
        {compliance::conflicting, "Conflict"},
        {compliance::not_started, "NotStarted"},
        {compliance::protected_resource, "Protected"},
        {compliance::unknown, "Unknown"},
    }};
};

/// One resource under one policy. Ids are texts, as the service folds them. Source: PolicyState.
struct policy_state {
    std::string resource_id;
    std::optional<ingot::timestamp> timestamp; ///< when it was evaluated
    open_enum<compliance_names> state;
    std::string policy_assignment_id;
    std::string policy_definition_id;
    std::string policy_set_definition_id; ///< empty: the definition was assigned itself
    std::string action;                   ///< the effect, such as `audit` or `deny`
};

} // namespace ingot::inline v0::azure
