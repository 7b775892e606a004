#pragma once

#include <ingot/emulator/detail/expression.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/policy_aliases.hpp>
#include <ingot/result.hpp>

#include <string>
#include <vector>

namespace ingot::inline v0::emulator::policy {

/// What a condition is asked about.
struct question {
    const json& resource;   ///< as Azure Resource Manager shows it: id, name, type, location, ...
    const json& parameters; ///< name -> value, defaults included
    std::vector<counted_element> counted; ///< set by the evaluation itself
};

/// The value of a text of a rule: itself, or what its expression says.
[[nodiscard]] result<json> resolve_in_rule(const json& value, const question& about);

/// Whether a condition of a policy rule, or a logical operator over conditions, holds.
[[nodiscard]] result<bool> holds(const json& condition, const question& about);

/// What of a condition the emulator cannot judge: unknown members, fields, aliases and functions, and
/// parameters that `declared` (name -> declaration, may be null) does not have.
[[nodiscard]] std::vector<std::string> problems_of_condition(const json& condition, const json* declared);

/// The same for one text or array of a rule.
[[nodiscard]] std::vector<std::string> problems_of_value(const json& value, const json* declared);

} // namespace ingot::inline v0::emulator::policy
