#pragma once

#include <ingot/emulator/detail/world.hpp>

#include <string_view>

namespace ingot::inline v0::emulator {

/// A version of that image definition came, or may be latest from now on: after
/// `latencies.automatic_upgrade`, scale sets that name the definition and have enableAutomaticOSUpgrade roll
/// out what is latest in their regions by then, if that is higher than what one of their instances runs. A
/// version that was stopped in a set is not rolled out there again. Another id than a definition's does
/// nothing.
void await_automatic_upgrade(world& state, std::string_view definition_id);

} // namespace ingot::inline v0::emulator
