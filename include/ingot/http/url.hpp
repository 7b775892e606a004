#pragma once

#include <ingot/core/case_fold.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::http {

/// The parts of an absolute http or https URL. Scheme and host are in lower case.
struct url {
    std::string scheme;     ///< `http` or `https`
    std::string host;       ///< a name, an IPv4 address, or an IPv6 address in brackets
    std::uint16_t port = 0; ///< explicit or the scheme's default
    std::string target;     ///< path and query, beginning with `/`

    friend bool operator==(const url&, const url&) = default;
};

namespace detail {

[[nodiscard]] constexpr bool is_host_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

[[nodiscard]] constexpr bool is_address_character(char c) noexcept {
    return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

/// An explicit port; no leading sign, 1 to 65535.
[[nodiscard]] constexpr std::optional<std::uint16_t> parse_port(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5) return std::nullopt;
    std::uint32_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (value == 0 || value > 65'535) return std::nullopt;
    return static_cast<std::uint16_t>(value);
}

} // namespace detail

/// Splits an absolute URL. Absent when it is not http or https, has user information (which serves to
/// disguise the host), or has a space, a backslash, a control or a non-ASCII byte. A fragment is dropped.
[[nodiscard]] inline std::optional<url> parse_url(std::string_view text) {
    const auto refused = [](char c) { return c <= ' ' || c >= 0x7f || c == '\\'; };
    if (std::any_of(text.begin(), text.end(), refused)) return std::nullopt;
    url parts;
    if (starts_with_folded(text, "https://")) {
        parts.scheme = "https";
        parts.port = 443;
    } else if (starts_with_folded(text, "http://")) {
        parts.scheme = "http";
        parts.port = 80;
    } else {
        return std::nullopt;
    }
    text.remove_prefix(parts.scheme.size() + 3);
    text = text.substr(0, text.find('#'));
    const auto authority = text.substr(0, text.find_first_of("/?"));
    text.remove_prefix(authority.size());
    parts.target = text.empty() || text.front() != '/' ? "/" + std::string(text) : std::string(text);

    std::string_view port;
    if (!authority.empty() && authority.front() == '[') {
        const auto close = authority.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        parts.host = fold(authority.substr(0, close + 1));
        port = authority.substr(close + 1);
        const std::string_view address = std::string_view(parts.host).substr(1, close - 1);
        if (address.empty() || !std::all_of(address.begin(), address.end(), detail::is_address_character))
            return std::nullopt;
    } else {
        const auto colon = authority.find(':');
        parts.host = fold(authority.substr(0, colon));
        port = colon == std::string_view::npos ? std::string_view() : authority.substr(colon);
        if (parts.host.empty() ||
            !std::all_of(parts.host.begin(), parts.host.end(), detail::is_host_character))
            return std::nullopt;
    }
    if (!port.empty()) {
        if (port.front() != ':') return std::nullopt;
        const auto number = detail::parse_port(port.substr(1));
        if (!number) return std::nullopt;
        parts.port = *number;
    }
    return parts;
}

/// Whether both have the same scheme, host and port, so that what may be sent to one may be sent to the
/// other. An explicit default port (`https://host:443`, as polling URLs may have it) counts as none.
[[nodiscard]] inline bool same_origin(const url& a, const url& b) noexcept {
    return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

/// The same for texts; false when either cannot be split.
[[nodiscard]] inline bool same_origin(std::string_view a, std::string_view b) {
    const auto first = parse_url(a);
    const auto second = parse_url(b);
    return first && second && same_origin(*first, *second);
}

/// Whether the host is this machine by its name `localhost` or by a loopback address.
[[nodiscard]] inline bool is_loopback(const url& where) noexcept {
    const std::string_view host = where.host;
    if (host == "localhost" || host == "[::1]") return true;
    // Only a full dotted quad is an address: `127.example.com` is a name that anybody can own.
    return host.substr(0, 4) == "127." && std::count(host.begin(), host.end(), '.') == 3 &&
           std::all_of(host.begin(), host.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// Path without the query, for messages: a query can hold a signature.
[[nodiscard]] inline std::string path_of(std::string_view text) {
    const auto parts = parse_url(text);
    return parts ? parts->target.substr(0, parts->target.find('?')) : std::string("(unreadable URL)");
}

/// `path` (with its query, beginning with `/` or not) below an endpoint, which may end with `/`.
[[nodiscard]] inline std::string join_url(std::string_view endpoint, std::string_view path) {
    while (!endpoint.empty() && endpoint.back() == '/') endpoint.remove_suffix(1);
    while (!path.empty() && path.front() == '/') path.remove_prefix(1);
    std::string joined(endpoint);
    joined += '/';
    joined += path;
    return joined;
}

/// What a `Location` or nextLink means to the one who asked `base`: an absolute URL verbatim, or a path
/// on the same host (RFC 9110, 10.2.2). Absent when it is neither.
[[nodiscard]] inline std::optional<std::string> resolve_url(std::string_view base, std::string_view reference) {
    if (!reference.empty() && reference[0] == '/' && (reference.size() == 1 || reference[1] != '/')) {
        const auto origin = parse_url(base);
        if (!origin) return std::nullopt;
        auto absolute = origin->scheme + "://" + origin->host + ':' + std::to_string(origin->port);
        absolute += reference;
        if (!parse_url(absolute)) return std::nullopt;
        return absolute;
    }
    if (!parse_url(reference)) return std::nullopt;
    return std::string(reference);
}

} // namespace ingot::inline v0::http
