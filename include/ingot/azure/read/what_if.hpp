#pragma once

#include <ingot/core/open_enum.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::azure {

/// Source: ChangeType. Of what is `deploy` it is not known whether it changes; of `unsupported` nothing is
/// known.
enum class what_if_change_type { create, remove, ignore, deploy, no_change, modify, unsupported };

struct what_if_change_type_names {
    using value = what_if_change_type;
    static constexpr std::array<std::pair<what_if_change_type, std::string_view>, 7> table{{
        {what_if_change_type::create, "Create"},
        {what_if_change_type::remove, "Delete"},
        {what_if_change_type::ignore, "Ignore"},
        {what_if_change_type::deploy, "Deploy"},
        {what_if_change_type::no_change, "NoChange"},
        {what_if_change_type::modify, "Modify"},
        {what_if_change_type::unsupported, "Unsupported"},
    }};
};

/// Source: PropertyChangeType.
enum class property_change_type { create, remove, modify, array, no_effect };

struct property_change_type_names {
    using value = property_change_type;
    static constexpr std::array<std::pair<property_change_type, std::string_view>, 5> table{{
        {property_change_type::create, "Create"},
        {property_change_type::remove, "Delete"},
        {property_change_type::modify, "Modify"},
        {property_change_type::array, "Array"},
        {property_change_type::no_effect, "NoEffect"},
    }};
};

/// Source: WhatIfPropertyChange.
struct what_if_property_change {
    std::string path;
    open_enum<property_change_type_names> type;
    std::string before; ///< JSON; empty: none
    std::string after;  ///< JSON; empty: none
    std::vector<what_if_property_change> children;
};

/// Source: WhatIfChange.
struct what_if_change {
    std::string resource_id; ///< of any kind of resource
    open_enum<what_if_change_type_names> type;
    std::string unsupported_reason;
    std::string before; ///< JSON; empty: none, or only ids were asked for
    std::string after;  ///< JSON; empty: none, or only ids were asked for
    std::vector<what_if_property_change> delta;
};

/// What a deployment would change, as far as Azure can tell. Source: WhatIfOperationResult.
struct what_if_result {
    std::string status; ///< `Succeeded` or `Failed`
    std::vector<what_if_change> changes;
    std::string error_code; ///< why there is no result
    std::string error_message;
};

} // namespace ingot::inline v0::azure
