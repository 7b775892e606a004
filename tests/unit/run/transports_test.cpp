#include "scene.hpp"

#include <ingot/client/blocking_transport.hpp>
#include <ingot/client/read_only_transport.hpp>
#include <ingot/testing/failing_transport.hpp>

using namespace std::chrono_literals;
using ingot::errc;

BOOST_AUTO_TEST_SUITE(transports)

BOOST_AUTO_TEST_CASE(a_read_only_transport_forwards_reads_and_refuses_all_else) {
    scene s;
    ingot::read_only_transport reads(s.transport);
    ingot::driver driver(reads, s.reader, s.options, {});
    std::vector<errc> refused;
    for (const auto& what : {scene::put(), scene::patch(), scene::post(), scene::remove()})
        driver.submit(what, [&](const ingot::result<ingot::http::response>& end) {
            BOOST_TEST_REQUIRE(!end.has_value());
            refused.push_back(end.error().code);
        });
    int read = 0;
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.transport.expect("HEAD", scene::version).reply(200);
    for (const auto how : {ingot::http::method::get, ingot::http::method::head})
        driver.submit(scene::operation(how, ingot::run::operation_kind::read),
                      [&](const ingot::result<ingot::http::response>& end) { read += end.has_value(); });
    driver.run();
    BOOST_TEST((refused == std::vector<errc>(4, errc::guard_rail)));
    BOOST_TEST(read == 2);
    BOOST_TEST(s.transport.sent().size() == 2u);
    BOOST_TEST(s.transport.complaints().empty());
}

BOOST_AUTO_TEST_CASE(a_read_only_transport_forwards_no_post_but_a_query_to_resource_graph) {
    const std::string graph = scene::host + "/providers/Microsoft.ResourceGraph/resources";
    struct {
        ingot::http::method how;
        std::string url;
        bool forwarded;
    } const attempts[] = {
        {ingot::http::method::post, graph + "?api-version=2024-04-01", true},
        {ingot::http::method::put, graph + "?api-version=2024-04-01", false},
        {ingot::http::method::post, graph + "/x?api-version=2024-04-01", false},
        {ingot::http::method::post, scene::host + "/subscriptions/s/providers/Microsoft.ResourceGraph/resources", false},
        {ingot::http::method::post, scene::version + "&x=/providers/Microsoft.ResourceGraph/resources", false},
    };
    for (const auto& attempt : attempts) {
        scene s;
        ingot::read_only_transport reads(s.transport);
        if (attempt.forwarded) s.transport.expect("POST", attempt.url).reply(200, "{}");
        reads.start(1, {attempt.how, attempt.url, {}, "{}"});
        const auto ended = reads.wait(scene::start + 1s);
        BOOST_TEST_REQUIRE(ended.size() == 1u);
        BOOST_TEST(ended.front().outcome.has_value() == attempt.forwarded, attempt.url);
        BOOST_TEST(s.transport.sent().size() == (attempt.forwarded ? 1u : 0u));
    }
}

BOOST_AUTO_TEST_CASE(a_refused_exchange_can_be_cancelled) {
    scene s;
    ingot::read_only_transport reads(s.transport);
    reads.start(1, {ingot::http::method::put, scene::version, {}, {}});
    reads.start(2, {ingot::http::method::put, scene::version, {}, {}});
    reads.cancel(1);
    const auto ended = reads.wait(scene::start);
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    BOOST_TEST(ended.front().exchange == 2u);
}

BOOST_AUTO_TEST_CASE(a_blocking_function_becomes_a_transport) {
    ingot::timestamp now = scene::start;
    std::vector<std::string> asked;
    ingot::blocking_transport blocking(
        [&](const ingot::http::request& request) -> ingot::result<ingot::http::response> {
            now += 1s;
            asked.push_back(std::string(name_of(request.method)));
            if (asked.size() == 2) return ingot::fail(errc::unavailable, "connection closed");
            const bool started = request.method == ingot::http::method::put;
            return ingot::http::response{200, {}, state_body(started ? "Creating" : "Succeeded")};
        },
        [&] { return now; }, [&](ingot::timestamp until) { now = until; });
    const ingot::rapidjson_arm_body_reader reader;
    ingot::driver driver(blocking, reader, {}, {});
    bool done = false;
    driver.submit(scene::put(), [&](const ingot::result<ingot::http::response>& end) { done = end.has_value(); });
    driver.run();
    BOOST_TEST(done);
    BOOST_TEST((asked == std::vector<std::string>{"PUT", "GET", "GET"}));
}

BOOST_AUTO_TEST_CASE(a_blocking_transport_forgets_what_is_cancelled) {
    int asked = 0;
    ingot::timestamp now = scene::start;
    ingot::blocking_transport blocking(
        [&](const ingot::http::request&) -> ingot::result<ingot::http::response> {
            ++asked;
            return ingot::http::response{};
        },
        [&] { return now; }, [&](ingot::timestamp until) { now = until; });
    blocking.start(1, {});
    blocking.cancel(1);
    BOOST_TEST(blocking.wait(scene::start + 1s).empty());
    BOOST_TEST(asked == 0);
    BOOST_TEST((now == scene::start + 1s));
}

