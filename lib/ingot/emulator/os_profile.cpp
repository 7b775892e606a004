#include <ingot/emulator/detail/os_profile.hpp>

namespace ingot::inline v0::emulator {

void forget_secrets(json& owner) {
    if (find(owner, {"osProfile"}) == nullptr) return;
    json& profile = object_at(owner, "osProfile");
    erase(profile, "adminPassword");
    erase(profile, "customData");
}

} // namespace ingot::inline v0::emulator
