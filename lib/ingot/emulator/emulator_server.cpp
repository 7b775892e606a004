#include <ingot/emulator/emulator_server.hpp>

#include <ingot/emulator/detail/clock_endpoint.hpp>
#include <ingot/emulator/detail/http_connection.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/ssl/context.hpp>
#include <fmt/format.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

/// TLS 1.2 and later by that certificate.
result<std::unique_ptr<asio::ssl::context>> tls_context(const server_certificate& shown) {
    auto made = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    boost::system::error_code problem;
    made->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                          asio::ssl::context::no_tlsv1_1,
                      problem);
    if (!problem) made->use_certificate_chain(asio::buffer(shown.chain), problem);
    if (problem) return fail(errc::invalid_argument, "the server's certificate is none in PEM");
    made->use_private_key(asio::buffer(shown.key), asio::ssl::context::pem, problem);
    if (problem)
        return fail(errc::invalid_argument,
                    "the server's key is no private key in PEM that fits its certificate");
    return made;
}

} // namespace

class emulator_server::impl {
public:
    impl(emulator& service, server_options chosen) : service_(service), chosen_(std::move(chosen)) {}
    ~impl() {
        if (stop_event_ >= 0) ::close(stop_event_);
    }
    impl(const impl&) = delete;
    impl& operator=(const impl&) = delete;

    [[nodiscard]] result<void> open() {
        stop_event_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (stop_event_ < 0)
            return fail(errc::unavailable, "no event descriptor is left for the emulator's server");
        boost::system::error_code problem;
        // The reader owns a duplicate, so that stop() stays valid for as long as this object lives.
        stop_reader_.assign(::dup(stop_event_), problem);
        const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), chosen_.port);
        if (!problem) acceptor_.open(endpoint.protocol(), problem);
        if (!problem) acceptor_.set_option(asio::socket_base::reuse_address(true), problem);
        if (!problem) acceptor_.bind(endpoint, problem);
        if (!problem) acceptor_.listen(asio::socket_base::max_listen_connections, problem);
        if (!problem) port_ = acceptor_.local_endpoint(problem).port();
        if (problem)
            return fail(errc::unavailable,
                        fmt::format("cannot listen on 127.0.0.1:{}: {}. Choose another port, or 0 "
                                    "for any free one.",
                                    chosen_.port, problem.message()));
        if (chosen_.tls) {
            auto made = tls_context(*chosen_.tls);
            if (!made) return tl::unexpected<error>(std::move(made.error()));
            tls_ = std::move(*made);
        }
        host_.origin = fmt::format("http{}://127.0.0.1:{}", tls_ ? "s" : "", port_);
        host_.body_limit = chosen_.body_limit;
        host_.respond = [this](const http::request& request) { return respond(request); };
        began_ = std::chrono::steady_clock::now();
        from_ = service_.now();
        return {};
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    void run() {
        stop_reader_.async_wait(asio::posix::stream_descriptor::wait_read,
                                [this](boost::system::error_code) { close_all(); });
        accept();
        context_.run();
    }

    void stop() const noexcept {
        const std::uint64_t one = 1;
        const int before = errno;
        // A full counter means that a stop is on its way already.
        static_cast<void>(::write(stop_event_, &one, sizeof one) == 0);
        errno = before;
    }

    [[nodiscard]] http::response respond(const http::request& request) {
        if (chosen_.clock == server_clock::wall)
            service_.advance_to(from_ + chosen_.pace * std::chrono::duration_cast<duration>(
                                                           std::chrono::steady_clock::now() - began_));
        if (auto admin = answer_clock(service_, request, chosen_.clock == server_clock::manual))
            return *admin;
        http::response reply = service_.handle(request);
        if (chosen_.observer) chosen_.observer(request, reply);
        return reply;
    }

private:
    void accept();
    void close_all();

    emulator& service_;
    server_options chosen_;
    connection_host host_; ///< outlives the context, whose end ends what is left of the connections
    std::unique_ptr<asio::ssl::context> tls_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_};
    asio::posix::stream_descriptor stop_reader_{context_};
    int stop_event_ = -1;
    std::uint16_t port_ = 0;
    std::chrono::steady_clock::time_point began_;
    timestamp from_;
};

void emulator_server::impl::accept() {
    acceptor_.async_accept([this](boost::system::error_code problem, tcp::socket socket) {
        if (!acceptor_.is_open()) return;
        if (!problem) {
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            if (tls_)
                std::make_shared<http_connection<asio::ssl::stream<tcp::socket>>>(host_, std::move(socket),
                                                                                  *tls_)
                    ->start();
            else
                std::make_shared<http_connection<tcp::socket>>(host_, std::move(socket))->start();
        }
        accept();
    });
}

void emulator_server::impl::close_all() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    stop_reader_.close(ignored);
    for (auto* const each : host_.open) each->close();
}

emulator_server::emulator_server(std::unique_ptr<impl> made) noexcept : impl_(std::move(made)) {}
emulator_server::emulator_server(emulator_server&&) noexcept = default;
emulator_server& emulator_server::operator=(emulator_server&&) noexcept = default;
emulator_server::~emulator_server() = default;

result<emulator_server> emulator_server::listen(emulator& service, server_options chosen) {
    auto made = std::make_unique<impl>(service, std::move(chosen));
    if (auto opened = made->open(); !opened) return tl::unexpected<error>(std::move(opened.error()));
    return emulator_server(std::move(made));
}

std::uint16_t emulator_server::port() const noexcept { return impl_->port(); }
void emulator_server::run() { impl_->run(); }
void emulator_server::stop() noexcept { impl_->stop(); }

} // namespace ingot::inline v0::emulator
