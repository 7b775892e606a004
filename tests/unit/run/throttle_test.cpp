#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/run/throttle/throttle.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using ingot::duration;
using ingot::timestamp;
using ingot::http::method;
namespace run = ingot::run;

namespace {

const timestamp start = *ingot::parse_timestamp("2026-01-01T00:00:00Z");
const std::string sub = "https://management.azure.com/subscriptions/S1";
const std::string compute = sub + "/resourceGroups/g/providers/Microsoft.Compute/";
const std::string versions = compute + "galleries/c/images/i/versions/";

ingot::http::request request(method how, const std::string& url) { return {how, url, {}, {}}; }

/// Sends until nothing may leave at that instant.
std::size_t drain(run::throttle& budgets, const ingot::http::request& what, timestamp now) {
    const auto claim = budgets.claim_of(what);
    std::size_t sent = 0;
    while (budgets.lane_opens(*claim, now) == now && budgets.resource_opens(*claim, now) == now && sent < 100'000) {
        (void)budgets.take(claim, now);
        ++sent;
    }
    return sent;
}

timestamp opens(const run::throttle& budgets, const ingot::http::request& what, timestamp now) {
    const auto claim = budgets.claim_of(what);
    return std::max(budgets.lane_opens(*claim, now), budgets.resource_opens(*claim, now));
}

void answer(run::throttle& budgets, const ingot::http::request& what, ingot::http::response response, timestamp now) {
    const ingot::rapidjson_arm_body_reader reader;
    const auto ticket = budgets.take(budgets.claim_of(what), now);
    budgets.learn(ticket, response, reader.read(response.body), now);
}

} // namespace

BOOST_AUTO_TEST_SUITE(throttling)

BOOST_AUTO_TEST_CASE(a_request_counts_for_its_group) {
    struct row {
        method how;
        std::string url;
        std::string arm;
        std::string provider;
        std::string resource_end;
    };
    const std::vector<row> rows{
        {method::put, compute + "virtualMachines/VM?api-version=1", "SubscriptionWrites", "PutVM", "/virtualmachines/vm"},
        {method::patch, compute + "virtualMachines/vm", "SubscriptionWrites", "UpdateVM", "/virtualmachines/vm"},
        {method::remove, compute + "virtualMachines/vm", "SubscriptionDeletes", "DeleteVM", "/virtualmachines/vm"},
        {method::post, compute + "virtualMachines/vm/deallocate", "SubscriptionWrites", "DeleteVM", "/virtualmachines/vm"},
        {method::post, compute + "virtualMachines/vm/generalize", "SubscriptionWrites", "UpdateVM", "/virtualmachines/vm"},
        {method::put, compute + "virtualMachines/vm/runCommands/r", "SubscriptionWrites", "UpdateVM", "/virtualmachines/vm"},
        {method::get, compute + "virtualMachines/vm", "SubscriptionReads", "LowCostGetVM", "/virtualmachines/vm"},
        {method::get, compute + "virtualMachines/vm/instanceView", "SubscriptionReads", "LowCostGetVM", "/virtualmachines/vm"},
        {method::get, compute + "virtualMachines", "SubscriptionReads", "HighCostGetVM", ""},
        {method::get, sub + "/providers/Microsoft.Compute/virtualMachines", "SubscriptionReads", "HighCostGetVM", ""},
        {method::get, sub + "/providers/Microsoft.Compute/locations/WestEurope/capsOperations/1?x", "SubscriptionReads",
         "GetOperation", "/capsoperations/1"},
        {method::put, compute + "virtualMachineScaleSets/v", "SubscriptionWrites", "PutVMScaleSet", "/virtualmachinescalesets/v"},
        {method::post, compute + "virtualMachineScaleSets/v/manualupgrade", "SubscriptionWrites", "UpdateVMScaleSet",
         "/virtualmachinescalesets/v"},
        {method::get, compute + "virtualMachineScaleSets/v/rollingUpgrades/latest", "SubscriptionReads",
         "LowCostGetVMScaleSet", "/virtualmachinescalesets/v"},
        {method::get, compute + "virtualMachineScaleSets/v/virtualMachines", "SubscriptionReads", "HighCostGetVMScaleSet",
         "/virtualmachinescalesets/v"},
        {method::remove, compute + "virtualMachineScaleSets/v/virtualMachines/3", "SubscriptionDeletes",
         "UpdateVMScaleSetVM", "/virtualmachinescalesets/v/virtualmachines/3"},
        {method::remove, versions + "1.0.0", "SubscriptionDeletes", "microsoft.compute/galleries/images/versions/delete", ""},
        {method::get, compute + "galleries/c/images", "SubscriptionReads", "microsoft.compute/galleries/images/list", ""},
        {method::get, versions + "1.0.0/providers/Microsoft.Authorization/locks", "SubscriptionReads",
         "microsoft.authorization/locks/list", ""},
        {method::post, "https://management.azure.com/providers/Microsoft.ResourceGraph/resources", "TenantReads",
         "ResourceGraph", ""},
        {method::get, "https://management.azure.com/subscriptions", "TenantReads", "microsoft.resources/subscriptions/list", ""},
        {method::put, sub + "/resourceGroups/g", "SubscriptionWrites",
         "microsoft.resources/subscriptions/resourcegroups/write", ""},
    };
    for (const row& one : rows) {
        const auto group = run::operation_group_of(one.how, one.url);
        BOOST_TEST_CONTEXT(ingot::http::name_of(one.how) << ' ' << one.url) {
            BOOST_TEST(group.arm == one.arm);
            BOOST_TEST(ingot::equal_folded(group.provider, one.provider), group.provider);
            BOOST_TEST(group.resource.size() >= one.resource_end.size());
            BOOST_TEST(group.resource.empty() == one.resource_end.empty());
            BOOST_TEST(group.resource.substr(group.resource.size() - one.resource_end.size()) == one.resource_end);
        }
    }
    BOOST_TEST(run::operation_group_of(method::get, rows[10].url).region == "westeurope");
    BOOST_TEST(run::operation_group_of(method::get, rows[0].url).subscription == "s1");
}

