#include "scene.hpp"

#include <functional>

using namespace std::chrono_literals;
using ingot::errc;

namespace {

/// Numbers its tokens and notes what it was asked.
class counting_credential final : public ingot::credential {
public:
    ingot::result<std::string> token(std::string_view scope, ingot::timestamp, freshness wanted) override {
        if (refuses) return ingot::fail(errc::unauthenticated, "no token to be had");
        if (wanted == freshness::renewed) ++issued;
        scopes.emplace_back(scope);
        return "token-" + std::to_string(issued);
    }

    int issued = 1;
    bool refuses = false;
    std::vector<std::string> scopes;
};

std::string url_of(int i) { return scene::host + "/x/" + std::to_string(i); }

std::string bearer(const ingot::http::request& request) {
    return std::string(request.headers.find("Authorization").value_or("none"));
}

struct many : scene {
    std::vector<std::string> ended;

    auto note(std::string name) {
        return [this, name = std::move(name)](const ingot::result<ingot::http::response>& end) {
            ended.push_back(name + (end ? "" : " failed " + std::to_string(static_cast<int>(end.error().code))));
        };
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(driver)

BOOST_AUTO_TEST_CASE(no_more_requests_are_out_at_once_than_allowed) {
    many m;
    m.options.max_in_flight = 3;
    for (int i = 0; i < 10; ++i) m.transport.expect("GET", url_of(i)).after(1s);
    ingot::driver driver(m.transport, m.reader, m.options, {});
    for (int i = 0; i < 10; ++i)
        driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(i)),
                      m.note(std::to_string(i)));
    driver.run();
    BOOST_TEST(driver.idle());
    BOOST_TEST(m.ended.size() == 10u);
    BOOST_TEST(m.transport.most_in_flight() == 3u);
    BOOST_TEST((m.elapsed() == 4s));
    BOOST_TEST(m.transport.complaints().empty());
}

BOOST_AUTO_TEST_CASE(an_operation_that_waits_holds_up_no_other) {
    many m;
    m.options.max_in_flight = 1;
    m.transport.expect("PUT", scene::version).reply(201, state_body("Creating"), {{"Retry-After", "600"}});
    m.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    m.transport.expect("GET", url_of(1)).reply(200, "{}");
    ingot::driver driver(m.transport, m.reader, m.options, {});
    driver.submit(scene::put(), m.note("slow"));
    driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(1)), m.note("quick"));
    driver.run();
    BOOST_TEST((m.ended == std::vector<std::string>{"quick", "slow"}));
    BOOST_TEST((m.elapsed() == 600s));
}

BOOST_AUTO_TEST_CASE(callbacks_may_submit_more) {
    many m;
    for (int i = 0; i < 5; ++i) m.transport.expect("GET", url_of(i)).reply(200, "{}");
    ingot::driver driver(m.transport, m.reader, m.options, {});
    int next = 0;
    std::function<void(ingot::result<ingot::http::response>)> go = [&](ingot::result<ingot::http::response>) {
        if (next < 5)
            driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(next++)), go);
    };
    go(ingot::http::response{});
    driver.run();
    BOOST_TEST(next == 5);
    BOOST_TEST(m.transport.complaints().empty());
}

BOOST_AUTO_TEST_CASE(one_operation_is_cancelled_alone) {
    many m;
    m.transport.expect("GET", url_of(1)).after(1h);
    m.transport.expect("GET", url_of(2)).reply(200, "{}").after(1s);
    ingot::driver driver(m.transport, m.reader, m.options, {});
    const auto doomed = driver.submit(
        scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(1)), m.note("doomed"));
    driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(2)),
                  [&](const ingot::result<ingot::http::response>& end) {
                      m.note("other")(end);
                      driver.cancel(doomed);
                      driver.cancel(12345);
                  });
    driver.run();
    BOOST_TEST((m.ended == std::vector<std::string>{"other", "doomed failed 40"}));
    BOOST_TEST((m.elapsed() == 1s));
    BOOST_TEST(m.transport.in_flight() == 0u);
}

BOOST_AUTO_TEST_CASE(a_page_may_end_its_own_list) {
    many m;
    m.transport.expect("GET", url_of(1)).reply(200, R"({"value": [], "nextLink": ")" + url_of(2) + R"("})");
    m.transport.expect("GET", url_of(2)).after(1h);
    ingot::driver driver(m.transport, m.reader, m.options, {});
    ingot::driver::operation_id id = 0;
    id = driver.submit(scene::list(url_of(1)), m.note("list"),
                       [&](const ingot::http::response&) { driver.cancel(id); });
    driver.run();
    BOOST_TEST((m.ended == std::vector<std::string>{"list failed 40"}));
    BOOST_TEST((m.elapsed() == 0s));
}

BOOST_AUTO_TEST_CASE(the_stop_of_another_thread_is_heeded_within_a_fifth_of_a_second) {
    many m;
    m.transport.expect("PUT", scene::version).reply(201, state_body("Creating"), {{"Retry-After", "600"}});
    m.options.stop = [&] { return m.transport.now() >= scene::start + 10s; };
    ingot::driver driver(m.transport, m.reader, m.options, {});
    std::string said;
    driver.submit(scene::put(), [&](const ingot::result<ingot::http::response>& end) {
        BOOST_TEST_REQUIRE(!end.has_value());
        BOOST_TEST((end.error().code == errc::cancelled));
        said = end.error().message;
    });
    driver.run();
    BOOST_TEST(said.find("may still complete") != std::string::npos);
    BOOST_TEST((m.elapsed() <= 10s + 200ms));
}

