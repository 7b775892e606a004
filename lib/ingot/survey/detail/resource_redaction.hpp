#pragma once

#include <string>
#include <string_view>

namespace ingot::inline v0::survey_detail {

/// Whether a text has a secret in it, such as the shared access signature of a URL.
[[nodiscard]] bool is_secret_value(std::string_view text);

/// A resource without what the service should not have told: passwords, protected settings and parameters, custom data,
/// the signatures of URLs. Each is replaced by a text that says so; all else stays as it was, numbers digit by digit.
/// Tags are no place for secrets, and decisions rest on them: they are left alone, but for signatures in URLs.
/// @param resource a JSON object
[[nodiscard]] std::string without_secrets(std::string_view resource);

} // namespace ingot::inline v0::survey_detail
