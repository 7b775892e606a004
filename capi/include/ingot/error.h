#ifndef INGOT_ERROR_H
#define INGOT_ERROR_H

/**
 * @file
 * Why a call failed.
 *
 * A function that can fail takes `ingot_error **error` last. It may be NULL. Otherwise it is set to NULL on
 * success, and on failure to an error that the caller owns. An error never changes, so any number of threads
 * may read it at once, and it may outlive everything else of the library. No text in it holds a secret.
 */

#include <ingot/status.h>

INGOT_BEGIN_C

typedef struct ingot_error ingot_error;

/** Ends the life of an error. NULL is fine. Threads: one, the last user. Since 1. */
INGOT_API void ingot_error_destroy(ingot_error *error);

/** The same status that the call returned; INGOT_STATUS_OK for NULL. Threads: any. Since 1. */
INGOT_API ingot_status ingot_error_status(const ingot_error *error);

/**
 * What failed, on which resource, and what to do about it; a text for people.
 *
 * @return borrowed from `error`; "" for NULL. Threads: any. Since 1.
 */
INGOT_API const char *ingot_error_message(const ingot_error *error);

/** The HTTP status with which Azure answered; 0 where it did not answer. Threads: any. Since 1. */
INGOT_API int32_t ingot_error_http_status(const ingot_error *error);

/**
 * Azure's code for what went wrong, such as "ScopeLocked". Programs compare this, never the messages.
 *
 * @return borrowed from `error`; "" where there is none. Threads: any. Since 1.
 */
INGOT_API const char *ingot_error_service_code(const ingot_error *error);

/** Azure's own message, in whatever language. @return borrowed; "" where there is none. Since 1. */
INGOT_API const char *ingot_error_service_message(const ingot_error *error);

/** What Azure's message is about, such as the name of a member. @return borrowed; may be "". Since 1. */
INGOT_API const char *ingot_error_service_target(const ingot_error *error);

/** `x-ms-request-id` of the answer, for support. @return borrowed; "" where there is none. Since 1. */
INGOT_API const char *ingot_error_request_id(const ingot_error *error);

/** `x-ms-correlation-request-id` of the answer. @return borrowed; "" where there is none. Since 1. */
INGOT_API const char *ingot_error_correlation_request_id(const ingot_error *error);

/** `x-ms-client-request-id` as it was sent. @return borrowed; "" where there is none. Since 1. */
INGOT_API const char *ingot_error_client_request_id(const ingot_error *error);

/** How many violations were found in documents; all of them, not the first alone. Threads: any. Since 1. */
INGOT_API size_t ingot_error_violation_count(const ingot_error *error);

/** The name of the document, as it was given. @return borrowed; "" for an `index` past the end. Since 1. */
INGOT_API const char *ingot_error_violation_document(const ingot_error *error, size_t index);

/** JSON Pointer (RFC 6901) to the value; "" is the root. @return borrowed; "" past the end. Since 1. */
INGOT_API const char *ingot_error_violation_pointer(const ingot_error *error, size_t index);

/** The line of the value, from 1; 0 where it is not known, and past the end. Threads: any. Since 1. */
INGOT_API size_t ingot_error_violation_line(const ingot_error *error, size_t index);

/** The column of the value in bytes, from 1; 0 where it is not known. Threads: any. Since 1. */
INGOT_API size_t ingot_error_violation_column(const ingot_error *error, size_t index);

/** What is wrong and what is expected. @return borrowed; "" past the end. Threads: any. Since 1. */
INGOT_API const char *ingot_error_violation_message(const ingot_error *error, size_t index);

INGOT_END_C

#endif
