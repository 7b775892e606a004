#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::azure {

/// Source: StatusLevelTypes.
enum class status_level { info, warning, error };

struct status_level_names {
    using value = status_level;
    static constexpr std::array<std::pair<status_level, std::string_view>, 3> table{{
        {status_level::info, "Info"},
        {status_level::warning, "Warning"},
        {status_level::error, "Error"},
    }};
};

/// One thing that the service says of a machine, an agent or a script. Source: InstanceViewStatus.
struct instance_status {
    std::string code; ///< such as `PowerState/running`; compare this, the other texts are for people
    open_enum<status_level_names> level;
    std::string display_status;
    std::string message;
    std::optional<timestamp> time;
};

} // namespace ingot::inline v0::azure
