#pragma once

#include <ingot/ports/transport.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace ingot::inline v0 {

struct curl_transport_options {
    std::chrono::milliseconds connect_timeout = std::chrono::seconds(30); ///< name lookup and TLS included

    /// For one exchange from its start to its end. Azure Resource Manager gives up on a resource provider
    /// after 60 seconds (RPC contract).
    std::chrono::milliseconds exchange_timeout = std::chrono::minutes(5);

    std::size_t low_speed_bytes = 1;                                       ///< a second; slower than this
    std::chrono::seconds low_speed_time = std::chrono::seconds(120);       ///< for so long ends an exchange
    std::size_t max_response_bytes = std::size_t{32} * 1024 * 1024;        ///< of the body, decompressed
    std::size_t max_header_bytes = std::size_t{256} * 1024;                ///< of all header fields together
    std::size_t max_connections_per_host = 8;                              ///< 0 is no limit
    std::string ca_bundle; ///< file of trusted certificates (PEM) instead of the system's; empty: the system's

    /// `[scheme://][user:password@]host[:port]` of a proxy: http (the default), https, or socks4, socks4a, socks5,
    /// socks5h. Empty: none, whatever the environment says. It tunnels (CONNECT), so it sees neither requests nor their
    /// tokens; its user and password (Basic) stand in no error.
    std::string proxy;

    /// Hosts that are reached without the proxy: names, which count for all below them, and addresses, with commas
    /// between them; `*` is all. Loopback never goes through a proxy.
    std::string no_proxy;
};

/// Carries requests by libcurl's multi interface: any number at once on the caller's thread, over kept
/// connections and HTTP/2 where the host speaks it. https with TLS 1.2 or newer and a verified certificate;
/// plain http to loopback only. Redirects are answers, not followed. No setting of it comes from the environment.
///
/// Each object is for one thread at a time; several may live on several threads.
class curl_transport final : public transport {
public:
    /// Fails with `errc::unavailable` when libcurl cannot be set up, with `errc::invalid_argument` when the proxy is
    /// not the URL of one.
    [[nodiscard]] static result<std::unique_ptr<curl_transport>> create(curl_transport_options options = {});

    ~curl_transport() override;

    void start(exchange_id exchange, http::request request) override;
    [[nodiscard]] std::vector<completion> wait(timestamp until) override;
    /// The system clock.
    [[nodiscard]] timestamp now() const override;
    void cancel(exchange_id exchange) override;

private:
    class engine;
    explicit curl_transport(std::unique_ptr<engine> inner) noexcept;

    std::unique_ptr<engine> engine_;
};

} // namespace ingot::inline v0
