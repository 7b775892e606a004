#pragma once

#include <ingot/azure/read/instance_status.hpp>
#include <ingot/core/case_fold.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0::azure {

/// What the action Run Command is answered with. It has no exit code: that the platform ran the script says
/// nothing of how the script ended, so let the script print that. Source: RunCommandResult.
struct run_command_result {
    std::vector<instance_status> statuses;

    /// The last 4,096 bytes that the script wrote, without line breaks at their ends (Azure Virtual Machines,
    /// Run Command). Windows has a status for each stream; on Linux one message holds both, between
    /// `[stdout]` and `[stderr]` (assumed). None when neither is there.
    [[nodiscard]] std::optional<std::string_view> output() const {
        return stream("ComponentStatus/StdOut/", "[stdout]", "[stderr]");
    }
    /// The same of what it wrote to the stream of errors.
    [[nodiscard]] std::optional<std::string_view> error_output() const {
        return stream("ComponentStatus/StdErr/", "[stderr]", {});
    }

private:
    [[nodiscard]] std::optional<std::string_view> stream(std::string_view prefix, std::string_view from,
                                                         std::string_view to) const {
        for (const instance_status& one : statuses)
            if (equal_folded(std::string_view(one.code).substr(0, prefix.size()), prefix))
                return without_line_breaks(one.message);
        for (const instance_status& one : statuses) {
            std::string_view text = one.message;
            const auto begin = text.find(from);
            if (begin == std::string_view::npos) continue;
            text.remove_prefix(begin + from.size());
            if (!to.empty()) text = text.substr(0, text.rfind(to));
            return without_line_breaks(text);
        }
        return std::nullopt;
    }

    [[nodiscard]] static std::string_view without_line_breaks(std::string_view text) {
        const auto begin = text.find_first_not_of("\r\n");
        if (begin == std::string_view::npos) return {};
        return text.substr(begin, text.find_last_not_of("\r\n") - begin + 1);
    }
};

} // namespace ingot::inline v0::azure
