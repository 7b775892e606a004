#pragma once

#include <ingot/azure/request.hpp>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Whether resources comply with the policies that apply to them.
class policy_state_operations {
public:
    /// The latest state of each resource under each policy. A POST that only asks; its pages are asked for by
    /// POST as well.
    /// @param filter such as `complianceState eq 'NonCompliant'`; empty: all
    [[nodiscard]] request list_latest(const service& at, const resource_id& scope,
                                      std::string filter = {}) const {
        std::vector<query_option> options;
        if (!filter.empty()) options.push_back({"$filter", std::move(filter)});
        return detail::make_request(at, http::method::post, run::operation_kind::list,
                                    request_path::to_scope(scope).along(base).along("queryResults"),
                                    at.versions.policy_states, options);
    }
    [[nodiscard]] request summarize(const service& at, const resource_id& scope) const {
        return detail::make_request(at, http::method::post, run::operation_kind::read,
                                    request_path::to_scope(scope).along(base).along("summarize"),
                                    at.versions.policy_states);
    }
    /// Has everything in a subscription or resource group evaluated anew, which takes long.
    [[nodiscard]] request trigger_evaluation(const service& at, const resource_id& scope) const {
        return detail::act(at, request_path::to_container(scope).along(base).along("triggerEvaluation"),
                           at.versions.policy_states);
    }

private:
    static constexpr std::string_view base = "providers/Microsoft.PolicyInsights/policyStates/latest";
};

inline constexpr policy_state_operations policy_states;

} // namespace ingot::inline v0::azure