BOOST_AUTO_TEST_CASE(a_script_reports_what_nobody_awaited_and_what_never_came) {
    scene s;
    s.transport.expect("GET", scene::version);
    s.transport.start(7, {ingot::http::method::head, scene::version, {}, {}});
    const auto ended = s.transport.wait(scene::start);
    BOOST_TEST_REQUIRE(ended.size() == 1u);
    BOOST_TEST((ended.front().outcome.error().code == errc::internal));
    BOOST_TEST((s.transport.complaints() ==
                std::vector<std::string>{"not awaited: HEAD " + scene::version, "never came: GET " + scene::version}));
}

BOOST_AUTO_TEST_CASE(a_script_answers_in_the_order_of_time) {
    scene s;
    s.transport.expect("GET", scene::version).reply(200).after(5s);
    s.transport.expect("GET", scene::status).reply(200).after(2s);
    s.transport.start(1, {ingot::http::method::get, scene::version, {}, {}});
    s.transport.start(2, {ingot::http::method::get, scene::status, {}, {}});
    BOOST_TEST(s.transport.wait(scene::start + 1s).empty());
    BOOST_TEST(s.transport.wait(scene::start + 1h).front().exchange == 2u);
    BOOST_TEST((s.elapsed() == 2s));
    s.transport.cancel(1);
    BOOST_TEST(s.transport.wait(scene::start + 1h).empty());
    BOOST_TEST((s.elapsed() == 1h));
}

namespace {

/// A service of one resource: PUT begins to create it, and it is there a minute later.
struct tiny_service {
    int puts = 0;
    ingot::timestamp ready{};

    ingot::result<ingot::http::response> operator()(const ingot::http::request& request, ingot::timestamp now) {
        if (request.method == ingot::http::method::put) {
            if (puts++ == 0) ready = now + 1min;
            return ingot::http::response{201, {{"Azure-AsyncOperation", scene::status}}, state_body("Creating")};
        }
        if (request.url == scene::status)
            return ingot::http::response{200, {}, status_body(now < ready ? "InProgress" : "Succeeded")};
        return ingot::http::response{200, {}, state_body(now < ready ? "Creating" : "Succeeded")};
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_write_reaches_its_end_whichever_exchange_fails_however) {
    for (const auto how : ingot::testing::all_failures) {
        std::size_t n = 0;
        for (bool failed = true; failed; ++n) {
            tiny_service service;
            ingot::timestamp now = scene::start;
            ingot::blocking_transport blocking(
                [&](const ingot::http::request& request) { return service(request, now); }, [&] { return now; },
                [&](ingot::timestamp until) { now = until; });
            ingot::testing::failing_transport failing(blocking, n, how);
            const ingot::rapidjson_arm_body_reader reader;
            ingot::driver driver(failing, reader, {}, {});
            std::optional<ingot::result<ingot::http::response>> end;
            driver.submit(scene::put(),
                          [&](ingot::result<ingot::http::response> outcome) { end = std::move(outcome); });
            driver.run();
            failed = failing.failed();
            BOOST_TEST_CONTEXT(name_of(how) << " at exchange " << n) {
                BOOST_TEST_REQUIRE(end.has_value());
                BOOST_TEST_REQUIRE(end->has_value());
                BOOST_TEST((*end)->body == state_body("Succeeded"));
                BOOST_TEST(service.puts <= 2);
            }
        }
        BOOST_TEST(n >= 6u);
    }
}

BOOST_AUTO_TEST_CASE(a_post_is_carried_out_at_most_once_whichever_exchange_fails_however) {
    for (const auto how : ingot::testing::all_failures) {
        for (std::size_t n = 0; n < 3; ++n) {
            int done = 0;
            ingot::timestamp now = scene::start;
            ingot::blocking_transport blocking(
                [&](const ingot::http::request& request) -> ingot::result<ingot::http::response> {
                    if (request.method == ingot::http::method::post) {
                        ++done;
                        return ingot::http::response{202, {{"Location", scene::status}}, ""};
                    }
                    return ingot::http::response{200, {}, "{}"};
                },
                [&] { return now; }, [&](ingot::timestamp until) { now = until; });
            ingot::testing::failing_transport failing(blocking, n, how);
            const ingot::rapidjson_arm_body_reader reader;
            ingot::driver driver(failing, reader, {}, {});
            bool succeeded = false;
            driver.submit(scene::post(), [&](const ingot::result<ingot::http::response>& end) { succeeded = end.has_value(); });
            driver.run();
            BOOST_TEST(done <= 1);
            if (succeeded) BOOST_TEST(done == 1);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
