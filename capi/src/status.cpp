#include <ingot/error.hpp>
#include <ingot/status.h>

namespace {

// The two lists are one; the numbers are promised by the C header.
using ingot::errc;
static_assert(static_cast<int>(errc::invalid_argument) == INGOT_STATUS_INVALID_ARGUMENT);
static_assert(static_cast<int>(errc::invalid_document) == INGOT_STATUS_INVALID_DOCUMENT);
static_assert(static_cast<int>(errc::unsupported) == INGOT_STATUS_UNSUPPORTED);
static_assert(static_cast<int>(errc::not_found) == INGOT_STATUS_NOT_FOUND);
static_assert(static_cast<int>(errc::conflict) == INGOT_STATUS_CONFLICT);
static_assert(static_cast<int>(errc::precondition_failed) == INGOT_STATUS_PRECONDITION_FAILED);
static_assert(static_cast<int>(errc::guard_rail) == INGOT_STATUS_GUARD_RAIL);
static_assert(static_cast<int>(errc::unauthenticated) == INGOT_STATUS_UNAUTHENTICATED);
static_assert(static_cast<int>(errc::forbidden) == INGOT_STATUS_FORBIDDEN);
static_assert(static_cast<int>(errc::throttled) == INGOT_STATUS_THROTTLED);
static_assert(static_cast<int>(errc::unavailable) == INGOT_STATUS_UNAVAILABLE);
static_assert(static_cast<int>(errc::timed_out) == INGOT_STATUS_TIMED_OUT);
static_assert(static_cast<int>(errc::cancelled) == INGOT_STATUS_CANCELLED);
static_assert(static_cast<int>(errc::callback_stopped) == INGOT_STATUS_CALLBACK_STOPPED);
static_assert(static_cast<int>(errc::internal) == INGOT_STATUS_INTERNAL);
static_assert(static_cast<int>(errc::out_of_memory) == INGOT_STATUS_OUT_OF_MEMORY);

} // namespace

const char* ingot_status_name(ingot_status status) {
    switch (status) {
    case INGOT_STATUS_OK: return "ok";
    case INGOT_STATUS_INVALID_ARGUMENT: return "invalid_argument";
    case INGOT_STATUS_INVALID_DOCUMENT: return "invalid_document";
    case INGOT_STATUS_UNSUPPORTED: return "unsupported";
    case INGOT_STATUS_NOT_FOUND: return "not_found";
    case INGOT_STATUS_CONFLICT: return "conflict";
    case INGOT_STATUS_PRECONDITION_FAILED: return "precondition_failed";
    case INGOT_STATUS_GUARD_RAIL: return "guard_rail";
    case INGOT_STATUS_UNAUTHENTICATED: return "unauthenticated";
    case INGOT_STATUS_FORBIDDEN: return "forbidden";
    case INGOT_STATUS_THROTTLED: return "throttled";
    case INGOT_STATUS_UNAVAILABLE: return "unavailable";
    case INGOT_STATUS_TIMED_OUT: return "timed_out";
    case INGOT_STATUS_CANCELLED: return "cancelled";
    case INGOT_STATUS_CALLBACK_STOPPED: return "callback_stopped";
    case INGOT_STATUS_INTERNAL: return "internal";
    case INGOT_STATUS_OUT_OF_MEMORY: return "out_of_memory";
    default: return "unknown";
    }
}
