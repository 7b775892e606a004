#include "token_credential.hpp"

#include <ingot/document/byte_source.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace ingot::cli {

namespace {

/// What can stand behind `Bearer` (RFC 6750, b64token).
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("-._~+/=").find(c) != std::string_view::npos;
    });
}

} // namespace

result<std::string> read_small_file(const std::string& path) {
    constexpr std::size_t longest = std::size_t{64} * 1024;
    auto source = file_source::open(path);
    if (!source) return tl::unexpected(source.error());
    std::string text;
    while (text.size() <= longest) {
        const auto bytes = source->next();
        if (!bytes) return tl::unexpected(bytes.error());
        if (bytes->empty()) break;
        text += *bytes;
    }
    return text;
}

result<std::string> read_token(const std::string& path) {
    auto read = read_small_file(path);
    if (!read) return read;
    std::string& text = *read;
    text.erase(text.find_last_not_of(" \t\r\n") + 1);
    text.erase(0, text.find_first_not_of(" \t\r\n"));
    return read;
}

result<std::string> token_credential::token(std::string_view, timestamp, freshness wanted) {
    if (!last_.empty() && wanted == freshness::cached) return last_;
    const std::string origin = file_ ? *file_ : "AZURE_ACCESS_TOKEN";
    std::string text;
    if (file_) {
        auto read = read_token(*file_);
        if (!read) return tl::unexpected(read.error());
        text = std::move(*read);
    } else if (const char* const value = std::getenv("AZURE_ACCESS_TOKEN"); value != nullptr) {
        text = value;
    }
    if (!is_token(text))
        return fail(errc::unauthenticated, fmt::format("{} holds no bearer token; put in what 'az account "
                                                       "get-access-token --query accessToken -o tsv' prints",
                                                       origin));
    if (wanted == freshness::renewed && text == last_)
        return fail(
            errc::unauthenticated,
            fmt::format("the token in {} was refused; it has expired or is for another audience", origin));
    last_ = text;
    return text;
}

} // namespace ingot::cli
