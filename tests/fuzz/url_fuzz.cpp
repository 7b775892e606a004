// Any two lines as the URL that was asked and what a Location or nextLink names: no host but a plain one
// comes out, and a path stays on the host that was asked.
#include "require.hpp"

#include <ingot/http/percent_encoding.hpp>
#include <ingot/http/url.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ingot;

void require_sound(const std::string& text) {
    (void)http::path_of(text);
    const auto parts = http::parse_url(text);
    if (!parts) return;
    require(parts->scheme == "https" || parts->scheme == "http", "a URL is for the web");
    require(parts->port != 0 && !parts->host.empty(), "a URL has a host and a port");
    require(parts->host.find_first_of("@/?#\\ ") == std::string::npos,
            "a host has no user and no path in it");
    require(parts->host == fold(parts->host), "a host is in lower case");
    require(parts->target.front() == '/' && parts->target.find('#') == std::string::npos,
            "a target is a path without a fragment");
    const std::string whole =
        parts->scheme + "://" + parts->host + ':' + std::to_string(parts->port) + parts->target;
    require(http::parse_url(whole) == parts, "the parts make up the URL");
    require(http::same_origin(text, whole), "a URL has the origin that it says");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const std::size_t cut = std::min(text.find('\n'), text.size());
    const std::string base = text.substr(0, cut);
    const std::string reference = cut < text.size() ? text.substr(cut + 1) : std::string();
    require_sound(base);
    require_sound(reference);
    if (const auto resolved = http::resolve_url(base, reference)) {
        require(http::parse_url(*resolved).has_value(), "what is resolved is a URL");
        if (reference.front() == '/')
            require(http::same_origin(base, *resolved), "a path stays on its host");
        else
            require(*resolved == reference, "an absolute URL is taken verbatim");
    }
    const std::string joined = http::join_url(base, reference);
    if (const auto origin = http::parse_url(base); origin && http::parse_url(joined))
        require(http::same_origin(base, joined), "what is below an endpoint has its origin");
    return 0;
}
