#pragma once

#include <ingot/emulator/detail/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// A signed token in compact form (RFC 7515, 7519), taken apart and not yet verified.
struct json_web_token {
    json header;
    json claims;
    std::string signed_part; ///< header and claims as they were encoded
    std::string signature;
};

[[nodiscard]] std::optional<json_web_token> read_json_web_token(std::string_view compact);

/// Signs with HMAC-SHA256 (`HS256`).
[[nodiscard]] std::string write_json_web_token(const json& claims, std::string_view key);

/// Whether the signature is HS256 by that key.
[[nodiscard]] bool is_signed_with(const json_web_token& token, std::string_view key);

/// Whether the signature is RS256 or PS256 by the key of that certificate.
[[nodiscard]] bool is_signed_by(const json_web_token& token, std::string_view certificate_pem);

/// Whether the header names that certificate: by `x5t#S256`, `x5t`, or `kid` with its SHA-1. Clients encode
/// thumbprints in base64 of either alphabet and in hexadecimal digits.
[[nodiscard]] bool names_certificate(const json_web_token& token, std::string_view certificate_pem);

} // namespace ingot::inline v0::emulator
