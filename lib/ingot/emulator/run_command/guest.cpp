#include <ingot/emulator/detail/guest.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/world.hpp>

namespace ingot::inline v0::emulator {

guest_state guest_of(const world& state, std::string_view machine_id) {
    const auto at = state.guests.find(fold(machine_id));
    return at == state.guests.end() ? guest_state{} : at->second;
}

} // namespace ingot::inline v0::emulator
