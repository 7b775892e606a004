#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <variant>

namespace ingot::inline v0::run {

/// Send this; the next event is its response or failure, `woke` at the deadline, or `cancelled`.
struct send_request {
    http::request request;
};

/// Send nothing; the next event is `woke` at that instant, or `cancelled`.
struct wait_until {
    timestamp until;
};

/// One page of a list. More may follow.
struct page_received {
    http::response response;
};

/// How a long-running operation does, or why a request is repeated. Worth saving the state at.
struct progress {
    std::string status;            ///< what the service said, or what failed
    std::optional<double> percent; ///< 0 to 100, where the service says it
    timestamp next;                ///< when it is looked at, or tried, again
};

/// The end. A success holds the last response: of a list the last page, of a write the resource as it now
/// is (or, for a POST, its result), of a removal whatever the service said last.
struct finished {
    result<http::response> outcome;
};

using effect = std::variant<send_request, wait_until, page_received, progress, finished>;

} // namespace ingot::inline v0::run