BOOST_AUTO_TEST_CASE(what_may_leave_at_once_is_what_azure_publishes) {
    const auto at_once = [](method how, const std::string& url) {
        run::throttle budgets;
        return drain(budgets, request(how, url), start);
    };
    BOOST_TEST(at_once(method::get, compute + "galleries") == 250u);
    BOOST_TEST(at_once(method::put, versions + "1.0.0") == 200u);
    BOOST_TEST(at_once(method::remove, compute + "galleries/c") == 200u);
    BOOST_TEST(at_once(method::remove, versions + "1.0.0") == 150u);
    BOOST_TEST(at_once(method::put, compute + "virtualMachines/vm") == 12u);
    BOOST_TEST(at_once(method::get, compute + "virtualMachines/vm") == 36u);
    BOOST_TEST(at_once(method::get, sub + "/providers/Microsoft.Compute/locations/x/operations/1") == 45u);
    BOOST_TEST(at_once(method::post, "https://m/providers/Microsoft.ResourceGraph/resources") == 15u);
}

BOOST_AUTO_TEST_CASE(a_host_may_bring_its_own_table) {
    run::throttle_table table = run::published_throttling();
    table["SubscriptionReads"] = {{"SubscriptionReads", {3, 1, 10s}, false}};
    run::throttle budgets(table);
    const auto read = request(method::get, compute + "galleries");
    BOOST_TEST(drain(budgets, read, start) == 3u);
    BOOST_TEST((opens(budgets, read, start) == start + 10s));
    run::throttle unlimited{run::throttle_table{}};
    BOOST_TEST(drain(unlimited, read, start) == 100'000u);
}

/// Any order and spacing of draws, answers and foreign use: the counts hold in each window.
BOOST_AUTO_TEST_CASE(no_window_ever_holds_more_than_the_budget) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        const run::budget limit{1 + below(20), below(3) == 0 ? 0 : 1 + below(8), std::chrono::milliseconds(1 + below(5000))};
        run::throttle budgets(run::throttle_table{{"SubscriptionReads", {{"SubscriptionReads", limit, false}}}});
        const auto claim = budgets.claim_of(request(method::get, compute + "galleries"));
        std::vector<timestamp> sent;
        std::vector<run::throttle_ticket> out;
        timestamp now = start;
        for (int step = 0; step < 400; ++step) {
            const timestamp at = budgets.lane_opens(*claim, now);
            BOOST_TEST_REQUIRE((at >= now));
            if (below(3) != 0) {
                now = at; // never starves: what it waits for comes within one period of its last answer
                BOOST_TEST_REQUIRE((budgets.lane_opens(*claim, now) == now), seed);
                out.push_back(budgets.take(claim, now));
                sent.push_back(now);
            } else {
                now += std::chrono::milliseconds(below(2000));
            }
            if (!out.empty() && below(2) == 0) {
                ingot::http::response response{200, {}, {}};
                if (below(3) == 0)
                    response.headers.add("x-ms-ratelimit-remaining-subscription-reads", std::to_string(below(30)));
                const auto which = out.begin() + below(static_cast<int>(out.size()));
                budgets.learn(*which, response, {}, now);
                out.erase(which);
            }
        }
        for (std::size_t i = 0; i < sent.size(); ++i)
            for (std::size_t k = i; k < sent.size(); ++k) {
                // A window that begins and ends with a request.
                const auto periods = (sent[k] - sent[i]) / limit.period;
                const auto most = limit.refill > 0 ? limit.capacity + (periods + 1) * limit.refill
                                                   : limit.capacity * (periods + 1);
                BOOST_TEST_REQUIRE((static_cast<std::int64_t>(k - i + 1) <= most), seed << ' ' << i << ' ' << k);
            }
    }
}

