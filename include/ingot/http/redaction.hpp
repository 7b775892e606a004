#pragma once

#include <ingot/core/case_fold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// What stands in the place of a secret.
inline constexpr std::string_view redacted_text = "REDACTED";

namespace detail {

template <std::size_t Count>
[[nodiscard]] bool contains_folded(const std::array<std::string_view, Count>& names, std::string_view name) noexcept {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view each) { return equal_folded(each, name); });
}

/// A name with what clients put around or into it: `%24`, `amp;` and the like do not hide `sig`.
[[nodiscard]] inline std::string_view last_word(std::string_view name) noexcept {
    const auto at = name.find_last_of(";$?");
    return at == std::string_view::npos ? name : name.substr(at + 1);
}

[[nodiscard]] constexpr bool ends_query(char c) noexcept {
    return c == ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\n' || c == '\r' || c == '\t' ||
           c == ')' || c == ',';
}

} // namespace detail

/// Whether the value of a header field is a credential, such as `Authorization`.
[[nodiscard]] inline bool is_secret_header(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 10> names{
        "authorization", "proxy-authorization", "x-ms-authorization-auxiliary",
        "cookie",        "set-cookie",          "x-identity-header",
        "secret",        "x-ms-encryption-key", "x-functions-key",
        "x-api-key"};
    return detail::contains_folded(names, name);
}

/// Whether a member of a body, or a parameter of a query or form, has a secret for its value.
[[nodiscard]] inline bool is_secret_member(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 24> names{"access_token",
                                                            "id_token",
                                                            "refresh_token",
                                                            "client_secret",
                                                            "client_assertion",
                                                            "assertion",
                                                            "token",
                                                            "accessToken",
                                                            "sig",
                                                            "accessSAS",
                                                            "sasUri",
                                                            "sas",
                                                            "securityDataAccessSAS",
                                                            "securityMetadataAccessSAS",
                                                            "password",
                                                            "adminPassword",
                                                            "runAsPassword",
                                                            "secret",
                                                            "clientSecret",
                                                            "customData",
                                                            "userData",
                                                            "protectedSettings",
                                                            "protectedParameters",
                                                            "connectionString"};
    return detail::contains_folded(names, detail::last_word(name));
}

/// The pairs of a query or of a form, the values of secret ones replaced; the rest as it was.
[[nodiscard]] inline std::string redact_pairs(std::string_view pairs) {
    std::string kept;
    while (!pairs.empty()) {
        const auto end = pairs.find('&');
        const std::string_view pair = pairs.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && is_secret_member(pair.substr(0, equals))) {
            kept += pair.substr(0, equals + 1);
            kept += redacted_text;
        } else {
            kept += pair;
        }
        if (end == std::string_view::npos) break;
        kept += '&';
        pairs.remove_prefix(end + 1);
    }
    return kept;
}

/// Text that is, or has in it, URLs with a query: the secret values in these are replaced. So it is with shared access
/// signatures, of which `sig` is what counts.
[[nodiscard]] inline std::string redact_queries(std::string_view text) {
    std::string kept;
    while (true) {
        const auto question = text.find('?');
        kept += text.substr(0, question);
        if (question == std::string_view::npos) return kept;
        text.remove_prefix(question + 1);
        const auto* const end = std::find_if(text.begin(), text.end(), detail::ends_query);
        const std::string_view query = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        kept += '?';
        kept += redact_pairs(query);
        text.remove_prefix(query.size());
    }
}

namespace detail {

/// What stands behind each `opening` is replaced, up to where `ends` says that it ends.
template <class Ends>
[[nodiscard]] std::string redact_behind(std::string_view text, std::string_view opening, Ends ends) {
    std::string kept;
    while (!text.empty()) {
        if (!starts_with_folded(text, opening)) {
            kept += text.front();
            text.remove_prefix(1);
            continue;
        }
        kept += text.substr(0, opening.size());
        text.remove_prefix(opening.size());
        const auto* const end = std::find_if(text.begin(), text.end(), ends);
        const auto length = static_cast<std::size_t>(end - text.begin());
        if (length != 0) kept += redacted_text;
        text.remove_prefix(length);
    }
    return kept;
}

/// `https://user:password@host`: what stands before the `@` is replaced.
[[nodiscard]] inline std::string redact_user(std::string_view text) {
    constexpr std::string_view opening = "://";
    std::string kept;
    while (true) {
        const auto at = text.find(opening);
        kept += text.substr(0, at == std::string_view::npos ? at : at + opening.size());
        if (at == std::string_view::npos) return kept;
        text.remove_prefix(at + opening.size());
        const auto user = text.find('@');
        if (user == std::string_view::npos || user == 0 || text.find_first_of("/?# \t\r\n\"'<>") < user) continue;
        kept += redacted_text;
        text.remove_prefix(user);
    }
}

} // namespace detail

/// Text for people that may quote what a service or a library said: without secret parameters of URLs, without a
/// shared access signature even where its URL was cut, without the user of a URL, without a bearer token.
[[nodiscard]] inline std::string redact(std::string_view text) {
    std::string kept = redact_queries(text);
    kept = detail::redact_behind(kept, "sig=", [](char c) { return c == '&' || c == ';' || detail::ends_query(c); });
    kept = detail::redact_behind(kept, "sig%3D", [](char c) { return c == '&' || c == ';' || detail::ends_query(c); });
    kept = detail::redact_behind(kept, "bearer ", [](char c) { return c == ';' || detail::ends_query(c); });
    return detail::redact_user(kept);
}

} // namespace ingot::inline v0
