#ifndef INGOT_EXPORT_H
#define INGOT_EXPORT_H

/**
 * @file
 * How the symbols of the C interface are declared.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define INGOT_API __attribute__((visibility("default")))
#else
#define INGOT_API
#endif

#ifdef __cplusplus
#define INGOT_BEGIN_C extern "C" {
#define INGOT_END_C }
#else
#define INGOT_BEGIN_C
#define INGOT_END_C
#endif

#endif
