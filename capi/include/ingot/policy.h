#ifndef INGOT_POLICY_H
#define INGOT_POLICY_H

/**
 * @file
 * What is to be kept, deprecated, trimmed and deleted. A policy never changes, so any number of threads may
 * read it at once.
 */

#include <ingot/error.h>
#include <ingot/text.h>

INGOT_BEGIN_C

typedef struct ingot_policy ingot_policy;

/** Ends the life of a policy. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_policy_destroy(ingot_policy *policy);

/**
 * Reads an `ingot.policy/1` document from memory.
 *
 * @param data the document, UTF-8; may be NULL only when `size` is 0. Borrowed for the call.
 * @param size its bytes
 * @param name what errors call the document; NULL: "policy". Copied.
 * @param out set to the policy, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_DOCUMENT with every violation, INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_policy_read(const char *data, size_t size, const char *name, ingot_policy **out,
                                     ingot_error **error);

/**
 * The same for a file, which is read as it is needed.
 *
 * @param path as the operating system takes it. Copied.
 * @return besides the above NOT_FOUND, FORBIDDEN, UNAVAILABLE
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_policy_read_file(const char *path, ingot_policy **out, ingot_error **error);

/** How many rules it has. 0 for NULL. Threads: any. Since 1. */
INGOT_API size_t ingot_policy_rule_count(const ingot_policy *policy);

/** The name of a rule. @return borrowed; "" for an `index` past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_policy_rule_name(const ingot_policy *policy, size_t index);

/**
 * SHA-256 of what the policy says, in 64 lower-case hexadecimal digits, defaults included.
 *
 * @param out set to the digest, owned by the caller; to NULL on failure
 * @param error may be NULL; see error.h
 * @return INVALID_ARGUMENT, OUT_OF_MEMORY
 *
 * Threads: any. Since 1.
 */
INGOT_API ingot_status ingot_policy_digest(const ingot_policy *policy, ingot_text **out, ingot_error **error);

INGOT_END_C

#endif
