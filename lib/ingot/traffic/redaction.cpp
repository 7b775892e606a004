#include <ingot/traffic/detail/redaction.hpp>

#include <ingot/core/case_fold.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ingot::inline v0 {
namespace {

template <std::size_t Count>
bool contains_folded(const std::array<std::string_view, Count>& names, std::string_view name) noexcept {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view each) { return equal_folded(each, name); });
}

/// A name with what clients put around or into it: `%24`, `amp;` and the like do not hide `sig`.
std::string_view last_word(std::string_view name) noexcept {
    const auto at = name.find_last_of(";$?");
    return at == std::string_view::npos ? name : name.substr(at + 1);
}

bool ends_query(char c) noexcept {
    return c == ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\n' || c == '\r' || c == '\t' ||
           c == ')' || c == ',';
}

} // namespace

bool is_secret_header(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 10> names{
        "authorization", "proxy-authorization", "x-ms-authorization-auxiliary",
        "cookie",        "set-cookie",          "x-identity-header",
        "secret",        "x-ms-encryption-key", "x-functions-key",
        "x-api-key"};
    return contains_folded(names, name);
}

bool is_secret_member(std::string_view name) noexcept {
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
    return contains_folded(names, last_word(name));
}

std::string redact_pairs(std::string_view pairs) {
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

std::string redact_queries(std::string_view text) {
    std::string kept;
    while (true) {
        const auto question = text.find('?');
        kept += text.substr(0, question);
        if (question == std::string_view::npos) return kept;
        text.remove_prefix(question + 1);
        const auto* const end = std::find_if(text.begin(), text.end(), ends_query);
        const std::string_view query = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        kept += '?';
        kept += redact_pairs(query);
        text.remove_prefix(query.size());
    }
}

} // namespace ingot::inline v0
