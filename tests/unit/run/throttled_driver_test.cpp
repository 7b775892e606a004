#include "scene.hpp"

#include <ingot/client/send_queue.hpp>

#include <algorithm>
#include <set>

using namespace std::chrono_literals;
using ingot::errc;
using ingot::http::method;
using ingot::run::operation_kind;

namespace {

const std::string compute = scene::host + "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/";

/// Answers by what it counts itself: so many in a window from the first request, then 429 until it has
/// passed; a request before its time is counted and begins the wait anew.
class strict_service final : public ingot::transport {
public:
    strict_service(ingot::timestamp from, std::size_t most, ingot::duration window) : now_(from), most_(most), window_(window) {}

    void start(ingot::exchange_id exchange, ingot::http::request request) override {
        sent.push_back(now_);
        if (now_ < closed_until_) ++too_early;
        if (now_ >= begun_ + window_) {
            begun_ = now_;
            count_ = 0;
        }
        ingot::http::response answer{200, {}, "{}"};
        if (now_ < closed_until_ || ++count_ > most_) {
            closed_until_ = now_ + 30s;
            ++refused;
            answer = {429, {{"Retry-After", "30"}}, error_body("TooManyRequests")};
        }
        ended_.push_back({exchange, std::move(answer)});
        (void)request;
    }
    std::vector<ingot::completion> wait(ingot::timestamp until) override {
        if (ended_.empty()) now_ = std::max(now_, until);
        return std::exchange(ended_, {});
    }
    ingot::timestamp now() const override { return now_; }
    void cancel(ingot::exchange_id) override {}

