#include <ingot/emulator/detail/known_path.hpp>

#include <ingot/emulator/detail/locks.hpp>

#include <array>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::array routes{
    known_path{facts_of(resource_kind::lock).pattern, writes, handle_lock, lock_check::lock_itself},
    known_path{"**/providers/Microsoft.Authorization/locks", reads, reading<list_locks>},
};

} // namespace

std::span<const known_path> authorization_routes() noexcept { return routes; }

} // namespace ingot::inline v0::emulator
