#include <ingot/emulator/emulator_server.hpp>

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/clock_endpoint.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

/// Long URLs are legal: a poller must accept an operation URL of 4 KB and more.
constexpr std::uint32_t header_limit = 64 * 1024;

std::optional<http::method> method_of(beast::http::verb verb) noexcept {
    switch (verb) {
    case beast::http::verb::get: return http::method::get;
    case beast::http::verb::head: return http::method::head;
    case beast::http::verb::put: return http::method::put;
    case beast::http::verb::patch: return http::method::patch;
    case beast::http::verb::post: return http::method::post;
    case beast::http::verb::delete_: return http::method::remove;
    default: return std::nullopt;
    }
}

std::string text_of(boost::string_view view) { return {view.data(), view.size()}; }

} // namespace

class emulator_server::impl {
public:
    impl(emulator& service, server_options chosen) : service_(service), chosen_(chosen) {}
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
            service_.advance_to(
                from_ + std::chrono::duration_cast<duration>(std::chrono::steady_clock::now() - began_));
        if (auto admin = answer_clock(service_, request, chosen_.clock == server_clock::manual))
            return *admin;
        return service_.handle(request);
    }

    [[nodiscard]] const server_options& chosen() const noexcept { return chosen_; }

private:
    class connection;

    void accept();
    void close_all();

    emulator& service_;
    server_options chosen_;
    std::set<connection*> connections_; ///< outlives the context, whose end ends what is left of them
    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_};
    asio::posix::stream_descriptor stop_reader_{context_};
    int stop_event_ = -1;
    std::uint16_t port_ = 0;
    std::chrono::steady_clock::time_point began_;
    timestamp from_;
};

/// One client: reads a request, writes its answer, and reads on while the client keeps the connection.
/// Lives for as long as one of its operations is pending.
class emulator_server::impl::connection : public std::enable_shared_from_this<connection> {
public:
    connection(impl& owner, tcp::socket socket) : owner_(owner), socket_(std::move(socket)) {
        owner_.connections_.insert(this);
    }
    ~connection() { owner_.connections_.erase(this); }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    void read() {
        parser_.emplace();
        parser_->body_limit(owner_.chosen().body_limit);
        parser_->header_limit(header_limit);
        beast::http::async_read(socket_, buffer_, *parser_,
                                [self = shared_from_this()](boost::system::error_code problem, std::size_t) {
                                    self->take(problem);
                                });
    }

    void close() {
        boost::system::error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
        socket_.close(ignored);
    }

private:
    using wire_response = beast::http::response<beast::http::string_body>;

    void take(boost::system::error_code problem) {
        if (problem == beast::http::error::body_limit)
            return write(answer(refusal{413, "RequestEntityTooLarge", "The request body is too large.", {}}),
                         11, false);
        if (problem == beast::http::error::header_limit)
            return write(
                answer(refusal{431, "RequestHeadersTooLarge", "The request headers are too large.", {}}), 11,
                false);
        const bool ended =
            problem == beast::http::error::end_of_stream || problem == beast::http::error::partial_message;
        if (!ended &&
            problem.category() == beast::http::make_error_code(beast::http::error::end_of_stream).category())
            return write(answer(refusal{400, "InvalidRequest", "The request is not valid HTTP/1.1.", {}}), 11,
                         false);
        if (problem) return close();
        auto message = parser_->release();
        const auto method = method_of(message.method());
        if (!method)
            return write(answer(refusal{501, "MethodNotImplemented", "The method is not implemented.", {}}),
                         message.version(), message.keep_alive());
        http::request request;
        request.method = *method;
        request.url = url_of(message);
        for (const auto& field : message)
            request.headers.add(text_of(field.name_string()), text_of(field.value()));
        request.body = std::move(message.body());
        write(owner_.respond(request), message.version(), message.keep_alive(),
              *method == http::method::head);
    }

    /// The URL that the client asked for; its authority is the Host field, whatever that says.
    [[nodiscard]] std::string url_of(const beast::http::request<beast::http::string_body>& message) const {
        std::string target = text_of(message.target());
        if (target.find("://") != std::string::npos && target.front() != '/') return target; // absolute form
        std::string host = text_of(message[beast::http::field::host]);
        if (host.empty()) host = fmt::format("127.0.0.1:{}", owner_.port());
        return fmt::format("http://{}{}", host, target);
    }

    void write(const http::response& reply, unsigned version, bool keep_alive, bool head = false) {
        response_ = wire_response(static_cast<beast::http::status>(reply.status), version);
        for (const auto& [name, value] : reply.headers) response_.insert(name, value);
        response_.keep_alive(keep_alive);
        response_.body() = reply.body;
        // 204 has no body and so no length (RFC 9110).
        if (reply.status != 204 && !head) response_.prepare_payload();
        beast::http::async_write(
            socket_, response_,
            [self = shared_from_this(), keep_alive](boost::system::error_code problem, std::size_t) {
                if (problem || !keep_alive) return self->close();
                self->read();
            });
    }

    impl& owner_;
    tcp::socket socket_;
    beast::flat_buffer buffer_;
    std::optional<beast::http::request_parser<beast::http::string_body>> parser_;
    wire_response response_;
};

void emulator_server::impl::accept() {
    acceptor_.async_accept([this](boost::system::error_code problem, tcp::socket socket) {
        if (!acceptor_.is_open()) return;
        if (!problem) {
            boost::system::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            std::make_shared<connection>(*this, std::move(socket))->read();
        }
        accept();
    });
}

void emulator_server::impl::close_all() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    stop_reader_.close(ignored);
    for (auto* const each : connections_) each->close();
}

emulator_server::emulator_server(std::unique_ptr<impl> made) noexcept : impl_(std::move(made)) {}
emulator_server::emulator_server(emulator_server&&) noexcept = default;
emulator_server& emulator_server::operator=(emulator_server&&) noexcept = default;
emulator_server::~emulator_server() = default;

result<emulator_server> emulator_server::listen(emulator& service, server_options chosen) {
    auto made = std::make_unique<impl>(service, chosen);
    if (auto opened = made->open(); !opened) return tl::unexpected<error>(std::move(opened.error()));
    return emulator_server(std::move(made));
}

std::uint16_t emulator_server::port() const noexcept { return impl_->port(); }
void emulator_server::run() { impl_->run(); }
void emulator_server::stop() noexcept { impl_->stop(); }

} // namespace ingot::inline v0::emulator
