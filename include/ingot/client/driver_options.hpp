#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/http/request.hpp>
#include <ingot/ports/credential.hpp>
#include <ingot/run/retry_policy.hpp>
#include <ingot/run/throttle/throttle.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Who may speak for us, and to whom. The token goes to the endpoint's own host over https, nowhere else.
struct authorization {
    std::string endpoint;                ///< such as `https://management.azure.com`
    std::string scope;                   ///< such as `https://management.azure.com/.default`
    ingot::credential* source = nullptr; ///< must outlive the driver; null sends nothing
};

/// A wait with nothing on the wire.
struct driver_pause {
    timestamp until{};       ///< when the next request may leave
    bool for_budget = false; ///< held back by the service's budgets, or by a 429; false: all are to be repeated
};

struct driver_options {
    std::size_t max_in_flight = 8;           ///< requests on the wire at once; at least 1
    timestamp deadline = timestamp::max();   ///< by then every operation has ended
    run::retry_policy retry;
    http::headers headers;                   ///< added to every request
    ingot::authorization authorization;

    /// The budgets that requests wait for, without taking one of `max_in_flight`. To be shared by the drivers
    /// that speak for one principal. Null: the driver makes its own with the published budgets.
    std::shared_ptr<run::throttle> throttle;

    /// Makes the `x-ms-client-request-id` of a request: a GUID without braces, another each time (Azure
    /// Resource Manager RPC, "common API details"). Empty: none is sent.
    std::function<std::string()> request_id;

    /// Asked between waits, at least every fifth of a second; true cancels everything. May read what another
    /// thread sets. Empty: nobody asks, and no wait is cut short.
    std::function<bool()> stop;

    /// Told before each pause, and again whenever it goes on after `stop` was asked. May be empty; must not throw.
    std::function<void(const driver_pause&)> paused;
};

inline constexpr std::string_view client_request_id_field = "x-ms-client-request-id";

/// Adds what every request to Azure Resource Manager carries, besides the authorization.
inline void complete_request(http::request& request, const driver_options& options) {
    for (const auto& [name, value] : options.headers) request.headers.add(name, value);
    if (!request.headers.find("accept")) request.headers.add("Accept", "application/json");
    if (!request.body.empty() && !request.headers.find("content-type"))
        request.headers.add("Content-Type", "application/json");
    if (options.request_id && !request.headers.find(client_request_id_field))
        request.headers.add(std::string(client_request_id_field), options.request_id());
    if (request.headers.find(client_request_id_field) && !request.headers.find("x-ms-return-client-request-id"))
        request.headers.add("x-ms-return-client-request-id", "true");
}

} // namespace ingot::inline v0
