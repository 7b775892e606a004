#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/core/timestamp.hpp>

#include <array>
#include <optional>
#include <string>
#include <utility>

namespace ingot::inline v0 {

/// How completely a scope was asked for one kind of reference.
enum class completeness { complete, partial, denied, failed };

struct completeness_names {
    using value = completeness;
    static constexpr std::array<std::pair<completeness, std::string_view>, 4> table{{
        {completeness::complete, "complete"},
        {completeness::partial, "partial"},
        {completeness::denied, "denied"},
        {completeness::failed, "failed"},
    }};
};

/// One answer of a survey: what was asked, when, and whether all of it was heard.
struct coverage_row {
    resource_id scope;
    std::string source; ///< such as `virtual_machines`; compares without regard to case
    open_enum<completeness_names> status;
    std::optional<timestamp> at;
    std::string detail; ///< for people
};

} // namespace ingot::inline v0
