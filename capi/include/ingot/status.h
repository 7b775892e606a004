#ifndef INGOT_STATUS_H
#define INGOT_STATUS_H

/**
 * @file
 * What became of a call, grouped by what the caller does next. Values never change; new ones may be added.
 */

#include <ingot/export.h>

INGOT_BEGIN_C

typedef int32_t ingot_status;

enum {
    INGOT_STATUS_OK = 0,

    /* mend the input */
    INGOT_STATUS_INVALID_ARGUMENT = 1,
    INGOT_STATUS_INVALID_DOCUMENT = 2,
    INGOT_STATUS_UNSUPPORTED = 3,

    /* mend the world */
    INGOT_STATUS_NOT_FOUND = 10,
    INGOT_STATUS_CONFLICT = 11,
    INGOT_STATUS_PRECONDITION_FAILED = 12,
    INGOT_STATUS_GUARD_RAIL = 13,

    /* mend access */
    INGOT_STATUS_UNAUTHENTICATED = 20,
    INGOT_STATUS_FORBIDDEN = 21,

    /* wait, then try again */
    INGOT_STATUS_THROTTLED = 30,
    INGOT_STATUS_UNAVAILABLE = 31,
    INGOT_STATUS_TIMED_OUT = 32,

    /* somebody asked to stop */
    INGOT_STATUS_CANCELLED = 40,
    INGOT_STATUS_CALLBACK_STOPPED = 41,

    /* a fault of the library, or of its host */
    INGOT_STATUS_INTERNAL = 50,
    INGOT_STATUS_OUT_OF_MEMORY = 51
};

/**
 * The name of a status without its prefix, in lower case, such as "not_found"; "unknown" for other values.
 *
 * @return borrowed, for ever. Threads: any. Since 1.
 */
INGOT_API const char *ingot_status_name(ingot_status status);

INGOT_END_C

#endif
