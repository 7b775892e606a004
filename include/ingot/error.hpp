#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ingot::inline v0 {

/// What went wrong, grouped by what the caller does next. The numbers are stable.
enum class errc : int {
    // mend the input
    invalid_argument = 1,
    invalid_document = 2,
    unsupported = 3,
    // mend the world
    not_found = 10,
    conflict = 11,
    precondition_failed = 12,
    guard_rail = 13,
    // mend access
    unauthenticated = 20,
    forbidden = 21,
    // wait, then try again
    throttled = 30,
    unavailable = 31,
    timed_out = 32,
    // the caller asked to stop
    cancelled = 40,
    callback_stopped = 41,
    // ours
    internal = 50,
    out_of_memory = 51,
};

/// One thing wrong with a document, and where.
struct violation {
    std::string document;   ///< name of the document, usually its path
    std::string pointer;    ///< JSON Pointer (RFC 6901) to the offending value; empty is the root
    std::size_t line = 0;   ///< 1-based; 0 when unknown
    std::size_t column = 0; ///< 1-based, counted in bytes; 0 when unknown
    std::string message;    ///< what is wrong and what is expected

    friend bool operator==(const violation&, const violation&) = default;
};

/// What Azure said when it refused a request.
struct service_fault {
    int http_status = 0;
    std::string code; ///< ARM error code; compare this, never the message, which is localised
    std::string message;
    std::string target;
    std::string request_id;             ///< `x-ms-request-id`
    std::string correlation_request_id; ///< `x-ms-correlation-request-id`
    std::string client_request_id;      ///< `x-ms-client-request-id`, as we sent it

    friend bool operator==(const service_fault&, const service_fault&) = default;
};

/// A failure as a value. Never carries a secret, a token or a signed URL.
struct error {
    errc code = errc::internal;
    std::string message;                  ///< what failed, which resource, what to do
    std::optional<service_fault> service; ///< set when Azure answered
    std::vector<violation> violations;    ///< every violation, when a document was refused

    friend bool operator==(const error&, const error&) = default;
};

} // namespace ingot::inline v0
