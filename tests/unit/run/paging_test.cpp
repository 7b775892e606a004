#include "scene.hpp"

#include <ingot/client/blocking_transport.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <array>

using namespace std::chrono_literals;

namespace {

const std::string first = scene::host + "/subscriptions/s/versions?api-version=1";
const std::string second = scene::host + ":443/subscriptions/s/versions?api-version=1&$skipToken=a%2Fb";

} // namespace

BOOST_AUTO_TEST_SUITE(paging)

BOOST_AUTO_TEST_CASE(every_page_is_followed_verbatim_until_there_is_no_link) {
    scene s;
    const std::string one = R"({"value": [1], "nextLink": ")" + second + R"("})";
    const std::string two = R"({"value": [], "nextLink": ")" + first + R"(&p=3"})";
    const std::string three = R"({"value": [2], "nextLink": null})";
    s.transport.expect("GET", first).reply(200, one);
    s.transport.expect("GET", second).reply(200, two);
    s.transport.expect("GET", first + "&p=3").reply(200, three);
    s.run(scene::list(first));
    BOOST_TEST(s.succeeded());
    BOOST_TEST((s.pages == std::vector<std::string>{one, two, three}));
    BOOST_TEST((s.elapsed() == 0s));
}

BOOST_AUTO_TEST_CASE(a_query_by_post_is_posted_again_for_its_next_page) {
    scene s;
    auto query = scene::operation(ingot::http::method::post, ingot::run::operation_kind::list, first);
    query.request.body = R"({"query": "x"})";
    s.transport.expect("POST", first).reply(200, R"({"value": [], "@odata.nextLink": ")" + second + R"("})");
    s.transport.expect("POST", second).reply(200, R"({"value": []})");
    s.run(query);
    BOOST_TEST(s.succeeded());
    BOOST_TEST(s.transport.sent().back().request.body == query.request.body);
}

constexpr std::array elsewhere{"https://evil.example/next",           "http://management.azure.com/next",
                               "https://management.azure.com:8443/n", "https://management.azure.com@evil.example/n",
                               "//evil.example/n",                    "next"};

BOOST_DATA_TEST_CASE(a_link_to_another_host_is_an_error_and_never_followed, elsewhere, link) {
    scene s;
    s.transport.expect("GET", first).reply(200, R"({"value": [], "nextLink": ")" + std::string(link) + R"("})");
    s.run(scene::list(first));
    BOOST_TEST((s.failure().code == ingot::errc::guard_rail));
    BOOST_TEST(s.says("nextLink"));
    BOOST_TEST(s.transport.sent().size() == 1u);
}

BOOST_AUTO_TEST_CASE(pages_that_lead_in_a_circle_of_any_length_after_any_way_come_to_an_end) {
    for (std::size_t way = 0; way < 6; ++way) {
        for (std::size_t circle = 1; circle < 9; ++circle) {
            const auto url = [&](std::size_t page) { return first + "&p=" + std::to_string(page); };
            std::size_t asked = 0;
            std::size_t next = 0;
            ingot::blocking_transport service(
                [&](const ingot::http::request& request) -> ingot::result<ingot::http::response> {
                    BOOST_TEST_REQUIRE(request.url == url(next));
                    BOOST_TEST_REQUIRE(++asked <= 4 * (way + circle));
                    next = next + 1 == way + circle ? way : next + 1;
                    return ingot::http::response{200, {}, R"({"value": [], "nextLink": ")" + url(next) + R"("})"};
                },
                [] { return scene::start; }, [](ingot::timestamp) {});
            const ingot::rapidjson_arm_body_reader reader;
            ingot::driver driver(service, reader, {}, {});
            std::optional<ingot::error> failed;
            driver.submit(scene::list(url(0)), [&](const auto& end) {
                if (!end) failed = end.error();
            });
            driver.run();
            BOOST_TEST_REQUIRE(failed.has_value());
            BOOST_TEST((failed->code == ingot::errc::unavailable));
            BOOST_TEST(failed->message.find("read before") != std::string::npos);
            BOOST_TEST(asked >= way + circle);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_link_back_to_the_same_page_is_an_error) {
    scene s;
    s.transport.expect("GET", first).reply(200, R"({"value": [], "nextLink": ")" + first + R"("})");
    s.run(scene::list(first));
    BOOST_TEST((s.failure().code == ingot::errc::unavailable));
}

constexpr std::array no_page{"", "<html>captive portal</html>", R"({"value": [1, 2)", "{}", R"({"id": "/x"})", "[]"};

BOOST_DATA_TEST_CASE(what_is_no_page_never_passes_for_the_end_of_a_list, no_page, body) {
    scene s;
    s.options.retry.max_attempts = 2;
    s.transport.expect("GET", first).reply(200, body);
    s.transport.expect("GET", first).reply(200, body);
    s.run(scene::list(first));
    BOOST_TEST((s.failure().code == ingot::errc::unavailable));
    BOOST_TEST(s.pages.empty());
}

BOOST_AUTO_TEST_CASE(only_the_failed_page_is_asked_for_again) {
    scene s;
    s.transport.expect("GET", first).reply(200, R"({"value": [1], "nextLink": ")" + second + R"("})");
    s.transport.expect("GET", second).drop();
    s.transport.expect("GET", second).reply(429, {}, {{"Retry-After", "20"}});
    s.transport.expect("GET", second).reply(200, R"({"value": [2]})");
    s.run(scene::list(first));
    BOOST_TEST(s.succeeded());
    BOOST_TEST(s.pages.size() == 2u);
    BOOST_TEST((s.elapsed() >= 20s && s.elapsed() < 23s));
}

BOOST_AUTO_TEST_CASE(a_saved_list_goes_on_with_the_page_that_failed) {
    scene s;
    s.options.retry.max_attempts = 3;
    s.transport.expect("GET", first).reply(200, R"({"value": [1], "nextLink": ")" + second + R"("})");
    for (int i = 0; i < 3; ++i) s.transport.expect("GET", second).drop();
    s.run(scene::list(first));
    BOOST_TEST(!s.succeeded());
    BOOST_TEST(s.says("(after 3 attempts)"));

    scene later;
    later.transport.expect("GET", second).reply(200, R"({"value": [2]})");
    later.run(s.saved.back());
    BOOST_TEST(later.succeeded());
    BOOST_TEST((later.pages == std::vector<std::string>{R"({"value": [2]})"}));
}

BOOST_AUTO_TEST_SUITE_END()
