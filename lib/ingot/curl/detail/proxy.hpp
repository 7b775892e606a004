#pragma once

#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::detail {

/// A proxy and who asks it. The credential stands apart from the URL, so that no message of libcurl, which quotes
/// URLs of proxies, can hold it.
struct proxy {
    std::string url; ///< without user information; empty: there is none
    std::string user;
    std::string password;
};

/// Splits a proxy's URL as libcurl reads it: without a scheme it is http. Fails with `errc::invalid_argument`, and
/// quotes nothing of it, when it is no URL or its scheme is none of http, https, socks4, socks4a, socks5 and socks5h.
[[nodiscard]] result<proxy> parse_proxy(std::string_view text);

} // namespace ingot::inline v0::detail
