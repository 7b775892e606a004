#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/emulator/script_runner.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// Whether the service has a built-in command of that id.
[[nodiscard]] bool is_built_in_command(std::string_view id) noexcept;

[[nodiscard]] refusal unknown_command(std::string_view target, std::string_view id);

/// Adds the `[{name, value}]` of a body to the parameters. Null is nothing.
[[nodiscard]] std::optional<refusal> read_parameters(const json* list, std::string_view target,
                                                     std::vector<script_parameter>& into);

/// Why no script can run on the machine: it is busy, does not run, or its agent is not Ready.
[[nodiscard]] std::optional<refusal> refused_as_unready(const world& state, const stored_resource& machine,
                                                        std::string_view operation);

} // namespace ingot::inline v0::emulator
