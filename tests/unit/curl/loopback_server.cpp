#include "loopback_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

namespace {

struct ssl_deleter {
    void operator()(SSL* one) const noexcept { SSL_free(one); }
};

/// A connected socket, with or without TLS.
class stream {
public:
    stream(int socket, SSL_CTX* tls) : socket_(socket) {
        if (tls == nullptr) return;
        tls_.reset(SSL_new(tls));
        SSL_set_fd(tls_.get(), socket);
        open_ = SSL_accept(tls_.get()) == 1;
    }

    [[nodiscard]] bool open() const noexcept { return open_; }

    /// Adds what has come to `kept`; false at the end.
    [[nodiscard]] bool read(std::string& kept) {
        std::array<char, 4096> buffer{};
        const auto count = tls_ ? SSL_read(tls_.get(), buffer.data(), static_cast<int>(buffer.size()))
                                : recv(socket_, buffer.data(), buffer.size(), 0);
        if (count <= 0) return false;
        kept.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    [[nodiscard]] bool write(const std::string& bytes) {
        for (std::size_t done = 0; done < bytes.size();) {
            const auto count = tls_ ? SSL_write(tls_.get(), bytes.data() + done, static_cast<int>(bytes.size() - done))
                                    : send(socket_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
            if (count <= 0) return false;
            done += static_cast<std::size_t>(count);
        }
        return true;
    }

private:
    int socket_;
    std::unique_ptr<SSL, ssl_deleter> tls_;
    bool open_ = true;
};

/// How many bytes the first request in `text` has; 0 while it is not whole.
std::size_t length_of_request(const std::string& text) {
    const auto end = text.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const auto field = text.find("Content-Length: ");
    const std::size_t body = field < end ? std::strtoul(text.c_str() + field + 16, nullptr, 10) : 0;
    const std::size_t whole = end + 4 + body;
    return text.size() >= whole ? whole : 0;
}

} // namespace

loopback_server::loopback_server(handler answer, SSL_CTX* tls) : answer_(std::move(answer)), tls_(tls) {
    listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (listening_ < 0 || bind(listening_, any, size) != 0 || listen(listening_, 64) != 0 ||
        getsockname(listening_, any, &size) != 0)
        throw std::runtime_error("no server on loopback");
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

loopback_server::~loopback_server() {
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
        for (const int one : sockets_)
            if (one >= 0) shutdown(one, SHUT_RDWR);
    }
    shutdown(listening_, SHUT_RDWR);
    acceptor_.join();
    for (std::thread& one : threads_) one.join();
    close(listening_);
}

void loopback_server::reset_connections() {
    std::unique_lock lock(guard_);
    for (const int one : sockets_) {
        const linger at_once{1, 0};
        if (one < 0) continue;
        setsockopt(one, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        shutdown(one, SHUT_RDWR);
    }
    closed_.wait(lock, [this] { return std::count(sockets_.begin(), sockets_.end(), -1) == std::ssize(sockets_); });
}

std::string loopback_server::url(const std::string& path) const {
    return (tls_ != nullptr ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + path;
}

int loopback_server::connections() const {
    const std::lock_guard lock(guard_);
    return static_cast<int>(sockets_.size());
}

std::vector<std::string> loopback_server::requests() const {
    const std::lock_guard lock(guard_);
    return requests_;
}

void loopback_server::accept_all() {
    for (;;) {
        const int accepted = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(guard_);
        if (accepted < 0) {
            if (stopping_) return;
            continue;
        }
        if (stopping_) {
            close(accepted);
            return;
        }
        const int number = static_cast<int>(sockets_.size());
        sockets_.push_back(accepted);
        threads_.emplace_back([this, accepted, number] { serve(accepted, number); });
    }
}

void loopback_server::serve(int socket, int number) {
    // OpenSSL writes without MSG_NOSIGNAL. Only this thread: what the client does about it is under test.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
    stream wire(socket, tls_);
    std::string kept;
    while (wire.open()) {
        const std::size_t whole = length_of_request(kept);
        if (whole == 0) {
            if (!wire.read(kept)) break;
            continue;
        }
        const std::string request = kept.substr(0, whole);
        kept.erase(0, whole);
        {
            const std::lock_guard lock(guard_);
            requests_.push_back(request);
        }
        const served answer = answer_(request, number);
        if (!wire.write(answer.bytes) || answer.close) break;
    }
    const std::lock_guard lock(guard_);
    close(socket);
    sockets_[static_cast<std::size_t>(number)] = -1;
    closed_.notify_all();
}
