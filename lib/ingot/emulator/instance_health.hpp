#pragma once

#include <functional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// An instance of a scale set, as its health is asked for.
struct probed_instance {
    std::string_view id;
    std::string_view exact_version; ///< of the gallery image that it runs; may be empty
};

/// Decides whether an instance that runs is healthy, whenever somebody asks. Must not call the emulator.
using health_probe = std::function<bool(const probed_instance&)>;

/// The usual answer.
[[nodiscard]] inline bool always_healthy(const probed_instance&) noexcept { return true; }

} // namespace ingot::inline v0::emulator
