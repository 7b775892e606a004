#ifndef INGOT_FINDINGS_H
#define INGOT_FINDINGS_H

/**
 * @file
 * Every safety rule that a plan would break on an estate, found by code that was written apart from the code
 * that decides and plans. Findings never change, so any number of threads may read them at once.
 */

#include <ingot/plan.h>

INGOT_BEGIN_C

typedef struct ingot_findings ingot_findings;

/** Ends the life of findings. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_findings_destroy(ingot_findings *findings);

/**
 * Checks a plan against an estate: the one that it was made of, or a newer one.
 *
 * @param plan borrowed for the call
 * @param estate borrowed for the call
 * @param out set to the findings, owned by the caller, empty where all is well; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY. Findings are no failure.
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_check(const ingot_plan *plan, const ingot_estate *estate, ingot_findings **out,
                                        ingot_error **error);

/** 1 where the plan was made of this very estate, else 0. Threads: any. Since 1. */
INGOT_API int32_t ingot_findings_same_estate(const ingot_findings *findings);

/** How many there are. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_findings_count(const ingot_findings *findings);

/** The rule that is broken, such as "last_good". @return borrowed; "" past the end. Since 1. */
INGOT_API const char *ingot_findings_rule(const ingot_findings *findings, size_t index);

/** The step that breaks it; "" where it is the whole plan. @return borrowed; "" past the end. Since 1. */
INGOT_API const char *ingot_findings_step(const ingot_findings *findings, size_t index);

/** The id of the version concerned; may be "". @return borrowed; "" past the end. Since 1. */
INGOT_API const char *ingot_findings_target(const ingot_findings *findings, size_t index);

/** The finding in words. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_findings_sentence(const ingot_findings *findings, size_t index);

/**
 * Writes them as an `ingot.check/1` document.
 *
 * @param out set to the document, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_findings_write(const ingot_findings *findings, ingot_text **out, ingot_error **error);

INGOT_END_C

#endif