BOOST_AUTO_TEST_CASE(a_step_ends_at_the_instant_that_it_is_given) {
    many m;
    m.transport.expect("GET", url_of(1)).reply(200, "{}").after(10s);
    ingot::driver driver(m.transport, m.reader, m.options, {});
    driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(1)), m.note("x"));
    BOOST_TEST(driver.step(scene::start + 3s));
    BOOST_TEST((m.elapsed() == 3s));
    BOOST_TEST(!driver.step(scene::start + 20s));
    BOOST_TEST((m.elapsed() == 10s));
    BOOST_TEST(!driver.step(scene::start + 30s));
    BOOST_TEST((m.elapsed() == 10s));
}

BOOST_AUTO_TEST_CASE(a_driver_that_goes_leaves_nothing_on_the_wire) {
    many m;
    m.transport.expect("GET", url_of(1)).after(1h);
    {
        ingot::driver driver(m.transport, m.reader, m.options, {});
        driver.submit(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url_of(1)), m.note("x"));
        BOOST_TEST(driver.step(scene::start + 1s));
    }
    BOOST_TEST(m.transport.in_flight() == 0u);
    BOOST_TEST(m.ended.empty());
}

BOOST_AUTO_TEST_CASE(a_finished_operation_does_not_begin_again) {
    scene s;
    auto over = ingot::run::begin(scene::get());
    over.stage = ingot::run::stage::finished;
    s.run(over);
    BOOST_TEST((s.failure().code == errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(the_token_and_the_headers_of_the_options_go_along) {
    scene s;
    counting_credential credential;
    s.options.headers.add("User-Agent", "ingot-test");
    s.options.authorization = {scene::host + ":443/", "the-scope", &credential};
    s.transport.expect("PUT", scene::version).reply(200, "{}");
    s.run(scene::put());
    const auto& request = s.transport.sent().front().request;
    BOOST_TEST(bearer(request) == "Bearer token-1");
    BOOST_TEST(request.headers.find("user-agent").value() == "ingot-test");
    BOOST_TEST(request.headers.find("content-type").value() == "application/json");
    BOOST_TEST(request.headers.find("accept").value() == "application/json");
    BOOST_TEST((credential.scopes == std::vector<std::string>{"the-scope"}));
    for (const auto& saved : s.saved) BOOST_TEST(!saved.operation.request.headers.find("authorization").has_value());
}

BOOST_AUTO_TEST_CASE(the_token_stays_on_the_endpoints_own_host) {
    for (const std::string& url : {std::string("https://blob.example/x"), std::string("https://management.azure.com:8443/x"),
                                   std::string("http://localhost:80/x"), std::string("http://127.0.0.1/x")}) {
        scene s;
        counting_credential credential;
        s.options.authorization = {url.substr(0, 5) == "http:" ? url : scene::host, "scope", &credential};
        s.transport.expect("GET", url).reply(200, "{}");
        s.run(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, url));
        BOOST_TEST(s.succeeded());
        BOOST_TEST(bearer(s.transport.sent().front().request) == "none", url);
        BOOST_TEST(credential.scopes.empty());
    }
}

BOOST_AUTO_TEST_CASE(plain_http_leaves_for_loopback_only) {
    scene s;
    s.run(scene::operation(ingot::http::method::get, ingot::run::operation_kind::read, "http://management.azure.com/x"));
    BOOST_TEST((s.failure().code == errc::invalid_argument));
    BOOST_TEST(s.transport.sent().empty());
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_renewed_once_for_each_request) {
    scene s;
    counting_credential credential;
    s.options.authorization = {scene::host, "scope", &credential};
    s.transport.expect("PUT", scene::version).reply(401);
    s.transport.expect("PUT", scene::version).reply(201, state_body("Creating"));
    s.transport.expect("GET", scene::version).reply(401);
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
    std::vector<std::string> tokens;
    for (const auto& [at, request] : s.transport.sent()) tokens.push_back(bearer(request));
    BOOST_TEST((tokens == std::vector<std::string>{"Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3"}));

    scene refused;
    refused.options.authorization = {scene::host, "scope", &credential};
    refused.transport.expect("PUT", scene::version).reply(401);
    refused.transport.expect("PUT", scene::version).reply(401, error_body("InvalidAuthenticationTokenTenant"));
    refused.run(scene::put());
    BOOST_TEST((refused.failure().code == errc::unauthenticated));
    BOOST_TEST(!refused.says("token-"));
}

BOOST_AUTO_TEST_CASE(without_a_token_nothing_is_sent) {
    scene s;
    counting_credential credential;
    credential.refuses = true;
    s.options.authorization = {scene::host, "scope", &credential};
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::unauthenticated));
    BOOST_TEST(s.says("no token to be had"));
    BOOST_TEST(s.transport.sent().empty());
}

BOOST_AUTO_TEST_SUITE_END()
