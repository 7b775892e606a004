#pragma once

#include <ingot/core/image_version.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

/// Why a higher version is not `latest` in a region; the first that applies.
enum class pass_reason { soft_deleted, state, not_targeted, not_replicated, excluded_in_region, excluded };

inline constexpr std::array<std::pair<pass_reason, std::string_view>, 6> pass_reason_names{{
    {pass_reason::soft_deleted, "soft_deleted"},
    {pass_reason::state, "state"},
    {pass_reason::not_targeted, "not_targeted"},
    {pass_reason::not_replicated, "not_replicated"},
    {pass_reason::excluded_in_region, "excluded_in_region"},
    {pass_reason::excluded, "excluded"},
}};

[[nodiscard]] constexpr std::string_view name_of(pass_reason value) noexcept {
    return pass_reason_names[static_cast<std::size_t>(value)].second;
}

struct passed_over {
    image_version version;
    pass_reason reason = pass_reason::state;

    friend bool operator==(const passed_over&, const passed_over&) = default;
};

/// What `latest` means in one region.
struct latest_in_region {
    region where;
    std::optional<image_version> version;
    bool assumed = false;             ///< chosen without a replication status to prove that it is there
    std::vector<passed_over> skipped; ///< every version above the chosen one, highest first

    friend bool operator==(const latest_in_region&, const latest_in_region&) = default;
};

/// What `latest` means for one definition, in each target region of its present versions, by name.
struct definition_latest {
    resource_id id;
    std::vector<latest_in_region> regions;

    friend bool operator==(const definition_latest&, const definition_latest&) = default;
};

} // namespace ingot::inline v0
