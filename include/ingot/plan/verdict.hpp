#pragma once

#include <ingot/core/resource_id.hpp>
#include <ingot/plan/hold.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Where a version stands in its life; the first that fits.
enum class stage { soft_deleted, deleting, failed, revoked, candidate, trimmed, deprecated, active };

inline constexpr std::array<std::pair<stage, std::string_view>, 8> stage_names{{
    {stage::soft_deleted, "soft_deleted"},
    {stage::deleting, "deleting"},
    {stage::failed, "failed"},
    {stage::revoked, "revoked"},
    {stage::candidate, "candidate"},
    {stage::trimmed, "trimmed"},
    {stage::deprecated, "deprecated"},
    {stage::active, "active"},
}};

[[nodiscard]] constexpr std::string_view name_of(stage value) noexcept {
    return stage_names[static_cast<std::size_t>(value)].second;
}

/// What is to happen to a version.
enum class decision { keep, deprecate, trim, remove };

inline constexpr std::array<std::pair<decision, std::string_view>, 4> decision_names{{
    {decision::keep, "keep"},
    {decision::deprecate, "deprecate"},
    {decision::trim, "trim"},
    {decision::remove, "delete"},
}};

[[nodiscard]] constexpr std::string_view name_of(decision value) noexcept {
    return decision_names[static_cast<std::size_t>(value)].second;
}

/// The judgement of one version.
struct verdict {
    resource_id id;
    std::optional<std::string> rule; ///< the rule that governs it; none: an orphan
    ingot::stage stage = ingot::stage::active;
    ingot::decision decision = ingot::decision::keep;
    std::vector<hold> holds; ///< every hold that applies, in the order of hold_code

    friend bool operator==(const verdict&, const verdict&) = default;
};

} // namespace ingot::inline v0
