#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>

#include <optional>

namespace ingot::inline v0::emulator {

struct world;

/// Notes every enabled activity-log alert whose scopes and conditions the event satisfies.
void fire_alerts(world& state, const json& event);

/// Why a body cannot be an activity-log alert.
[[nodiscard]] std::optional<refusal> refused_activity_log_alert(const json& body);

} // namespace ingot::inline v0::emulator
