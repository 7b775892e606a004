#ifndef INGOT_ESTATE_H
#define INGOT_ESTATE_H

/**
 * @file
 * A snapshot of galleries, image definitions, image versions and whatever refers to them. It never changes,
 * so any number of threads may read it at once.
 */

#include <ingot/error.h>
#include <ingot/text.h>

INGOT_BEGIN_C

typedef struct ingot_estate ingot_estate;

/** Ends the life of an estate. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_estate_destroy(ingot_estate *estate);

/**
 * Reads an `ingot.estate/1` document from memory.
 *
 * @param data the document, UTF-8; may be NULL only when `size` is 0. Borrowed for the call.
 * @param size its bytes
 * @param name what errors call the document; NULL: "estate". Copied.
 * @param out set to the estate, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_DOCUMENT with every violation, INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_estate_read(const char *data, size_t size, const char *name, ingot_estate **out,
                                     ingot_error **error);

/**
 * The same for a file, which is read as it is needed.
 *
 * @param path as the operating system takes it. Copied.
 * @return besides the above NOT_FOUND, FORBIDDEN, UNAVAILABLE
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_estate_read_file(const char *path, ingot_estate **out, ingot_error **error);

/** The instant at which the snapshot was taken, RFC 3339. @return borrowed; "" for NULL. Since 1. */
INGOT_API const char *ingot_estate_taken_at(const ingot_estate *estate);

/** How many image versions it lists. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_estate_version_count(const ingot_estate *estate);

/**
 * SHA-256 of what the estate says, in 64 lower-case hexadecimal digits: the same for every order, spelling
 * and layout of the document.
 *
 * @param out set to the digest, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Takes time in proportion to the estate. Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_estate_digest(const ingot_estate *estate, ingot_text **out, ingot_error **error);

INGOT_END_C

#endif
