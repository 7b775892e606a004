#ifndef INGOT_PLAN_H
#define INGOT_PLAN_H

/**
 * @file
 * What is to happen to every image version, why, and the steps that do it. A plan never changes, so any
 * number of threads may read it at once; it needs neither its estate nor its policy any more.
 */

#include <ingot/estate.h>
#include <ingot/policy.h>

INGOT_BEGIN_C

typedef struct ingot_plan ingot_plan;

/** What is to happen to a version. */
typedef int32_t ingot_decision;
enum { INGOT_DECISION_KEEP = 0, INGOT_DECISION_DEPRECATE = 1, INGOT_DECISION_TRIM = 2, INGOT_DECISION_DELETE = 3 };

/** Where a version stands in its life. */
typedef int32_t ingot_stage;
enum {
    INGOT_STAGE_SOFT_DELETED = 0,
    INGOT_STAGE_DELETING = 1,
    INGOT_STAGE_FAILED = 2,
    INGOT_STAGE_REVOKED = 3,
    INGOT_STAGE_CANDIDATE = 4,
    INGOT_STAGE_TRIMMED = 5,
    INGOT_STAGE_DEPRECATED = 6,
    INGOT_STAGE_ACTIVE = 7
};

/** What one step does. */
typedef int32_t ingot_action;
enum { INGOT_ACTION_DEPRECATE = 0, INGOT_ACTION_TRIM = 1, INGOT_ACTION_DELETE = 2 };

/** Ends the life of a plan. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_plan_destroy(ingot_plan *plan);

/**
 * Decides what happens to every version. The same estate, policy and instant give the same plan, byte for
 * byte, whatever the order of the estate. Nothing is written anywhere.
 *
 * @param estate borrowed for the call
 * @param policy borrowed for the call
 * @param now the instant at which to judge, RFC 3339 with an offset; the library asks no clock. Copied.
 * @param out set to the plan, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_make(const ingot_estate *estate, const ingot_policy *policy, const char *now,
                                       ingot_plan **out, ingot_error **error);

/**
 * Reads an `ingot.plan/1` document from memory.
 *
 * @param data the document, UTF-8; may be NULL only when `size` is 0. Borrowed for the call.
 * @param size its bytes
 * @param name what errors call the document; NULL: "plan". Copied.
 * @param out set to the plan, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_DOCUMENT with every violation, INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_read(const char *data, size_t size, const char *name, ingot_plan **out,
                                     ingot_error **error);

/**
 * The same for a file, which is read as it is needed.
 *
 * @param path as the operating system takes it. Copied.
 * @return besides the above NOT_FOUND, FORBIDDEN, UNAVAILABLE
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_read_file(const char *path, ingot_plan **out, ingot_error **error);

/**
 * Writes an `ingot.plan/1` document, canonical JSON in one line.
 *
 * @param out set to the document, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_write(const ingot_plan *plan, ingot_text **out, ingot_error **error);

/**
 * Says why: an `ingot.explanation/1` document with the verdicts, every hold with what shows it, and the steps
 * about them.
 *
 * @param part only versions whose id has this in it, without regard to case; NULL: all of them. Copied.
 * @param out set to the document, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return NOT_FOUND where no version has `part` in its id, INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_plan_explain(const ingot_plan *plan, const char *part, ingot_text **out,
                                          ingot_error **error);

/** SHA-256 of the plan in 64 lower-case hexadecimal digits. @return borrowed; "" for NULL. Since 1. */
INGOT_API const char *ingot_plan_digest(const ingot_plan *plan);

/** The digest of the estate that it was made of. @return borrowed; "" for NULL. Since 1. */
INGOT_API const char *ingot_plan_estate_digest(const ingot_plan *plan);

/** The digest of the policy that it was made by. @return borrowed; "" for NULL. Since 1. */
INGOT_API const char *ingot_plan_policy_digest(const ingot_plan *plan);

/** How many versions it judges: every one of the estate. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_plan_verdict_count(const ingot_plan *plan);

/** The id of the version. @return borrowed; "" for an `index` past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_verdict_id(const ingot_plan *plan, size_t index);

/** The rule that governs it. @return borrowed; NULL where none does. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_verdict_rule(const ingot_plan *plan, size_t index);

/** Where the version stands; -1 past the end. Threads: any. Since 1. */
INGOT_API ingot_stage ingot_plan_verdict_stage(const ingot_plan *plan, size_t index);

/** What happens to the version; INGOT_DECISION_KEEP past the end. Threads: any. Since 1. */
INGOT_API ingot_decision ingot_plan_verdict_decision(const ingot_plan *plan, size_t index);

/** How many holds forbid to delete the version. Threads: any. Since 1. */
INGOT_API size_t ingot_plan_hold_count(const ingot_plan *plan, size_t verdict);

/** The code of a hold, such as "in_use". @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_hold_code(const ingot_plan *plan, size_t verdict, size_t index);

/** The hold in words. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_hold_detail(const ingot_plan *plan, size_t verdict, size_t index);

/** How many texts show that the hold applies: regions, consumers, locks. Threads: any. Since 1. */
INGOT_API size_t ingot_plan_hold_evidence_count(const ingot_plan *plan, size_t verdict, size_t index);

/** One of them. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_hold_evidence(const ingot_plan *plan, size_t verdict, size_t index, size_t which);

/** How many steps the plan has, in the order in which they run. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_plan_step_count(const ingot_plan *plan);

/** The id of a step. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_step_id(const ingot_plan *plan, size_t index);

/** What the step does; -1 past the end. Threads: any. Since 1. */
INGOT_API ingot_action ingot_plan_step_action(const ingot_plan *plan, size_t index);

/** The id of the version that it changes. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_step_target(const ingot_plan *plan, size_t index);

/** Why, in words. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_plan_step_because(const ingot_plan *plan, size_t index);

/** 1 where the step can be taken back, else 0. Threads: any. Since 1. */
INGOT_API int32_t ingot_plan_step_reversible(const ingot_plan *plan, size_t index);

INGOT_END_C

#endif
