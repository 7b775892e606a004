#pragma once

#include <ingot/error.h>
#include <ingot/error.hpp>

struct ingot_error {
    ingot::error value;
};

namespace ingot::capi {

/// Hands an error to the caller, who may not want it (`told` is null).
[[nodiscard]] ingot_status tell(ingot_error** told, error&& why) noexcept;
/// The same without taking any memory.
[[nodiscard]] ingot_status tell_out_of_memory(ingot_error** told) noexcept;
[[nodiscard]] ingot_status tell_internal(ingot_error** told, const char* what) noexcept;

} // namespace ingot::capi
