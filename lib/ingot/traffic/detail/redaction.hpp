#pragma once

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// What stands in the place of a secret.
inline constexpr std::string_view redacted_text = "REDACTED";

/// Whether the value of a header field is a credential, such as `Authorization`.
[[nodiscard]] bool is_secret_header(std::string_view name) noexcept;

/// Whether a member of a body, or a parameter of a query or form, has a secret for its value.
[[nodiscard]] bool is_secret_member(std::string_view name) noexcept;

/// The pairs of a query or of a form, the values of secret ones replaced; the rest as it was.
[[nodiscard]] std::string redact_pairs(std::string_view pairs);

/// Text that is, or has in it, URLs with a query: the secret values in these are replaced.
[[nodiscard]] std::string redact_queries(std::string_view text);

} // namespace ingot::inline v0
