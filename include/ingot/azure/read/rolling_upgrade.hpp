#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// Source: RollingUpgradeStatusCode.
enum class rolling_upgrade_code { rolling_forward, cancelled, completed, faulted };

struct rolling_upgrade_code_names {
    using value = rolling_upgrade_code;
    static constexpr std::array<std::pair<rolling_upgrade_code, std::string_view>, 4> table{{
        {rolling_upgrade_code::rolling_forward, "RollingForward"},
        {rolling_upgrade_code::cancelled, "Cancelled"},
        {rolling_upgrade_code::completed, "Completed"},
        {rolling_upgrade_code::faulted, "Faulted"},
    }};
};

/// Source: RollingUpgradeActionType.
enum class rolling_upgrade_action { start, cancel };

struct rolling_upgrade_action_names {
    using value = rolling_upgrade_action;
    static constexpr std::array<std::pair<rolling_upgrade_action, std::string_view>, 2> table{{
        {rolling_upgrade_action::start, "Start"},
        {rolling_upgrade_action::cancel, "Cancel"},
    }};
};

/// How the latest rolling upgrade of a scale set does. Source: RollingUpgradeStatusInfo.
struct rolling_upgrade {
    open_enum<rolling_upgrade_code_names> code;
    open_enum<rolling_upgrade_action_names> last_action;
    std::optional<timestamp> start_time;
    std::optional<timestamp> last_action_time;
    std::int32_t successful = 0; ///< instances
    std::int32_t failed = 0;
    std::int32_t in_progress = 0;
    std::int32_t pending = 0;
    std::string error_code; ///< why it is faulted
    std::string error_message;

    /// Whether it goes on no more. A code that we do not know, or none, may go on.
    [[nodiscard]] bool ended() const noexcept {
        return code == rolling_upgrade_code::cancelled || code == rolling_upgrade_code::completed ||
               code == rolling_upgrade_code::faulted;
    }
};

} // namespace ingot::inline v0::azure