BOOST_AUTO_TEST_CASE(a_service_that_refills_by_the_minute_is_never_overrun_however_long_requests_travel) {
    // The service counts from when it first saw a request, and requests arrive early or late.
    for (unsigned seed = 0; seed < 100; ++seed) {
        std::mt19937 random(seed);
        const run::budget limit{12, 4, 1min};
        run::throttle budgets;
        const auto claim = budgets.claim_of(request(method::put, compute + "virtualMachines/vm"));
        std::int64_t level = limit.capacity;
        std::optional<timestamp> first;
        std::int64_t counted = 0;
        timestamp now = start;
        for (int i = 0; i < 60; ++i) {
            now = std::max(budgets.lane_opens(*claim, now), budgets.resource_opens(*claim, now));
            const auto ticket = budgets.take(claim, now);
            const timestamp arrives = now + std::chrono::milliseconds(random() % 900);
            if (!first) first = arrives;
            const std::int64_t minutes = (arrives - *first) / limit.period;
            if (minutes > counted) {
                level = std::min(limit.capacity, level + (minutes - counted) * limit.refill);
                counted = minutes;
            }
            BOOST_TEST_REQUIRE(level > 0, seed << ' ' << i);
            --level;
            now = arrives + std::chrono::milliseconds(random() % 900);
            budgets.learn(ticket, {200, {}, {}}, {}, now);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_order_in_which_answers_are_read_does_not_matter_to_the_count) {
    const auto read = request(method::get, compute + "galleries");
    std::vector<std::size_t> order{0, 1, 2, 3, 4};
    std::vector<std::size_t> left;
    do {
        run::throttle budgets;
        std::vector<run::throttle_ticket> out;
        for (std::size_t i = 0; i < order.size(); ++i) out.push_back(budgets.take(budgets.claim_of(read), start));
        for (const std::size_t i : order)
            budgets.learn(out[i], {200, {{"x-ms-ratelimit-remaining-subscription-reads", std::to_string(100 - i)}}, {}}, {},
                          start);
        left.push_back(drain(budgets, read, start));
    } while (std::next_permutation(order.begin(), order.end()));
    for (const std::size_t one : left) BOOST_TEST(one == 96u);
}

BOOST_AUTO_TEST_CASE(the_headers_lower_a_count_and_never_raise_it) {
    const auto remove = request(method::remove, versions + "1.0.0");
    const auto left_after = [&](ingot::http::headers headers) {
        run::throttle budgets;
        answer(budgets, remove, {202, std::move(headers), {}}, start);
        return drain(budgets, remove, start);
    };
    const std::string resource = "x-ms-ratelimit-remaining-resource";
    BOOST_TEST(left_after({}) == 149u);
    BOOST_TEST(left_after({{resource, "Microsoft.Compute/DeleteGalleryImageVersion3Min;20,"
                                      "Microsoft.Compute/DeleteGalleryImageVersion30Min;999"}}) == 20u);
    BOOST_TEST(left_after({{resource, "Microsoft.Compute/DeleteGalleryImageVersion3Min;140"},
                           {resource, " Microsoft.Compute/deletegalleryimageversion30min; 9 "}}) == 9u);
    BOOST_TEST(left_after({{"x-ms-ratelimit-remaining-subscription-deletes", "14997"}}) == 149u);
    BOOST_TEST(left_after({{"x-ms-ratelimit-remaining-subscription-deletes", "7"}}) == 7u);
    BOOST_TEST(left_after({{"x-ms-ratelimit-remaining-subscription-reads", "7"}}) == 149u);
    for (const char* const broken : {"", ";", "x;", "Microsoft.Compute/DeleteGalleryImageVersion3Min;-1", "a;b,c;d", ",,;1"})
        BOOST_TEST(left_after({{resource, broken}}) == 149u, broken);
}

BOOST_AUTO_TEST_CASE(a_policy_that_nobody_knew_is_heeded_for_the_time_in_its_name) {
    run::throttle budgets;
    const auto put = request(method::put, versions + "1.0.0");
    answer(budgets, put, {201, {{"x-ms-ratelimit-remaining-resource", "Microsoft.Compute/CreateSomething5Min;0"}}, {}}, start);
    BOOST_TEST((opens(budgets, put, start) == start + 5min));
    BOOST_TEST((opens(budgets, request(method::get, versions + "1.0.0"), start) == start));
}

BOOST_AUTO_TEST_CASE(resource_graph_tells_its_quota_by_the_user) {
    run::throttle budgets;
    const auto query = request(method::post, "https://m/providers/Microsoft.ResourceGraph/resources");
    answer(budgets, query, {200, {{"x-ms-user-quota-remaining", "0"}, {"x-ms-user-quota-resets-after", "00:00:05"}}, {}}, start);
    BOOST_TEST((opens(budgets, query, start) == start + 5s));
}

const std::string compute_429 =
    R"({"code": "OperationNotAllowed", "message": "The server rejected the request.", "details": [{"code":
    "TooManyRequests", "target": "HighCostGet", "message": "{\"operationGroup\":\"HighCostGet\"}"}]})";

