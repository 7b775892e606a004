#pragma once

#include <ingot/http/percent_encoding.hpp>
#include <ingot/http/url.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// The URL of a resource, or of a list below one. Each segment of the path is encoded: the name of a resource
/// group may have letters of any script.
/// @param query more of the query, beginning with `&`
[[nodiscard]] inline std::string resource_url(std::string_view endpoint, std::string_view path,
                                              std::string_view api_version, std::string_view query = {}) {
    std::string encoded;
    for (std::string_view rest = path;;) {
        const auto slash = rest.find('/');
        encoded += http::percent_encode(rest.substr(0, slash));
        if (slash == std::string_view::npos) break;
        encoded += '/';
        rest.remove_prefix(slash + 1);
    }
    encoded += "?api-version=";
    encoded += api_version;
    encoded += query;
    return http::join_url(endpoint, encoded);
}

} // namespace ingot::inline v0
