#pragma once

#include <ingot/core/image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/plan/verdict.hpp>
#include <ingot/plan/version_change.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

enum class action { deprecate, trim, remove };

inline constexpr std::array<std::pair<action, std::string_view>, 3> action_names{{
    {action::deprecate, "deprecate"},
    {action::trim, "trim"},
    {action::remove, "delete"},
}};

[[nodiscard]] constexpr std::string_view name_of(action value) noexcept {
    return action_names[static_cast<std::size_t>(value)].second;
}

/// One write to one version.
struct step {
    std::string id; ///< unique in its plan
    ingot::action action = ingot::action::deprecate;
    resource_id target;                     ///< a version
    std::vector<std::string> requires_done; ///< steps that must have succeeded before
    std::string precondition;               ///< digest of the version as it must be found just before
    version_change request;
    std::optional<version_change> inverse; ///< what takes it back; none: it cannot be taken back
    std::string because;                   ///< a sentence for people

    friend bool operator==(const step&, const step&) = default;
};

/// What `latest` means for a definition in a region before the plan and after it.
struct latest_change {
    resource_id definition;
    region where;
    std::optional<image_version> before;
    std::optional<image_version> after;

    friend bool operator==(const latest_change&, const latest_change&) = default;
};

struct plan_estimates {
    std::int64_t requests = 0; ///< the fewest that carry the plan out
    duration least_duration{}; ///< the service's budgets allow no less
    std::int64_t replicas_removed = 0;
    std::int64_t gigabytes_freed = 0; ///< disk sizes times replicas removed

    friend bool operator==(const plan_estimates&, const plan_estimates&) = default;
};

/// All that apply needs and all that it does.
struct plan {
    timestamp now{};
    std::string estate_digest;
    std::string policy_digest;
    std::string plan_digest; ///< over the document without this member
    std::vector<verdict>
        verdicts; ///< one per version, the soft-deleted too, by definition id, highest version first
    std::vector<latest_change> latest; ///< every change of `latest`
    std::vector<step> steps;           ///< a step stands after those that it requires
    plan_estimates estimates;

    friend bool operator==(const plan&, const plan&) = default;
};

} // namespace ingot::inline v0
