#pragma once

#include <ingot/emulator/emulator.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace ingot::inline v0::emulator {

/// What moves virtual time while a server runs.
enum class server_clock {
    wall,   ///< it runs with real time, from the emulator's instant at listen()
    manual, ///< it moves only by `POST /emulator/clock`
};

/// What a server shows and signs with, in PEM: a certificate with its chain, and the key that fits it.
struct server_certificate {
    std::string chain;
    std::string key;
};

struct server_options {
    std::uint16_t port = 0; ///< 0 picks a free one
    server_clock clock = server_clock::wall;
    std::int64_t pace = 1; ///< seconds of virtual time in one of real time, for the clock of wall; at least 1
    std::size_t body_limit = std::size_t{4} << 20; ///< bytes of a request body; beyond it 413 is answered
    std::optional<server_certificate> tls;               ///< with it TLS 1.2 or 1.3 and nothing else is spoken
    /// Shown each request to the emulated service, and the answer, both with their secrets.
    std::function<void(const http::request&, const http::response&)> observer;
};

/// Serves an emulator over HTTP/1.1 on 127.0.0.1, in the clear or over TLS, with keep-alive. Besides what the emulator answers:
///
///     GET  /emulator/clock                              -> {"now": "2026-01-01T00:00:00Z"}
///     POST /emulator/clock {"advance_to": RFC 3339}     -> the same; 409 unless the clock is manual
///     POST /emulator/clock {"advance": "PT10M"}
///
/// One thread runs it; only stop() may be called from elsewhere.
class emulator_server {
public:
    /// Binds and listens. Fails with `errc::unavailable` when the port cannot be had, and with
    /// `errc::invalid_argument` when certificate and key are not such or do not fit.
    /// @param service must outlive the server and is not to be used by others while it runs
    [[nodiscard]] static result<emulator_server> listen(emulator& service, server_options chosen = {});

    emulator_server(emulator_server&&) noexcept;
    emulator_server& operator=(emulator_server&&) noexcept;
    ~emulator_server();

    [[nodiscard]] std::uint16_t port() const noexcept;

    /// Serves until stop(); then closes every connection. Returns at once if stop() came first.
    void run();

    /// Ends run(). Safe from any thread and from a signal handler, any number of times.
    void stop() noexcept;

private:
    class impl;
    explicit emulator_server(std::unique_ptr<impl> made) noexcept;
    std::unique_ptr<impl> impl_;
};

} // namespace ingot::inline v0::emulator
