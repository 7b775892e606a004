#pragma once

#include <ingot/core/resource_id.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0 {

/// What a plan may never do. Each holds whatever the policy says, so a plan and its estate suffice to check
/// it.
enum class safety_rule {
    // the plan as a document
    duplicate_step,      ///< step ids are unique
    unknown_requirement, ///< a step requires only steps of its plan
    step_order,          ///< a step stands after those that it requires; so there is no cycle
    conflicting_steps,   ///< one step a version, or a trim and then the delete
    request_mismatch,    ///< the request does what the action says and nothing else
    unknown_version,     ///< steps and verdicts are about versions of the estate
    missing_verdict,     ///< every version has a verdict
    duplicate_verdict,   ///< and only one
    unsupported_step,    ///< a step has a verdict that decides it, and no hold forbids it
    missing_step,        ///< a verdict that decides a step has it
    circuit_breaker,     ///< nothing happens to a definition whose breaker tripped
    wrong_estimate,      ///< the replicas removed are counted right
    // what consumers rely on
    latest_touched,        ///< what is `latest` in a region is not deleted, deprecated or trimmed there
    latest_change,         ///< every change of `latest` is declared, and only such
    last_good,             ///< the only good version of a definition stays good
    in_use,                ///< what is in use is not deleted, nor trimmed where it is used
    undeclared_usage,      ///< nothing is deleted or trimmed where no survey heard all of any answer
    shared_without_notice, ///< what others may use is removed only after its consumers were told
    // what the service and its owners protect
    locked,                     ///< nothing happens under a lock that forbids it
    in_transition,              ///< what is soft-deleted or changing is left alone
    failed_under_soft_delete,   ///< a failed version in a gallery with soft delete is left alone
    blocked_before_end_of_life, ///< the deletion block has lapsed
    undated,                    ///< what has no past date is neither deleted nor deprecated
    // replicas
    home_region_dropped, ///< the home replica goes with the version only
    region_not_targeted, ///< a request names target regions only
    delete_before_trim,  ///< a delete requires the trim to the home region
    not_trimmable,       ///< only deprecated or good versions are trimmed for their own sake
    // deprecation
    not_deprecatable,       ///< only good, active versions are deprecated
    incomplete_deprecation, ///< a deprecation excludes everywhere and tags with the instant of the plan
    wrong_end_of_life, ///< a deprecation leaves an end of life, a future one when it sets it, never a later
                       ///< one
    // the way back
    wrong_inverse, ///< what can be taken back says how, and that leads back
};

inline constexpr std::array<std::pair<safety_rule, std::string_view>, 31> safety_rule_names{{
    {safety_rule::duplicate_step, "duplicate_step"},
    {safety_rule::unknown_requirement, "unknown_requirement"},
    {safety_rule::step_order, "step_order"},
    {safety_rule::conflicting_steps, "conflicting_steps"},
    {safety_rule::request_mismatch, "request_mismatch"},
    {safety_rule::unknown_version, "unknown_version"},
    {safety_rule::missing_verdict, "missing_verdict"},
    {safety_rule::duplicate_verdict, "duplicate_verdict"},
    {safety_rule::unsupported_step, "unsupported_step"},
    {safety_rule::missing_step, "missing_step"},
    {safety_rule::circuit_breaker, "circuit_breaker"},
    {safety_rule::wrong_estimate, "wrong_estimate"},
    {safety_rule::latest_touched, "latest_touched"},
    {safety_rule::latest_change, "latest_change"},
    {safety_rule::last_good, "last_good"},
    {safety_rule::in_use, "in_use"},
    {safety_rule::undeclared_usage, "undeclared_usage"},
    {safety_rule::shared_without_notice, "shared_without_notice"},
    {safety_rule::locked, "locked"},
    {safety_rule::in_transition, "in_transition"},
    {safety_rule::failed_under_soft_delete, "failed_under_soft_delete"},
    {safety_rule::blocked_before_end_of_life, "blocked_before_end_of_life"},
    {safety_rule::undated, "undated"},
    {safety_rule::home_region_dropped, "home_region_dropped"},
    {safety_rule::region_not_targeted, "region_not_targeted"},
    {safety_rule::delete_before_trim, "delete_before_trim"},
    {safety_rule::not_trimmable, "not_trimmable"},
    {safety_rule::not_deprecatable, "not_deprecatable"},
    {safety_rule::incomplete_deprecation, "incomplete_deprecation"},
    {safety_rule::wrong_end_of_life, "wrong_end_of_life"},
    {safety_rule::wrong_inverse, "wrong_inverse"},
}};

[[nodiscard]] constexpr std::string_view name_of(safety_rule value) noexcept {
    return safety_rule_names[static_cast<std::size_t>(value)].second;
}

/// One safety rule that a plan would break.
struct plan_finding {
    safety_rule rule = safety_rule::duplicate_step;
    std::string step;     ///< id of the step; empty when no step does it
    resource_id target;   ///< the version, or the definition; empty when the whole plan is meant
    std::string sentence; ///< what is wrong, for people

    friend bool operator==(const plan_finding&, const plan_finding&) = default;
};

} // namespace ingot::inline v0
