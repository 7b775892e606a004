#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/activity_log.hpp>
#include <ingot/emulator/detail/insights_rules.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

using enum resource_kind;

template <resource_kind Kind>
http::response rule(world& state, const call& request) {
    return handle_insights_rule(state, request, Kind);
}
template <resource_kind Kind>
http::response rules(world& state, const call& request) {
    return list_insights_rules(state, request, Kind);
}

#define INGOT_GROUP "/subscriptions/*/resourceGroups/*/providers/Microsoft.Insights/"
#define INGOT_SUBSCRIPTION "/subscriptions/*/providers/Microsoft.Insights/"

constexpr std::array routes{
    known_path{INGOT_SUBSCRIPTION "eventtypes/management/values", reads, reading<list_activity_log>},
    known_path{facts_of(activity_log_alert).pattern, updates, rule<activity_log_alert>},
    known_path{INGOT_GROUP "activityLogAlerts", reads, rules<activity_log_alert>},
    known_path{INGOT_SUBSCRIPTION "activityLogAlerts", reads, rules<activity_log_alert>},
    known_path{INGOT_GROUP "actionGroups/*/subscribe", "POST ", subscribe_receiver},
    known_path{facts_of(action_group).pattern, updates, rule<action_group>},
    known_path{INGOT_GROUP "actionGroups", reads, rules<action_group>},
    known_path{INGOT_SUBSCRIPTION "actionGroups", reads, rules<action_group>},
    known_path{facts_of(scheduled_query_rule).pattern, updates, rule<scheduled_query_rule>},
    known_path{INGOT_GROUP "scheduledQueryRules", reads, rules<scheduled_query_rule>},
    known_path{INGOT_SUBSCRIPTION "scheduledQueryRules", reads, rules<scheduled_query_rule>},
};

#undef INGOT_GROUP
#undef INGOT_SUBSCRIPTION

} // namespace

std::span<const known_path> insights_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
