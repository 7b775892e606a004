#pragma once

#include "arguments.hpp"

#include <ingot/core/estate.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <optional>

namespace ingot::cli {

inline constexpr option json_option{"json", "", "print the result as JSON instead of text"};

inline constexpr option now_option{
    "now", "T",
    "judge at this instant, such as 2026-09-01T00:00:00Z, or 'taken_at' for the one at which the estate was "
    "taken (default: the present)"};

/// The instant to judge at.
/// @param judged null where no estate is at hand, so that `taken_at` means nothing
[[nodiscard]] result<timestamp> instant_given(const arguments& given, const estate* judged);

} // namespace ingot::cli
