#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

namespace ingot::inline v0::emulator {

class open_connection {
public:
    open_connection() = default;
    open_connection(const open_connection&) = delete;
    open_connection& operator=(const open_connection&) = delete;
    virtual ~open_connection() = default;
    virtual void close() = 0;
};

/// What the connections of one server share.
struct connection_host {
    std::string origin; ///< the server's own, for a request without a Host field
    std::size_t body_limit = 0;
    std::function<http::response(const http::request&)> respond;
    std::set<open_connection*> open;
};

/// One client: reads a request, writes its answer, and reads on while the client keeps the connection.
/// Lives for as long as one of its operations is pending.
/// @tparam Stream a TCP socket, or TLS over one
template <class Stream>
class http_connection final : public open_connection,
                              public std::enable_shared_from_this<http_connection<Stream>> {
public:
    template <class... Tls>
    http_connection(connection_host& host, boost::asio::ip::tcp::socket socket, Tls&... tls)
        : host_(host), stream_(std::move(socket), tls...) {
        host_.open.insert(this);
    }
    ~http_connection() override { host_.open.erase(this); }

    void start() {
        if constexpr (secure)
            stream_.async_handshake(boost::asio::ssl::stream_base::server,
                                    [self = this->shared_from_this()](boost::system::error_code problem) {
                                        if (problem) return self->close();
                                        self->read();
                                    });
        else
            read();
    }

    void close() override {
        boost::system::error_code ignored;
        stream_.lowest_layer().shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
        stream_.lowest_layer().close(ignored);
    }

private:
    static constexpr bool secure = !std::is_same_v<Stream, boost::asio::ip::tcp::socket>;
    /// Long URLs are legal: a poller must accept an operation URL of 4 KB and more.
    static constexpr std::uint32_t header_limit = 64 * 1024;

    using wire_request = boost::beast::http::request<boost::beast::http::string_body>;
    using wire_response = boost::beast::http::response<boost::beast::http::string_body>;

    static std::string text_of(boost::string_view view) { return {view.data(), view.size()}; }

    static std::optional<http::method> method_of(boost::beast::http::verb sent) noexcept {
        using boost::beast::http::verb;
        switch (sent) {
        case verb::get: return http::method::get;
        case verb::head: return http::method::head;
        case verb::put: return http::method::put;
        case verb::patch: return http::method::patch;
        case verb::post: return http::method::post;
        case verb::delete_: return http::method::remove;
        default: return std::nullopt;
        }
    }

    void read() {
        parser_.emplace();
        parser_->body_limit(host_.body_limit);
        parser_->header_limit(header_limit);
        boost::beast::http::async_read(
            stream_, buffer_, *parser_,
            [self = this->shared_from_this()](boost::system::error_code problem, std::size_t) {
                self->take(problem);
            });
    }

    void take(boost::system::error_code problem) {
        using boost::beast::http::error;
        if (problem == error::body_limit)
            return refuse({413, "RequestEntityTooLarge", "The request body is too large.", {}});
        if (problem == error::header_limit)
            return refuse({431, "RequestHeadersTooLarge", "The request headers are too large.", {}});
        const bool ended = problem == error::end_of_stream || problem == error::partial_message;
        if (ended) return finish();
        if (problem.category() == boost::beast::http::make_error_code(error::end_of_stream).category())
            return refuse({400, "InvalidRequest", "The request is not valid HTTP/1.1.", {}});
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
        write(host_.respond(request), message.version(), message.keep_alive(), *method == http::method::head);
    }

    /// The URL that the client asked for; its authority is the Host field, whatever that says.
    [[nodiscard]] std::string url_of(const wire_request& message) const {
        std::string target = text_of(message.target());
        if (target.find("://") != std::string::npos && target.front() != '/') return target; // absolute form
        const std::string named = text_of(message[boost::beast::http::field::host]);
        if (named.empty()) return host_.origin + target;
        return (secure ? "https://" : "http://") + named + target;
    }

    void refuse(const refusal& why) { write(answer(why), 11, false); }

    void write(const http::response& reply, unsigned version, bool keep_alive, bool head = false) {
        response_ = wire_response(static_cast<boost::beast::http::status>(reply.status), version);
        for (const auto& [name, value] : reply.headers) response_.insert(name, value);
        response_.keep_alive(keep_alive);
        response_.body() = reply.body;
        // 204 has no body and so no length (RFC 9110).
        if (reply.status != 204 && !head) response_.prepare_payload();
        boost::beast::http::async_write(
            stream_, response_,
            [self = this->shared_from_this(), keep_alive](boost::system::error_code problem, std::size_t) {
                if (problem) return self->close();
                if (!keep_alive) return self->finish();
                self->read();
            });
    }

    /// Says goodbye as the protocol asks, so that the client does not take the end for a truncation.
    void finish() {
        if constexpr (secure)
            stream_.async_shutdown(
                [self = this->shared_from_this()](boost::system::error_code) { self->close(); });
        else
            close();
    }

    connection_host& host_;
    Stream stream_;
    boost::beast::flat_buffer buffer_;
    std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
    wire_response response_;
};

} // namespace ingot::inline v0::emulator
