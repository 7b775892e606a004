#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator::policy {

/// What a policy does with a resource that its rule catches.
enum class effect { disabled, audit, deny };

[[nodiscard]] std::string_view name_of(effect what) noexcept;

/// What a policy says about one resource.
struct finding {
    bool applies = false; ///< whether the `if` of the rule holds, so that the effect speaks
    effect what = effect::disabled;
};

/// Everything in the `properties` of a policy definition that the emulator cannot judge, or that the service
/// would refuse: mode, parameters, rule, effect. Empty when evaluate() can.
[[nodiscard]] std::vector<std::string> problems_of_definition(const json& properties);

/// Why the values (`{"x": {"value": ...}}`) are none for the declared parameters: undeclared, without a value
/// and default, of another type, or not allowed.
[[nodiscard]] std::vector<std::string> problems_of_parameters(const json* declared, const json* values);

/// Name -> value: the values given, and the defaults of the others.
[[nodiscard]] json effective_parameters(const json* declared, const json* values);

/// Judges a resource, as Azure Resource Manager would show it, by the `properties` of a policy definition.
/// @param parameters as effective_parameters() makes them
[[nodiscard]] result<finding> evaluate(const json& properties, const json& parameters, const json& resource);

} // namespace ingot::inline v0::emulator::policy
