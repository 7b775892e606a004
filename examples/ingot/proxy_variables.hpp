#pragma once

#include <string>

namespace ingot::cli {

/// The proxy that the environment names for https, by the variables that curl reads and in its order: https_proxy,
/// HTTPS_PROXY, all_proxy, ALL_PROXY. Not HTTP_PROXY, which whoever asks a CGI program can set. Empty: none.
[[nodiscard]] std::string proxy_of_environment();

/// The hosts that the environment excepts from the proxy: no_proxy, NO_PROXY.
[[nodiscard]] std::string no_proxy_of_environment();

} // namespace ingot::cli
