#pragma once

#include <ingot/error.hpp>
#include <ingot/http/redaction.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>
#include <ingot/http/url.hpp>
#include <ingot/ports/arm_body_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::inline v0::run {

/// What the caller does next about a status that is not a success.
[[nodiscard]] constexpr errc errc_of_status(int status) noexcept {
    switch (status) {
    case 401: return errc::unauthenticated;
    case 403: return errc::forbidden;
    case 404: return errc::not_found;
    case 408: return errc::unavailable;
    case 409: return errc::conflict;
    case 412: return errc::precondition_failed;
    case 429: return errc::throttled;
    default: break;
    }
    if (status >= 500 && status < 600) return errc::unavailable;
    if (status >= 400 && status < 500) return errc::invalid_argument;
    return errc::unsupported; // a redirect, or nothing that HTTP knows
}

namespace detail {

[[nodiscard]] constexpr std::string_view advice(errc code) noexcept {
    switch (code) {
    case errc::unauthenticated: return "sign in again, or check the credential and its tenant";
    case errc::forbidden: return "give the caller a role that allows it, or see which policy denies it";
    case errc::conflict: return "look at the resource before trying again";
    case errc::precondition_failed: return "the resource has changed: read it again";
    case errc::throttled: return "wait, or send fewer requests at once";
    case errc::unavailable: return "try again later";
    default: return {};
    }
}

/// One line of at most 1,000 bytes. A service may quote a storage URL with its signature, or what it was sent: that is
/// cut out.
[[nodiscard]] inline std::string presentable(std::string_view said) {
    constexpr std::size_t longest = 1000;
    std::string text = redact(said);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    if (text.size() >= longest) {
        text.resize(longest);
        // Not in the middle of a UTF-8 sequence.
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
        if (!text.empty()) text.pop_back();
        text += "...";
    }
    return text;
}

[[nodiscard]] inline std::string text_of(const http::response& response, std::string_view field) {
    return std::string(response.headers.find(field).value_or(std::string_view()));
}

} // namespace detail

/// `PUT /subscriptions/.../versions/1.0.0`: which request an error is about, without its query.
[[nodiscard]] inline std::string describe(const http::request& request) {
    return std::string(http::name_of(request.method)) + ' ' + http::path_of(request.url);
}

/// The failure that a response tells of.
/// @param code   what the caller does next
/// @param what   which request or operation, in front of all else
/// @param stated what happened, such as `answered 409`
[[nodiscard]] inline error service_error(errc code, std::string_view what, std::string_view stated,
                                         const http::response& response, const arm_body& body) {
    error failure{code, std::string(what) + ' ' + std::string(stated), service_fault{}, {}};
    service_fault& fault = *failure.service;
    fault.http_status = response.status;
    fault.request_id = detail::text_of(response, "x-ms-request-id");
    fault.correlation_request_id = detail::text_of(response, "x-ms-correlation-request-id");
    fault.client_request_id = detail::text_of(response, "x-ms-client-request-id");
    if (body.error) {
        fault.code = detail::presentable(body.error->code);
        fault.message = detail::presentable(body.error->message);
        fault.target = detail::presentable(body.error->target);
        if (!fault.code.empty()) failure.message += ' ' + fault.code;
        if (!fault.message.empty()) failure.message += ": " + fault.message;
        for (const arm_error_detail& cause : body.error->details) {
            if (cause.message.empty() && cause.code.empty()) continue;
            failure.message += " [" + detail::presentable(cause.code) + ": " + detail::presentable(cause.message) + ']';
        }
    } else if (body.form == arm_body::shape::unreadable) {
        failure.message += " with a body that is not JSON, as gateways in between send it";
    }
    if (const auto hint = detail::advice(code); !hint.empty()) failure.message += "; " + std::string(hint);
    return failure;
}

} // namespace ingot::inline v0::run
