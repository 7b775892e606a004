#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <ingot/emulator/emulator_transport.hpp>

#include <boost/test/unit_test.hpp>

using namespace ingot_test;
using ingot::emulator::emulator_transport;

namespace {

ingot::http::request request(ingot::http::method method, const std::string& path, std::string body = {}) {
    return {method, "https://management.azure.com" + path + "?api-version=2024-03-03", {}, std::move(body)};
}

} // namespace

BOOST_AUTO_TEST_SUITE(transport)

BOOST_AUTO_TEST_CASE(an_exchange_takes_virtual_time_only) {
    emulated_azure azure;
    azure.make_gallery();
    emulator_transport wire(azure.service, 20ms);
    const auto begun = wire.now();
    wire.start(7, request(ingot::http::method::get, gallery_id));
    const auto completions = wire.wait(begun + 1h);
    BOOST_TEST_REQUIRE(completions.size() == 1U);
    BOOST_TEST(completions.front().exchange == 7U);
    BOOST_TEST(completions.front().outcome->status == 200);
    BOOST_TEST((wire.now() == begun + 20ms));
}

BOOST_AUTO_TEST_CASE(waiting_for_a_month_does_what_happens_in_it) {
    emulated_azure azure;
    azure.make_definition();
    static_cast<void>(azure.publish("1.0.0", two_regions));
    emulator_transport wire(azure.service);
    const auto month = wire.now() + 24h * 30;
    BOOST_TEST(wire.wait(month).empty());
    BOOST_TEST((wire.now() == month));
    BOOST_TEST(azure.get(version_id("1.0.0")).text("/properties/provisioningState") == "Succeeded");
}

BOOST_AUTO_TEST_CASE(a_wait_that_ends_early_keeps_the_exchange) {
    emulated_azure azure;
    azure.make_gallery();
    emulator_transport wire(azure.service, 20ms);
    const auto begun = wire.now();
    wire.start(1, request(ingot::http::method::get, gallery_id));
    BOOST_TEST(wire.wait(begun + 5ms).empty());
    BOOST_TEST((wire.now() == begun + 5ms));
    BOOST_TEST(wire.wait(begun + 1s).size() == 1U);
    BOOST_TEST(wire.wait(ingot::timestamp::max()).empty());
}

BOOST_AUTO_TEST_CASE(cancelling_before_arrival_has_no_effect_and_after_it_loses_only_the_answer) {
    emulated_azure azure;
    azure.make_gallery();
    const auto lock = [](const char* name) {
        return gallery_id + "/providers/Microsoft.Authorization/locks/" + name;
    };
    const std::string body = R"({"properties": {"level": "CanNotDelete"}})";
    emulator_transport wire(azure.service, 20ms);
    const auto begun = wire.now();
    wire.start(1, request(ingot::http::method::put, lock("early"), body));
    wire.cancel(1);
    wire.start(2, request(ingot::http::method::put, lock("late"), body));
    BOOST_TEST(wire.wait(begun + 15ms).empty());
    wire.cancel(2);
    BOOST_TEST(wire.wait(begun + 1s).empty());
    BOOST_TEST(azure.get(lock("early")).status == 404);
    BOOST_TEST(azure.get(lock("late")).status == 200);
}

BOOST_AUTO_TEST_CASE(two_transports_share_one_service_and_its_clock) {
    emulated_azure azure;
    azure.make_gallery();
    emulator_transport first(azure.service, 20ms);
    emulator_transport second(azure.service, 20ms);
    first.start(1, request(ingot::http::method::get, gallery_id));
    second.start(1, request(ingot::http::method::get, gallery_id));
    const auto begun = first.now();
    BOOST_TEST(first.wait(begun + 1h).size() == 1U);
    BOOST_TEST(second.wait(begun).size() == 1U); // it came back while the first one waited
}

BOOST_AUTO_TEST_SUITE_END()
