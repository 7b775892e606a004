#include "loopback_server.hpp"

#include <ingot/curl/curl_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using ingot::errc;
using ingot::http::method;

namespace {

std::unique_ptr<ingot::curl_transport> make(ingot::curl_transport_options options = {}) {
    auto made = ingot::curl_transport::create(std::move(options));
    BOOST_TEST_REQUIRE(made.has_value());
    return std::move(*made);
}

ingot::timestamp soon(const ingot::transport& transport) { return transport.now() + 30s; }

ingot::result<ingot::http::response> exchange(ingot::transport& transport, ingot::http::request request) {
    transport.start(1, std::move(request));
    auto ended = transport.wait(soon(transport));
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    BOOST_TEST(ended.front().exchange == 1u);
    return std::move(ended.front().outcome);
}

errc code_of(const ingot::result<ingot::http::response>& outcome) {
    BOOST_TEST_REQUIRE(!outcome.has_value());
    return outcome.error().code;
}

bool has_line(const std::string& request, const std::string& line) {
    return request.find("\r\n" + line + "\r\n") != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(curl_transport)

BOOST_AUTO_TEST_CASE(status_headers_and_body_come_back) {
    loopback_server server([](const std::string&, int) {
        return respond(404, R"({"error": {}})", "Retry-After:   7  \r\nX-Empty:\r\nX-Two: a\r\nx-two: b\r\n");
    });
    const auto transport = make();
    const auto outcome = exchange(*transport, {method::get, server.url("/a?b=c"), {{"X-Mine", "1"}, {"X-None", ""}}, {}});
    BOOST_TEST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->status == 404);
    BOOST_TEST(outcome->body == R"({"error": {}})");
    BOOST_TEST(outcome->headers.find("retry-after").value() == "7");
    BOOST_TEST(outcome->headers.find("x-empty").value() == "");
    BOOST_TEST(outcome->headers.find("x-two").value() == "a");
    const std::string sent = server.requests().front();
    BOOST_TEST(sent.substr(0, 18) == "GET /a?b=c HTTP/1.");
    BOOST_TEST(has_line(sent, "X-Mine: 1"));
    BOOST_TEST(has_line(sent, "X-None:"));
}

BOOST_AUTO_TEST_CASE(every_method_goes_out_as_it_is_with_its_body) {
    loopback_server server([](const std::string& request, int) {
        return request.substr(0, 5) == "HEAD " ? served{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false}
                                               : respond(200, "{}");
    });
    const auto transport = make();
    for (const auto how : {method::get, method::head, method::put, method::patch, method::post, method::remove}) {
        const bool writes = how == method::put || how == method::patch || how == method::post;
        const std::string body = writes ? std::string("{\"a\": \"\0\"}", 10) : std::string();
        const auto outcome = exchange(*transport, {how, server.url(), {{"Content-Type", "application/json"}}, body});
        BOOST_TEST_REQUIRE(outcome.has_value());
        BOOST_TEST(outcome->status == 200);
        const std::string sent = server.requests().back();
        const std::string name(name_of(how));
        BOOST_TEST(sent.substr(0, name.size() + 1) == name + " ");
        BOOST_TEST(sent.substr(sent.find("\r\n\r\n") + 4) == body);
        BOOST_TEST(sent.find("Expect") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_post_without_a_body_says_so_and_is_no_form) {
    loopback_server server([](const std::string&, int) { return respond(202, ""); });
    const auto transport = make();
    BOOST_TEST(exchange(*transport, {method::post, server.url(), {}, {}})->status == 202);
    const std::string sent = server.requests().front();
    BOOST_TEST(has_line(sent, "Content-Length: 0"));
    BOOST_TEST(sent.find("urlencoded") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_connection_serves_one_request_after_another) {
    loopback_server server([](const std::string&, int) { return respond(200, "{}"); });
    const auto transport = make();
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(exchange(*transport, {method::get, server.url(), {}, {}}).has_value());
    BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(many_requests_are_out_at_once_on_one_thread) {
    constexpr int count = 5;
    std::mutex guard;
    std::condition_variable all_here;
    int here = 0;
    loopback_server server([&](const std::string&, int) {
        std::unique_lock lock(guard);
        ++here;
        all_here.notify_all();
        const bool together = all_here.wait_for(lock, 20s, [&] { return here == count; });
        return respond(together ? 200 : 500, "{}");
    });
    const auto transport = make();
    for (ingot::exchange_id id = 1; id <= count; ++id) transport->start(id, {method::get, server.url(), {}, {}});
    std::set<ingot::exchange_id> ended;
    while (ended.size() < count) {
        const auto some = transport->wait(soon(*transport));
        BOOST_TEST_REQUIRE(!some.empty());
        for (const auto& one : some) {
            BOOST_TEST_REQUIRE(one.outcome.has_value());
            BOOST_TEST(one.outcome->status == 200);
            ended.insert(one.exchange);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_and_is_not_followed) {
    loopback_server other([](const std::string&, int) { return respond(200, "{}"); });
    loopback_server server([&](const std::string&, int) {
        return respond(302, "", "Location: " + other.url() + "\r\n");
    });
    const auto transport = make();
    const auto outcome = exchange(*transport, {method::get, server.url(), {}, {}});
    BOOST_TEST(outcome->status == 302);
    BOOST_TEST(other.requests().empty());
}

BOOST_AUTO_TEST_CASE(the_fields_of_an_interim_answer_do_not_count) {
    loopback_server server([](const std::string&, int) {
        served answer = respond(200, "{}", "X-Last: 1\r\n");
        answer.bytes = "HTTP/1.1 103 Early Hints\r\nX-First: 1\r\n\r\n" + answer.bytes;
        return answer;
    });
    const auto transport = make();
    const auto outcome = exchange(*transport, {method::get, server.url(), {}, {}});
    BOOST_TEST(outcome->status == 200);
    BOOST_TEST(!outcome->headers.find("x-first").has_value());
    BOOST_TEST(outcome->headers.find("x-last").has_value());
}

BOOST_AUTO_TEST_CASE(a_response_beyond_its_cap_is_refused) {
    loopback_server server([](const std::string& request, int) {
        if (request.find("/exact") != std::string::npos) return respond(200, std::string(1000, 'x'));
        if (request.find("/body") != std::string::npos) return respond(200, std::string(1001, 'x'));
        return respond(200, "{}", "X-Long: " + std::string(3000, 'x') + "\r\n");
    });
    ingot::curl_transport_options options;
    options.max_response_bytes = 1000;
    options.max_header_bytes = 2000;
    const auto transport = make(options);
    BOOST_TEST(exchange(*transport, {method::get, server.url("/exact"), {}, {}})->body.size() == 1000u);
    BOOST_TEST((code_of(exchange(*transport, {method::get, server.url("/body"), {}, {}})) == errc::invalid_argument));
    BOOST_TEST((code_of(exchange(*transport, {method::get, server.url("/header"), {}, {}})) == errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(a_body_cut_off_is_no_response) {
    loopback_server server([](const std::string&, int) {
        return served{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"value\": [", true};
    });
    const auto transport = make();
    BOOST_TEST((code_of(exchange(*transport, {method::get, server.url(), {}, {}})) == errc::unavailable));
}

BOOST_AUTO_TEST_CASE(a_post_is_not_sent_again_when_a_kept_connection_closes) {
    loopback_server server([](const std::string& request, int) {
        return request.substr(0, 4) == "GET " ? respond(200, "{}") : served{"", true};
    });
    const auto transport = make();
    BOOST_TEST(exchange(*transport, {method::get, server.url(), {}, {}}).has_value());
    BOOST_TEST((code_of(exchange(*transport, {method::post, server.url(), {}, "{}"})) == errc::unavailable));
    BOOST_TEST(server.requests().size() == 2u);
}

BOOST_AUTO_TEST_CASE(nobody_there_is_unavailable) {
    std::string url;
    {
        loopback_server server([](const std::string&, int) { return respond(200, "{}"); });
        url = server.url();
    }
    const auto transport = make();
    BOOST_TEST((code_of(exchange(*transport, {method::get, url, {}, {}})) == errc::unavailable));
}

BOOST_AUTO_TEST_CASE(an_answer_that_does_not_come_times_out) {
    loopback_server server([](const std::string&, int) { return served{}; });
    ingot::curl_transport_options options;
    options.exchange_timeout = 100ms;
    const auto transport = make(options);
    BOOST_TEST((code_of(exchange(*transport, {method::get, server.url(), {}, {}})) == errc::timed_out));
}

BOOST_AUTO_TEST_CASE(waiting_ends_at_its_instant_and_the_exchange_goes_on) {
    std::mutex guard;
    std::condition_variable changed;
    bool go = false;
    loopback_server server([&](const std::string&, int) {
        std::unique_lock lock(guard);
        changed.wait_for(lock, 20s, [&] { return go; });
        return respond(200, "{}");
    });
    const auto transport = make();
    transport->start(1, {method::get, server.url(), {}, {}});
    const auto until = transport->now() + 50ms;
    BOOST_TEST(transport->wait(until).empty());
    BOOST_TEST((transport->now() >= until));
    {
        const std::lock_guard lock(guard);
        go = true;
    }
    changed.notify_all();
    BOOST_TEST(transport->wait(soon(*transport)).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_cancelled_exchange_never_ends) {
    loopback_server server([](const std::string& request, int) {
        return request.find("/hang") != std::string::npos ? served{} : respond(200, "{}");
    });
    const auto transport = make();
    transport->start(1, {method::get, server.url("/hang"), {}, {}});
    transport->start(2, {method::get, server.url(), {}, {}});
    transport->start(3, {method::get, "no url", {}, {}});
    transport->cancel(1);
    transport->cancel(3);
    transport->cancel(99);
    const auto ended = transport->wait(soon(*transport));
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    BOOST_TEST(ended.front().exchange == 2u);
    BOOST_TEST(transport->wait(transport->now() + 20ms).empty());
}

BOOST_AUTO_TEST_CASE(a_transport_goes_with_exchanges_under_way) {
    loopback_server server([](const std::string&, int) { return served{}; });
    const auto transport = make();
    transport->start(1, {method::get, server.url(), {}, {}});
    BOOST_TEST(transport->wait(transport->now() + 20ms).empty());
}

BOOST_AUTO_TEST_CASE(what_must_not_be_sent_is_not) {
    const auto transport = make();
    const std::vector<ingot::http::request> bad{
        {method::get, "http://192.0.2.1/", {}, {}},
        {method::get, "http://example.com/", {}, {}},
        {method::get, "file:///etc/passwd", {}, {}},
        {method::get, "ftp://127.0.0.1/", {}, {}},
        {method::get, "/relative", {}, {}},
        {method::get, "http://127.0.0.1:1/", {{"Authorization", "Bearer canary"}}, {}},
        {method::get, "http://127.0.0.1:1/", {{"X", "a\r\nY: b"}}, {}},
        {method::get, "http://127.0.0.1:1/", {{"X: y", "a"}}, {}},
        {method::get, "http://127.0.0.1:1/", {{"", "a"}}, {}},
    };
    for (const auto& request : bad) {
        const auto outcome = exchange(*transport, request);
        BOOST_TEST((code_of(outcome) == errc::invalid_argument), request.url);
        BOOST_TEST(outcome.error().message.find("canary") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
