#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/http/headers.hpp>
#include <ingot/http/request.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// A request, taken apart.
struct call {
    http::method method = http::method::get;
    std::string origin;   ///< scheme and authority, no slash at the end
    std::string raw_path; ///< as it was sent, for nextLink
    std::string path;     ///< decoded, no slash at the end
    std::map<std::string, std::string, less_folded> query;
    http::headers headers;
    json body; ///< null when there was none

    [[nodiscard]] std::string_view parameter(std::string_view name) const {
        const auto at = query.find(name);
        return at == query.end() ? std::string_view{} : std::string_view(at->second);
    }
    [[nodiscard]] std::string_view api_version() const { return parameter("api-version"); }
};

/// Nothing for a URL that is not absolute or that has a broken percent-encoding, `.`, `..`, an encoded
/// slash or an empty segment in its path. The body is left out.
[[nodiscard]] std::optional<call> read_call(const http::request& request);

[[nodiscard]] std::string percent_encode(std::string_view text);

} // namespace ingot::inline v0::emulator
