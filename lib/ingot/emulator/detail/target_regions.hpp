#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/json.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why the list cannot be a version's target regions: it is no list of named regions, names one twice,
/// lacks the version's own location, or a replica count is not 1..100.
[[nodiscard]] std::optional<refusal> refused_target_regions(const json& regions, std::string_view location);

/// Why the list cannot take the place of the stored one: a region's storage account type changes,
/// encryption is added, or a region goes although the safety profile does not allow it.
[[nodiscard]] std::optional<refusal> refused_region_change(const json& stored, const json& regions,
                                                           bool removal_allowed);

/// Fills in what the writer left open: the replica count, and the storage account type, which a region
/// keeps for good.
void complete_target_regions(json& regions, const json* stored, const json& publishing_profile);

} // namespace ingot::inline v0::emulator
