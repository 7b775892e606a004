#include <ingot/curl/detail/proxy.hpp>

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace ingot::inline v0::detail {

namespace {

struct url_deleter {
    void operator()(CURLU* one) const noexcept { curl_url_cleanup(one); }
};

/// A part of a URL; empty when it has none.
[[nodiscard]] std::string part_of(CURLU* url, CURLUPart part, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, void (*)(void*)> owned(text, &curl_free);
    return text;
}

[[nodiscard]] bool is_proxy_scheme(std::string_view scheme) noexcept {
    constexpr std::array<std::string_view, 6> known{"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    return std::find(known.begin(), known.end(), scheme) != known.end();
}

} // namespace

result<proxy> parse_proxy(std::string_view text) {
    if (text.empty()) return proxy{};
    std::string whole(text);
    if (text.find("://") == std::string_view::npos) whole.insert(0, "http://");
    const std::unique_ptr<CURLU, url_deleter> url(curl_url());
    if (!url) return fail(errc::out_of_memory, "libcurl gave no URL handle");
    if (whole.find('\0') != std::string::npos ||
        curl_url_set(url.get(), CURLUPART_URL, whole.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
        !is_proxy_scheme(part_of(url.get(), CURLUPART_SCHEME, 0)))
        return fail(errc::invalid_argument,
                    "the proxy is not the URL of one; write [scheme://][user:password@]host[:port], with a scheme of "
                    "http, https, socks4, socks4a, socks5 or socks5h, and percent-encode what is special in the "
                    "password");
    proxy found;
    found.user = part_of(url.get(), CURLUPART_USER, CURLU_URLDECODE);
    found.password = part_of(url.get(), CURLUPART_PASSWORD, CURLU_URLDECODE);
    curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
    curl_url_set(url.get(), CURLUPART_PASSWORD, nullptr, 0);
    found.url = part_of(url.get(), CURLUPART_URL, 0);
    return found;
}

} // namespace ingot::inline v0::detail
