#ifndef CHECK_H
#define CHECK_H

/* What the tests in C say when something is not as it should be. A program exits with the number of failures. */

#include <stdio.h>
#include <string.h>

static int failures = 0;

#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            ++failures;                                                                                                \
            fprintf(stderr, "%s:%d: in %s: not so: %s\n", __FILE__, __LINE__, __func__, #condition);                   \
        }                                                                                                              \
    } while (0)

#define CHECK_TEXT(text, expected)                                                                                     \
    do {                                                                                                               \
        const char *said = (text);                                                                                     \
        if (said == NULL || strcmp(said, (expected)) != 0) {                                                           \
            ++failures;                                                                                                \
            fprintf(stderr, "%s:%d: in %s: '%s', expected '%s'\n", __FILE__, __LINE__, __func__,                       \
                    said == NULL ? "(NULL)" : said, (expected));                                                       \
        }                                                                                                              \
    } while (0)

#endif
