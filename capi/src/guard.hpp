#pragma once

#include "error.hpp"

#include <ingot/result.hpp>
#include <ingot/status.h>

#include <exception>
#include <new>

namespace ingot::capi {

/// Runs what a function of the interface does. Nothing gets past it: a failure becomes its status and, where the
/// caller asked for one, an error object.
/// @param work gives result<void>
template <class Work>
[[nodiscard]] ingot_status guard(ingot_error** told, Work&& work) noexcept {
    if (told != nullptr) *told = nullptr;
    try {
        result<void> done = work();
        return done ? INGOT_STATUS_OK : tell(told, std::move(done.error()));
    } catch (const std::bad_alloc&) {
        return tell_out_of_memory(told);
    } catch (const std::exception& thrown) {
        return tell_internal(told, thrown.what());
    } catch (...) {
        return tell_internal(told, "something that is no std::exception");
    }
}

} // namespace ingot::capi
