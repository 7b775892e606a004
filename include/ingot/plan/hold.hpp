#pragma once

#include <ingot/core/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// A reason that forbids a deletion now. Listed and reported in this order.
enum class hold_code {
    latest,
    newest,
    rollback_reserve,
    last_good,
    in_use,
    usage_unknown,
    recently_used,
    too_young,
    not_deprecated,
    deprecation_recent,
    candidate,
    undated,
    blocked_before_end_of_life,
    failed_under_soft_delete,
    locked,
    kept_by_tag,
    kept_by_name,
    lineage,
    shared,
    in_transition,
    orphan,
    circuit_breaker,
    limit,
};

inline constexpr std::array<std::pair<hold_code, std::string_view>, 23> hold_code_names{{
    {hold_code::latest, "latest"},
    {hold_code::newest, "newest"},
    {hold_code::rollback_reserve, "rollback_reserve"},
    {hold_code::last_good, "last_good"},
    {hold_code::in_use, "in_use"},
    {hold_code::usage_unknown, "usage_unknown"},
    {hold_code::recently_used, "recently_used"},
    {hold_code::too_young, "too_young"},
    {hold_code::not_deprecated, "not_deprecated"},
    {hold_code::deprecation_recent, "deprecation_recent"},
    {hold_code::candidate, "candidate"},
    {hold_code::undated, "undated"},
    {hold_code::blocked_before_end_of_life, "blocked_before_end_of_life"},
    {hold_code::failed_under_soft_delete, "failed_under_soft_delete"},
    {hold_code::locked, "locked"},
    {hold_code::kept_by_tag, "kept_by_tag"},
    {hold_code::kept_by_name, "kept_by_name"},
    {hold_code::lineage, "lineage"},
    {hold_code::shared, "shared"},
    {hold_code::in_transition, "in_transition"},
    {hold_code::orphan, "orphan"},
    {hold_code::circuit_breaker, "circuit_breaker"},
    {hold_code::limit, "limit"},
}};

[[nodiscard]] constexpr std::string_view name_of(hold_code code) noexcept {
    return hold_code_names[static_cast<std::size_t>(code)].second;
}

/// One hold on one version.
struct hold {
    hold_code code = hold_code::orphan;
    std::string detail;                ///< a sentence for people
    std::optional<timestamp> until;    ///< the hold applies while now < until; none: time does not lift it
    std::vector<std::string> evidence; ///< what shows it: regions, consumers, lock ids; sorted

    friend bool operator==(const hold&, const hold&) = default;
};

} // namespace ingot::inline v0
