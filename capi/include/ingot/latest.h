#ifndef INGOT_LATEST_H
#define INGOT_LATEST_H

/**
 * @file
 * What `latest` means for every image definition of an estate, region by region. An answer never changes, so
 * any number of threads may read it at once; it does not need its estate any more.
 *
 * Entries are in the order of definition ids and, within one, of region names.
 */

#include <ingot/estate.h>

INGOT_BEGIN_C

typedef struct ingot_latest ingot_latest;

/** Ends the life of an answer. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_latest_destroy(ingot_latest *latest);

/**
 * Resolves `latest` as Azure does: the highest version that is provisioned, replicated in the region and not
 * excluded there.
 *
 * @param estate borrowed for the call
 * @param out set to the answer, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_latest_resolve(const ingot_estate *estate, ingot_latest **out, ingot_error **error);

/** How many entries there are: one for each region of each definition. 0 for NULL. Since 1. */
INGOT_API size_t ingot_latest_count(const ingot_latest *latest);

/** The id of the definition. @return borrowed; "" for an `index` past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_latest_definition(const ingot_latest *latest, size_t index);

/** The region, such as "westeurope". @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_latest_region(const ingot_latest *latest, size_t index);

/** The version, such as "1.2.3". @return borrowed; NULL where none is latest. Threads: any. Since 1. */
INGOT_API const char *ingot_latest_version(const ingot_latest *latest, size_t index);

/** 1 where no replication status proves that the version is in the region, else 0. Threads: any. Since 1. */
INGOT_API int32_t ingot_latest_assumed(const ingot_latest *latest, size_t index);

/**
 * Writes all of it as an `ingot.latest/1` document, with the versions that were passed over and why.
 *
 * @param out set to the document, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_latest_write(const ingot_latest *latest, ingot_text **out, ingot_error **error);

INGOT_END_C

#endif
