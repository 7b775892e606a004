#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/http/response.hpp>
#include <ingot/ports/arm_body_reader.hpp>
#include <ingot/run/operation_state.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::run {

/// How a long-running operation does, as one look at it tells.
enum class lro_status {
    running,
    succeeded,
    failed,     ///< failed, or cancelled by somebody at the service
    unknown,    ///< the status could not be read; this says nothing about the operation
    not_found,  ///< the polling URL knows nothing: too early, or it has expired
    gone,       ///< the resource is not there
};

/// The meaning of a `status` or `provisioningState`. Anything but the three ends is on the way
/// (Azure Resource Manager, asynchronous operations); `Cancelled` is seen beside `Canceled`.
[[nodiscard]] constexpr lro_status classify_state(std::string_view state) noexcept {
    if (equal_folded(state, "Succeeded")) return lro_status::succeeded;
    if (equal_folded(state, "Failed") || equal_folded(state, "Canceled") || equal_folded(state, "Cancelled"))
        return lro_status::failed;
    return lro_status::running;
}

/// By the resource's own state; one without any has no long-running operations and is complete.
[[nodiscard]] inline lro_status classify_resource(const arm_body& body) noexcept {
    if (body.form == arm_body::shape::unreadable) return lro_status::unknown;
    return body.provisioning_state ? classify_state(*body.provisioning_state) : lro_status::succeeded;
}

namespace detail {

[[nodiscard]] constexpr bool succeeded(int status) noexcept { return status >= 200 && status < 300; }

/// A status that may pass by itself (Azure Resource Manager RPC addendum, "Retrying REST calls").
[[nodiscard]] constexpr bool may_pass(int status) noexcept {
    return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/// `Azure-AsyncOperation`: always 200 with a status document; anything else could not be read. An empty
/// 200 is the end: some resource providers send it.
[[nodiscard]] inline lro_status look_at_async_operation(const http::response& response, const arm_body& body) {
    if (response.status == 404) return lro_status::not_found;
    if (!succeeded(response.status) || body.form == arm_body::shape::unreadable) return lro_status::unknown;
    if (body.status) return classify_state(*body.status);
    if (body.provisioning_state) return classify_state(*body.provisioning_state);
    if (response.status == 202) return lro_status::running;
    return body.form == arm_body::shape::empty ? lro_status::succeeded : lro_status::unknown;
}

/// `Location`: 202 on the way, then exactly what the synchronous answer would have been.
[[nodiscard]] inline lro_status look_at_location(const http::response& response, const arm_body& body) {
    if (response.status == 202) return lro_status::running;
    if (response.status == 404) return lro_status::not_found;
    if (succeeded(response.status)) return classify_resource(body);
    // A refused token says nothing about the operation.
    const bool unreadable = response.status < 400 || response.status == 401 || may_pass(response.status) ||
                            response.status >= 500 || body.form == arm_body::shape::unreadable;
    return unreadable ? lro_status::unknown : lro_status::failed;
}

[[nodiscard]] inline lro_status look_at_written(const http::response& response, const arm_body& body) {
    if (response.status == 404) return lro_status::not_found;
    return succeeded(response.status) ? classify_resource(body) : lro_status::unknown;
}

/// A resource that is being removed is there until it is not. A Failed one may have been so before:
/// only after Deleting it means that the removal failed.
[[nodiscard]] inline lro_status look_at_removed(const operation_state& state, const http::response& response,
                                                const arm_body& body) {
    if (response.status == 404)
        return body.form == arm_body::shape::unreadable ? lro_status::unknown : lro_status::gone;
    if (!succeeded(response.status) || body.form == arm_body::shape::unreadable) return lro_status::unknown;
    const bool failed = body.provisioning_state && classify_state(*body.provisioning_state) == lro_status::failed;
    return failed && state.seen_deleting ? lro_status::failed : lro_status::running;
}

} // namespace detail

/// What one look at a long-running operation tells.
[[nodiscard]] inline lro_status classify_look(const operation_state& state, const http::response& response,
                                              const arm_body& body) {
    switch (state.polled) {
    case poll_target::async_operation: return detail::look_at_async_operation(response, body);
    case poll_target::location: return detail::look_at_location(response, body);
    case poll_target::resource:
        return state.operation.kind == operation_kind::remove ? detail::look_at_removed(state, response, body)
                                                              : detail::look_at_written(response, body);
    case poll_target::none: break;
    }
    return lro_status::unknown;
}

} // namespace ingot::inline v0::run
