#pragma once

#include <ingot/emulator/detail/world.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Adds the resources of an `ingot.estate/1` document as they are; all or nothing.
[[nodiscard]] result<void> seed(world& state, std::string_view estate);

/// Every resource as such a document.
[[nodiscard]] std::string snapshot(const world& state);

} // namespace ingot::inline v0::emulator
