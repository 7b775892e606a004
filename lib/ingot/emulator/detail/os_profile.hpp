#pragma once

#include <ingot/emulator/detail/json.hpp>

namespace ingot::inline v0::emulator {

/// Takes out of an `osProfile` what the service accepts and never gives back: the password and, assumed, custom data.
/// @param owner the object that has the profile, if it has one: `properties` of a machine, or the
///              `virtualMachineProfile` of a scale set
void forget_secrets(json& owner);

} // namespace ingot::inline v0::emulator
