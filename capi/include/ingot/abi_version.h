#ifndef INGOT_ABI_VERSION_H
#define INGOT_ABI_VERSION_H

/**
 * @file
 * Which interface a program was compiled for, and which one it runs with.
 */

#include <ingot/export.h>

INGOT_BEGIN_C

enum {
    /** The interface that these headers describe. It grows with each addition; what stands is never changed. */
    INGOT_ABI_VERSION = 1
};

/**
 * The interface that the loaded library offers. A program runs with every library that offers at least the
 * INGOT_ABI_VERSION that it was compiled for.
 *
 * Threads: any. Since 1.
 */
INGOT_API int32_t ingot_abi_version(void);

/**
 * The version of the loaded library, such as "0.1.0".
 *
 * @return borrowed, for ever. Threads: any. Since 1.
 */
INGOT_API const char *ingot_version(void);

INGOT_END_C

#endif
