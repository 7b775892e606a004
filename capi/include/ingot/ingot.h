#ifndef INGOT_INGOT_H
#define INGOT_INGOT_H

/**
 * @file
 * The whole C interface of Ingot, in C99.
 *
 * Objects are opaque. Whoever gets one in an `out` parameter owns it and ends its life with the `_destroy` of
 * its kind, in any order. Every text that a getter returns is borrowed from its object: it lives as long, and
 * is UTF-8 with a NUL behind it. Texts that are given are copied before the call returns, unless its
 * description says otherwise. A getter past the end, or of NULL, answers with nothing rather than fail.
 *
 * The library starts no thread and keeps no state of its own: no set-up, no last error. An object behind a
 * `const` pointer may be read by many threads at once, any other is for one thread at a time.
 */

#include <ingot/abi_version.h>
#include <ingot/error.h>
#include <ingot/estate.h>
#include <ingot/export.h>
#include <ingot/findings.h>
#include <ingot/latest.h>
#include <ingot/plan.h>
#include <ingot/policy.h>
#include <ingot/status.h>
#include <ingot/text.h>

#endif
