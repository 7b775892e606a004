#pragma once

#include <ingot/emulator/detail/json.hpp>
#include <ingot/http/response.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why the service says no.
struct refusal {
    int status = 400;
    std::string code;
    std::string message;
    std::string target;
};

[[nodiscard]] http::response answer(int status);
[[nodiscard]] http::response answer(int status, const json& body);

/// The error body of Azure Resource Manager: `{"error": {"code", "message", "target"}}`.
[[nodiscard]] http::response answer(const refusal& why);

/// The `error` object alone, as a long-running operation shows it.
[[nodiscard]] json error_object(const refusal& why);

[[nodiscard]] refusal invalid_parameter(std::string_view target, std::string_view message);
[[nodiscard]] refusal missing_parameter(std::string_view target);
[[nodiscard]] refusal property_change_not_allowed(std::string_view target);
[[nodiscard]] refusal resource_not_found(std::string_view id);

} // namespace ingot::inline v0::emulator
