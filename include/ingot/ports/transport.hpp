#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/result.hpp>

#include <cstdint>
#include <vector>

namespace ingot::inline v0 {

/// Names one exchange of a request for a response; chosen by the caller, unique while it is in flight.
using exchange_id = std::uint64_t;

/// The end of an exchange: a response of any HTTP status, or the failure to get one.
struct completion {
    exchange_id exchange = 0;
    result<http::response> outcome;
};

/// Carries requests to a service and owns time, so that an emulator can run months in milliseconds.
///
/// Failures to exchange are `errc::unavailable` (no connection, closed half-way), `errc::timed_out` or
/// `errc::invalid_argument` (a URL or header that cannot be sent, a response beyond its size cap).
/// One thread at a time. Nothing throws.
class transport {
public:
    transport() = default;
    transport(const transport&) = delete;
    transport& operator=(const transport&) = delete;
    virtual ~transport() = default;

    /// Begins an exchange; never blocks. Its end comes out of wait(), also when it failed at once.
    virtual void start(exchange_id exchange, http::request request) = 0;

    /// Blocks until an exchange has ended or `until` has come, whichever is first, and returns all that
    /// have ended. Returns nothing only when `until` has come. With nothing in flight it waits for `until`.
    [[nodiscard]] virtual std::vector<completion> wait(timestamp until) = 0;

    /// The transport's present.
    [[nodiscard]] virtual timestamp now() const = 0;

    /// Gives up an exchange: no completion will be reported for it. Unknown ids are ignored.
    virtual void cancel(exchange_id exchange) = 0;
};

} // namespace ingot::inline v0
