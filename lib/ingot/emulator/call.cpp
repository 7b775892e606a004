#include <ingot/emulator/detail/call.hpp>

#include <charconv>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
        } else if (text[i] == '%') {
            unsigned value = 0;
            const char* const first = text.data() + i + 1;
            if (i + 2 >= text.size() || std::from_chars(first, first + 2, value, 16).ptr != first + 2)
                return std::nullopt;
            decoded += static_cast<char>(static_cast<unsigned char>(value));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

std::optional<std::string> decode_path(std::string_view raw) {
    if (raw.size() > 1 && raw.back() == '/') raw.remove_suffix(1);
    std::string path;
    while (!raw.empty()) {
        raw.remove_prefix(1);
        const auto slash = raw.find('/');
        const auto segment = percent_decode(raw.substr(0, slash), false);
        if (!segment || segment->empty() || *segment == "." || *segment == ".." ||
            segment->find('/') != std::string::npos)
            return std::nullopt;
        path += '/' + *segment;
        raw.remove_prefix(slash == std::string_view::npos ? raw.size() : slash);
    }
    return path;
}

} // namespace

std::optional<call> read_call(const http::request& request) {
    const std::string_view url = request.url;
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return std::nullopt;
    const auto path_begin = url.find_first_of("/?#", scheme + 3);
    call taken;
    taken.method = request.method;
    taken.headers = request.headers;
    taken.origin = url.substr(0, path_begin);
    if (taken.origin.size() == scheme + 3) return std::nullopt;
    std::string_view target =
        path_begin == std::string_view::npos ? std::string_view{} : url.substr(path_begin);
    target = target.substr(0, target.find('#'));
    const auto question = target.find('?');
    taken.raw_path = target.substr(0, question);
    if (taken.raw_path.empty()) taken.raw_path = "/";
    if (taken.raw_path != "/") {
        auto path = decode_path(taken.raw_path);
        if (!path) return std::nullopt;
        taken.path = std::move(*path);
    }
    std::string_view query =
        question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
    while (!query.empty()) {
        const auto ampersand = query.find('&');
        const std::string_view pair = query.substr(0, ampersand);
        query.remove_prefix(ampersand == std::string_view::npos ? query.size() : ampersand + 1);
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        const auto name = percent_decode(pair.substr(0, equals), true);
        const auto value = percent_decode(
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
        if (!name || !value) return std::nullopt;
        taken.query.emplace(*name, *value);
    }
    return taken;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~' || c == '$';
        if (plain) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += '%';
            encoded += digits[byte >> 4];
            encoded += digits[byte & 15];
        }
    }
    return encoded;
}

} // namespace ingot::inline v0::emulator
