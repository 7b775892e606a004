#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <ingot/emulator/emulator_server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/test/unit_test.hpp>

#include <thread>

using namespace ingot_test;
using ingot::emulator::emulator_server;
using ingot::emulator::server_clock;
namespace beast = boost::beast;
using tcp = boost::asio::ip::tcp;

namespace {

ingot::emulator::server_options options_with(server_clock clock, std::size_t body_limit) {
    ingot::emulator::server_options options;
    options.clock = clock;
    options.body_limit = body_limit;
    return options;
}

/// A server on its own thread, and one connection to it.
struct loopback {
    explicit loopback(server_clock clock, std::size_t body_limit = 4096)
        : server(*emulator_server::listen(azure.service, options_with(clock, body_limit))),
          thread([this] { server.run(); }) {
        socket.connect({boost::asio::ip::address_v4::loopback(), server.port()});
    }
    ~loopback() {
        server.stop();
        thread.join();
    }

    beast::http::response<beast::http::string_body> send(beast::http::verb verb, const std::string& target,
                                                         const std::string& body = {}) {
        beast::http::request<beast::http::string_body> request(verb, target, 11);
        request.set(beast::http::field::host, "127.0.0.1:" + std::to_string(server.port()));
        request.body() = body;
        request.prepare_payload();
        boost::system::error_code ignored; // the server may answer before it has read everything
        beast::http::write(socket, request, ignored);
        return read();
    }

    beast::http::response<beast::http::string_body> read() {
        beast::http::response<beast::http::string_body> reply;
        beast::http::read(socket, buffer, reply);
        return reply;
    }

    emulated_azure azure;
    emulator_server server;
    boost::asio::io_context context;
    tcp::socket socket{context};
    beast::flat_buffer buffer;
    std::thread thread;
};

const std::string version = "?api-version=2024-03-03";

} // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(one_connection_carries_a_whole_life_under_a_manual_clock) {
    loopback http(server_clock::manual);
    const auto created =
        http.send(beast::http::verb::put, gallery_id + version, R"({"location": "West Europe"})");
    BOOST_TEST(created.result_int() == 201U);
    const std::string operation(created["Azure-AsyncOperation"]);
    const std::string origin = "http://127.0.0.1:" + std::to_string(http.server.port());
    BOOST_TEST(operation.rfind(origin + "/subscriptions/", 0) == 0U);
    const std::string target = operation.substr(origin.size());
    BOOST_TEST(http.send(beast::http::verb::get, target).body().find("InProgress") != std::string::npos);
    const auto moved = http.send(beast::http::verb::post, "/emulator/clock", R"({"advance": "PT10M"})");
    BOOST_TEST(moved.body() == R"({"now":"2026-01-01T00:10:00Z"})");
    BOOST_TEST(http.send(beast::http::verb::get, target).body().find("Succeeded") != std::string::npos);
    BOOST_TEST(
        http.send(beast::http::verb::post, "/emulator/clock", R"({"advance_to": "2026-02-01T00:00:00Z"})")
            .body() == R"({"now":"2026-02-01T00:00:00Z"})");
    BOOST_TEST(http.send(beast::http::verb::get, "/emulator/clock").body() ==
               R"({"now":"2026-02-01T00:00:00Z"})");
    BOOST_TEST(http.send(beast::http::verb::delete_, gallery_id + version).result_int() == 202U);
    http.send(beast::http::verb::post, "/emulator/clock", R"({"advance": "P1D"})");
    const auto gone = http.send(beast::http::verb::delete_, gallery_id + version);
    BOOST_TEST(gone.result_int() == 204U);
    BOOST_TEST((gone.find("Content-Length") == gone.end()));
    BOOST_TEST(http.send(beast::http::verb::get, gallery_id + version).result_int() == 404U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_not_manual_is_not_moved) {
    loopback http(server_clock::wall);
    BOOST_TEST(http.send(beast::http::verb::get, "/emulator/clock").result_int() == 200U);
    BOOST_TEST(http.send(beast::http::verb::post, "/emulator/clock", R"({"advance": "PT1M"})").result_int() ==
               409U);
}

BOOST_AUTO_TEST_CASE(a_clock_is_told_one_readable_instant_that_has_not_passed) {
    loopback http(server_clock::manual);
    for (const auto* const body :
         {"", "{}", R"({"advance": "soon"})", R"({"advance_to": "2020-01-01T00:00:00Z"})",
          R"({"advance": "PT1M", "advance_to": "2027-01-01T00:00:00Z"})", R"({"advance": "P3650000D"})"})
        BOOST_TEST(http.send(beast::http::verb::post, "/emulator/clock", body).result_int() == 400U, body);
    BOOST_TEST(http.send(beast::http::verb::put, "/emulator/clock", "{}").result_int() == 405U);
}

BOOST_AUTO_TEST_CASE(bodies_beyond_the_limit_are_refused_and_the_connection_is_closed) {
    loopback http(server_clock::manual, 100);
    const auto refused = http.send(beast::http::verb::put, gallery_id + version, std::string(1000, 'x'));
    BOOST_TEST(refused.result_int() == 413U);
    BOOST_TEST(!refused.keep_alive());
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_answered_with_400) {
    loopback http(server_clock::manual);
    boost::asio::write(http.socket, boost::asio::buffer(std::string("NOT HTTP AT ALL\r\n\r\n")));
    BOOST_TEST(http.read().result_int() == 400U);
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_an_error_that_names_it) {
    emulated_azure azure;
    const auto first = emulator_server::listen(azure.service);
    BOOST_TEST_REQUIRE(first.has_value());
    ingot::emulator::server_options taken;
    taken.port = first->port();
    const auto second = emulator_server::listen(azure.service, taken);
    BOOST_TEST_REQUIRE(!second.has_value());
    BOOST_TEST((second.error().code == ingot::errc::unavailable));
    BOOST_TEST(second.error().message.find(std::to_string(first->port())) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stopping_before_running_ends_the_run_at_once) {
    emulated_azure azure;
    auto server = emulator_server::listen(azure.service);
    server->stop();
    server->run();
    BOOST_TEST(server->port() != 0);
}

BOOST_AUTO_TEST_SUITE_END()
