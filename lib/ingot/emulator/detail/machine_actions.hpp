#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>
#include <ingot/result.hpp>

#include <string_view>

namespace ingot::inline v0::emulator {

/// How a power action runs: what the machine says meanwhile and afterwards, and for how long.
struct power_change {
    std::string_view meanwhile; ///< empty: the power state stays as it is
    std::string_view afterwards;
    duration takes{};
};

/// Refused is what the machine's power state, or its being generalized, forbids.
[[nodiscard]] tl::expected<power_change, refusal> plan_power_change(const world& state, const call& request,
                                                                    const json& machine,
                                                                    std::string_view action);

/// POST of `.../virtualMachines/{vm}/{action}`, also below a scale set: start, powerOff, deallocate, restart, redeploy, reapply.
[[nodiscard]] http::response act_on_machine(world& state, const call& request);

/// POST of `.../virtualMachines/{vm}/generalize`: at once, for good, and only of a machine that was powered
/// off or deallocated.
[[nodiscard]] http::response generalize_machine(world& state, const call& request);

/// GET of `.../virtualMachines/{vm}/instanceView`.
[[nodiscard]] http::response get_instance_view(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
