#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::emulator {

/// A roll-out of a new image over the instances of a scale set, batch by batch.
struct rolling_upgrade {
    std::uint64_t number = 0;
    std::string set_id; ///< as it is spelled
    bool by_platform = false;
    json target_image;                        ///< the image reference, with its exact version
    std::string_view code = "RollingForward"; ///< or Completed, Cancelled, Faulted
    std::string_view last_action = "Start";   ///< or Cancel
    timestamp started;
    timestamp last_action_at;
    std::optional<timestamp> ended;
    std::optional<refusal> error;
    std::vector<std::string> pending;     ///< ids of instances, folded
    std::vector<std::string> in_progress; ///< ids of instances, folded
    std::size_t successful = 0;
    std::size_t failed = 0;
    std::string operation; ///< id of the long-running operation; empty if nobody asked for it
};

} // namespace ingot::inline v0::emulator