BOOST_AUTO_TEST_CASE(a_refusal_pauses_its_own_group_to_the_second_and_no_other) {
    const auto list = request(method::get, compute + "virtualMachines");
    for (const auto& [name, value, pause] : {std::tuple<std::string, std::string, duration>{"Retry-After", "1200", 1200s},
                                            {"Retry-After", "Thu, 01 Jan 2026 00:10:00 GMT", 600s},
                                            {"retry-after-ms", "1500", 1500ms}}) {
        run::throttle budgets;
        answer(budgets, list, {429, {{name, value}}, compute_429}, start);
        BOOST_TEST((opens(budgets, list, start) == start + pause));
        BOOST_TEST((opens(budgets, list, start + pause) == start + pause));
        BOOST_TEST((opens(budgets, request(method::get, compute + "galleries"), start) == start));
        BOOST_TEST((opens(budgets, request(method::get, compute + "virtualMachines/vm"), start) == start));
        BOOST_TEST((opens(budgets, request(method::get, "https://m/subscriptions/other/providers/Microsoft.Compute/virtualMachines"),
                          start) == start));
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_by_one_resources_policy_pauses_that_resource_alone) {
    run::throttle budgets;
    const auto one = request(method::patch, compute + "virtualMachines/one");
    answer(budgets, one,
           {429, {{"Retry-After", "60"}, {"x-ms-ratelimit-remaining-resource", "Microsoft.Compute/UpdateVMResource;0"}}, {}},
           start);
    BOOST_TEST((opens(budgets, one, start) == start + 60s));
    BOOST_TEST((opens(budgets, request(method::patch, compute + "virtualMachines/other"), start) == start));
}

BOOST_AUTO_TEST_CASE(a_refusal_by_resource_manager_pauses_all_that_it_counts_together) {
    const std::string body = R"({"error": {"code": "SubscriptionRequestsThrottled", "message": "Number of requests"}})";
    run::throttle budgets;
    answer(budgets, request(method::get, compute + "galleries"), {429, {{"Retry-After", "17"}}, body}, start);
    BOOST_TEST((opens(budgets, request(method::get, compute + "virtualMachines"), start) == start + 17s));
    BOOST_TEST((opens(budgets, request(method::put, compute + "virtualMachines/vm"), start) == start));
    run::throttle by_header;
    answer(by_header, request(method::get, compute + "galleries"),
           {429, {{"Retry-After", "17"}, {"x-ms-ratelimit-remaining-subscription-reads", "0"}}, {}}, start);
    BOOST_TEST((opens(by_header, request(method::get, compute + "virtualMachines"), start) == start + 17s));
}

BOOST_AUTO_TEST_CASE(a_lock_that_passes_is_no_throttling) {
    run::throttle budgets;
    const auto put = request(method::put, versions + "1.0.0");
    answer(budgets, put,
           {429, {{"Retry-After", "60"}}, R"({"error": {"code": "RetryableErrorDueToAnotherOperation", "message": "x"}})"},
           start);
    BOOST_TEST((opens(budgets, put, start) == start));
}

BOOST_AUTO_TEST_SUITE_END()