    std::vector<ingot::timestamp> sent;
    std::size_t refused = 0;
    std::size_t too_early = 0;

private:
    ingot::timestamp now_;
    std::size_t most_;
    ingot::duration window_;
    ingot::timestamp begun_{};
    ingot::timestamp closed_until_{};
    std::size_t count_ = 0;
    std::vector<ingot::completion> ended_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(throttled_driver)

BOOST_AUTO_TEST_CASE(requests_wait_for_their_budget_and_all_end) {
    scene s;
    std::size_t ended = 0;
    for (int i = 0; i < 400; ++i) s.transport.expect("GET", compute + "galleries/" + std::to_string(i)).reply(200, "{}");
    ingot::driver driver(s.transport, s.reader, s.options, {});
    for (int i = 0; i < 400; ++i)
        driver.submit(scene::operation(method::get, operation_kind::read, compute + "galleries/" + std::to_string(i)),
                      [&](const auto& end) { ended += end.has_value() ? 1U : 0U; });
    driver.run();
    BOOST_TEST(ended == 400u);
    BOOST_TEST((s.elapsed() == 6s)); // 250 at once, then 25 a second
    BOOST_TEST(s.transport.complaints().empty());
}

BOOST_AUTO_TEST_CASE(a_request_that_waits_takes_no_slot_from_another_group) {
    scene s;
    s.options.max_in_flight = 1;
    std::vector<std::string> order;
    const std::string vm = compute + "virtualMachines/vm";
    for (int i = 0; i < 20; ++i) s.transport.expect("PATCH", vm).reply(200, "{}");
    s.transport.expect("GET", compute + "galleries").reply(200, "{}");
    ingot::driver driver(s.transport, s.reader, s.options, {});
    ingot::timestamp listed;
    for (int i = 0; i < 20; ++i) driver.submit(scene::operation(method::patch, operation_kind::write, vm), {});
    driver.submit(scene::operation(method::get, operation_kind::read, compute + "galleries"),
                  [&](const auto&) { listed = s.transport.now(); });
    driver.run();
    BOOST_TEST((listed == scene::start));
    BOOST_TEST((s.elapsed() == 2min)); // 12 at once, 4 a minute
}

BOOST_AUTO_TEST_CASE(a_storm_of_refusals_ends_and_no_request_leaves_before_its_time) {
    // The service allows less than it publishes.
    strict_service service(scene::start, 10, 60s);
    const ingot::rapidjson_arm_body_reader reader;
    ingot::driver driver(service, reader, {}, [] { return 0.0; });
    std::size_t good = 0;
    std::size_t ended = 0;
    for (int i = 0; i < 60; ++i)
        driver.submit(scene::operation(method::get, operation_kind::read, compute + "galleries/" + std::to_string(i)),
                      [&](const auto& end) {
                          ++ended;
                          good += end.has_value() ? 1U : 0U;
                      });
    driver.run();
    BOOST_TEST(ended == 60u);
    BOOST_TEST(good > 0u);
    BOOST_TEST(service.refused > 0u);
    // Only what was on the wire with the first that was refused may have come before the time.
    BOOST_TEST(service.too_early <= (service.refused / 8 + 1) * 7);
}

BOOST_AUTO_TEST_CASE(retry_after_holds_back_the_whole_group_to_the_second) {
    scene s;
    s.options.max_in_flight = 1;
    const std::string first = compute + "galleries/a";
    const std::string second = compute + "galleries/b";
    const std::string other = compute + "virtualMachines/vm";
    s.transport.expect("GET", first).reply(429, error_body("TooManyRequests"), {{"Retry-After", "30"}});
    s.transport.expect("GET", first).reply(200, "{}");
    s.transport.expect("GET", second).reply(200, "{}");
    s.transport.expect("GET", other).reply(200, "{}");
    ingot::driver driver(s.transport, s.reader, s.options, [] { return 0.0; });
    for (const std::string& url : {first, second, other})
        driver.submit(scene::operation(method::get, operation_kind::read, url), {});
    driver.run();
    for (const auto& [at, request] : s.transport.sent()) {
        if (request.url == other) BOOST_TEST((at == scene::start));
        if (request.url == second) BOOST_TEST((at == scene::start + 30s));
    }
    BOOST_TEST(s.transport.complaints().empty());
}

BOOST_AUTO_TEST_CASE(what_waited_for_its_budget_until_the_deadline_left_no_doubt) {
    scene s;
    s.options.deadline = scene::start + 10s;
    s.options.throttle = std::make_shared<ingot::run::throttle>(
        ingot::run::throttle_table{{"SubscriptionWrites", {{"SubscriptionWrites", {1, 1, 1h}, false}}}});
    s.transport.expect("POST", compute + "virtualMachines/a/start").reply(200, "{}");
    ingot::driver driver(s.transport, s.reader, s.options, {});
    std::string said;
    driver.submit(scene::operation(method::post, operation_kind::write, compute + "virtualMachines/a/start"), {});
    driver.submit(scene::operation(method::post, operation_kind::write, compute + "virtualMachines/b/start"),
                  [&](const auto& end) { said = end.error().message; });
    driver.run();
    BOOST_TEST(said.find("before the deadline") != std::string::npos);
    BOOST_TEST(said.find("may have taken effect") == std::string::npos);
    BOOST_TEST(s.transport.sent().size() == 1u);
}

BOOST_AUTO_TEST_CASE(drivers_that_share_a_throttle_share_its_budgets) {
    scene s;
    s.options.throttle = std::make_shared<ingot::run::throttle>(
        ingot::run::throttle_table{{"SubscriptionReads", {{"SubscriptionReads", {1, 1, 1min}, false}}}});
    for (int i = 0; i < 2; ++i) {
        s.transport.expect("GET", scene::version).reply(200, "{}");
        s.run(scene::get());
    }
    BOOST_TEST((s.elapsed() == 1min));
}

BOOST_AUTO_TEST_CASE(each_pause_is_told_with_its_end_and_whether_it_is_for_a_budget) {
    struct {
        int status;
        ingot::http::headers headers;
        bool for_budget;
    } const refusals[] = {{429, {{"Retry-After", "12"}}, true}, {503, {{"Retry-After", "12"}}, false}};
    for (const auto& refusal : refusals) {
        scene s;
        std::vector<ingot::driver_pause> told;
        s.options.paused = [&](const ingot::driver_pause& pause) { told.push_back(pause); };
        s.transport.expect("GET", scene::version).reply(refusal.status, "", refusal.headers);
        s.transport.expect("GET", scene::version).reply(200, "{}");
        s.run(scene::get());
        BOOST_REQUIRE(told.size() == 1u);
        BOOST_TEST(told.front().for_budget == refusal.for_budget);
        BOOST_TEST((told.front().until == scene::start + s.elapsed()));
        BOOST_TEST((s.elapsed() >= 12s));
    }
    scene s;
    std::vector<ingot::driver_pause> told;
    s.options.paused = [&](const ingot::driver_pause& pause) { told.push_back(pause); };
    s.options.throttle = std::make_shared<ingot::run::throttle>(
        ingot::run::throttle_table{{"SubscriptionReads", {{"SubscriptionReads", {1, 1, 1min}, false}}}});
    for (int i = 0; i < 2; ++i) {
        s.transport.expect("GET", scene::version).after(7s).reply(200, "{}");
        s.run(scene::get());
    }
    // Waiting for an answer is no pause.
    BOOST_REQUIRE(told.size() == 1u);
    BOOST_TEST(told.front().for_budget);
    BOOST_TEST((told.front().until == scene::start + 67s));
}

BOOST_AUTO_TEST_CASE(lanes_and_resources_take_turns) {
    const ingot::run::throttle budgets;
    ingot::send_queue queue;
    const auto claim = [&](const std::string& path) { return budgets.claim_of({method::get, compute + path, {}, {}}); };
    std::uint64_t id = 0;
    for (int i = 0; i < 100; ++i) queue.push(++id, claim("virtualMachines/busy")); // 1 to 100
    queue.push(++id, claim("virtualMachines/quiet"));
    queue.push(++id, claim("galleries/c"));
    const auto any = [](std::uint64_t) { return true; };
    std::set<std::uint64_t> first;
    for (int i = 0; i < 4; ++i) first.insert(queue.pop(budgets, scene::start, any)->id);
    BOOST_TEST(first.contains(1));
    BOOST_TEST(first.contains(101));
    BOOST_TEST(first.contains(102));
}

BOOST_AUTO_TEST_CASE(every_request_carries_a_client_request_id_and_an_error_keeps_it) {
    scene s;
    int made = 0;
    s.options.request_id = [&] { return "id-" + std::to_string(++made); };
    s.transport.expect("GET", scene::version).reply(503);
    s.transport.expect("GET", scene::version)
        .reply(404, error_body("ResourceNotFound"), {{"x-ms-request-id", "r"}, {"x-ms-correlation-request-id", "c"}});
    s.run(scene::get());
    std::vector<std::string> ids;
    for (const auto& [at, request] : s.transport.sent()) {
        ids.emplace_back(request.headers.find("x-ms-client-request-id").value());
        BOOST_TEST(request.headers.find("x-ms-return-client-request-id").value() == "true");
    }
    BOOST_TEST((ids == std::vector<std::string>{"id-1", "id-2"}));
    BOOST_TEST(s.failure().service->client_request_id == "id-2");
    BOOST_TEST(s.failure().service->request_id == "r");
    BOOST_TEST(s.failure().service->correlation_request_id == "c");
}

BOOST_AUTO_TEST_SUITE_END()
