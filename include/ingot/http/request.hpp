#pragma once

#include <ingot/http/headers.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::http {

enum class method { get, head, put, patch, post, remove };

/// The method as it is written on the wire.
[[nodiscard]] constexpr std::string_view name_of(method m) noexcept {
    switch (m) {
    case method::get: return "GET";
    case method::head: return "HEAD";
    case method::put: return "PUT";
    case method::patch: return "PATCH";
    case method::post: return "POST";
    case method::remove: return "DELETE";
    }
    return "";
}

/// Whether the method cannot change anything at the service (RFC 9110, safe methods).
[[nodiscard]] constexpr bool reads_only(method m) noexcept { return m == method::get || m == method::head; }

struct request {
    http::method method = http::method::get;
    std::string url; ///< absolute, with scheme and host
    http::headers headers;
    std::string body;
};

} // namespace ingot::inline v0::http
