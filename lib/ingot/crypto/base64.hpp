#pragma once

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Base64 with padding (RFC 4648, 4).
[[nodiscard]] std::string base64(std::string_view bytes);

/// Base64 in the alphabet for URLs, without padding (RFC 4648, 5), as tokens are written (RFC 7515, 2).
[[nodiscard]] std::string base64url(std::string_view bytes);

} // namespace ingot::inline v0
