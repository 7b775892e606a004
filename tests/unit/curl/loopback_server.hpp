#pragma once

#include <openssl/ssl.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// What a server puts on the wire. Nothing, with the connection left open, is a server that hangs.
struct served {
    std::string bytes;
    bool close = false;
};

/// A server on 127.0.0.1 that answers whole requests with whatever bytes the test wants.
class loopback_server {
public:
    /// @param request the bytes of one request, header and body
    /// @param connection counted from 0
    using handler = std::function<served(const std::string& request, int connection)>;

    /// @param tls speaks TLS where it is given; must outlive the server
    explicit loopback_server(handler answer, SSL_CTX* tls = nullptr);
    loopback_server(const loopback_server&) = delete;
    loopback_server& operator=(const loopback_server&) = delete;
    ~loopback_server();

    [[nodiscard]] std::string url(const std::string& path = "/") const;
    [[nodiscard]] int connections() const;
    [[nodiscard]] std::vector<std::string> requests() const;

    /// Resets every connection, as a server does that is killed.
    void reset_connections();

private:
    void accept_all();
    void serve(int socket, int number);

    handler answer_;
    SSL_CTX* tls_;
    int listening_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex guard_;
    bool stopping_ = false;
    std::vector<int> sockets_; ///< -1 once closed
    std::condition_variable closed_;
    std::vector<std::thread> threads_;
    std::vector<std::string> requests_;
    std::thread acceptor_;
};

/// An HTTP/1.1 response that keeps the connection.
[[nodiscard]] inline served respond(int status, const std::string& body, const std::string& fields = {}) {
    return {"HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                fields + "\r\n" + body,
            false};
}
