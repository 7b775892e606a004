#ifndef INGOT_TEXT_H
#define INGOT_TEXT_H

/**
 * @file
 * A document that the library wrote: UTF-8, never changed after it was made, so any number of threads may
 * read it at once.
 */

#include <ingot/export.h>

INGOT_BEGIN_C

typedef struct ingot_text ingot_text;

/** Ends the life of a text. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_text_destroy(ingot_text *text);

/** Its bytes, with a NUL behind them. @return borrowed from `text`; "" for NULL. Threads: any. Since 1. */
INGOT_API const char *ingot_text_data(const ingot_text *text);

/** How many bytes it has, without the NUL. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_text_size(const ingot_text *text);

INGOT_END_C

#endif
