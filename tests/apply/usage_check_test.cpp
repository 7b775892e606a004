#include "emulated_gallery.hpp"

#include <ingot/testing/scripted_transport.hpp>

using namespace ingot;
using namespace ingot::testing_apply;

namespace {

const std::string compute = subscription + "/resourceGroups/work/providers/Microsoft.Compute/";

std::string machine(const std::string& name, const std::string& image, const std::string& more = {}) {
    return R"({"id": ")" + compute + "virtualMachines/" + name + R"(", "name": ")" + name +
           R"(", "location": "North Europe", "properties": {"storageProfile": {"imageReference": {)" + image + more +
           "}}}}";
}

std::string machines(const std::string& all) { return R"(, "virtual_machines": [)" + all + "]"; }

usage_check check_over(transport& carrier, std::vector<std::string> subscriptions = {subscription}) {
    usage_check_options options;
    options.endpoint = endpoint;
    options.subscriptions = std::move(subscriptions);
    return provider_usage_check(carrier, std::move(options));
}

std::vector<std::string> users_of(emulated_gallery& world, const std::string& version) {
    emulator::emulator_transport carrier(world.azure);
    const auto users = check_over(carrier)(id(version));
    BOOST_REQUIRE_MESSAGE(users, (users ? "" : users.error().message));
    std::vector<std::string> all;
    for (const version_consumer& one : *users) all.push_back(one.what.substr(one.what.rfind('/') + 1) + '@' + one.where.name());
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(usage_checks)

BOOST_AUTO_TEST_CASE(who_names_a_version_uses_it_and_no_other) {
    emulated_gallery world(machines(machine("pinned", R"("id": ")" + definition + R"(/versions/1.1.0")")));
    BOOST_TEST(users_of(world, definition + "/versions/1.1.0") == std::vector<std::string>{"pinned@northeurope"},
               boost::test_tools::per_element());
    BOOST_TEST(users_of(world, definition + "/versions/1.0.0").empty());
    BOOST_TEST(users_of(world, recycled_definition + "/versions/1.0.0").empty());
}

BOOST_AUTO_TEST_CASE(who_follows_latest_uses_what_latest_is_and_the_version_it_runs) {
    emulated_gallery world(
        machines(machine("follower", R"("id": ")" + definition + '"', R"(, "exactVersion": "1.1.0")")));
    BOOST_TEST(users_of(world, definition + "/versions/1.1.0").size() == 1U);
    BOOST_TEST(users_of(world, definition + "/versions/2.0.0").size() == 1U);
    BOOST_TEST(users_of(world, definition + "/versions/1.0.0").empty());
}

BOOST_AUTO_TEST_CASE(a_shared_gallery_is_known_by_its_unique_name) {
    emulated_gallery world(
        machines(machine("shared", R"("sharedGalleryImageId": "/SharedGalleries/SUB-golden/Images/ubuntu/Versions/1.0.0")")));
    BOOST_TEST(users_of(world, definition + "/versions/1.0.0").size() == 1U);
    BOOST_TEST(users_of(world, recycled_definition + "/versions/1.0.0").empty());
}

BOOST_AUTO_TEST_CASE(without_subscriptions_nothing_can_be_known) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    BOOST_TEST(!check_over(carrier, {})(id(definition + "/versions/1.0.0")));
}

BOOST_AUTO_TEST_CASE(a_list_that_is_denied_is_no_empty_list) {
    testing::scripted_transport carrier(*parse_timestamp("2026-01-01T00:00:00Z"));
    const std::string lists = endpoint + subscription + "/providers/Microsoft.Compute/";
    carrier.expect("GET", lists + "disks?api-version=2024-03-02").reply(200, R"({"value": []})");
    carrier.expect("GET", endpoint + subscription +
                              "/providers/Microsoft.VirtualMachineImages/imageTemplates?api-version=2024-02-01")
        .reply(200, R"({"value": []})");
    carrier.expect("GET", lists + "virtualMachines?api-version=2024-07-01").reply(200, R"({"value": []})");
    carrier.expect("GET", lists + "virtualMachineScaleSets?api-version=2024-07-01")
        .reply(403, R"({"error": {"code": "AuthorizationFailed", "message": "no right"}})");
    const auto users = check_over(carrier)(id(definition + "/versions/1.0.0"));
    BOOST_REQUIRE(!users);
    BOOST_TEST((users.error().code == errc::forbidden));
    BOOST_TEST(users.error().message.find("scale_set") != std::string::npos);
    BOOST_TEST(carrier.complaints().empty());
}

BOOST_AUTO_TEST_CASE(disks_count_and_need_not_be_readable) {
    const std::string disk = R"({"id": ")" + compute + R"(disks/d", "name": "d", "location": "West Europe", )"
                             R"("properties": {"creationData": {"createOption": "FromImage", )"
                             R"("galleryImageReference": {"id": ")" + definition + R"(/versions/1.0.0"}}}})";
    emulated_gallery world(R"(, "disks": [)" + disk + "]");
    BOOST_TEST(users_of(world, definition + "/versions/1.0.0") == std::vector<std::string>{"d@westeurope"},
               boost::test_tools::per_element());

    class blind_to_disks final : public transport {
    public:
        explicit blind_to_disks(transport& forward_to) : inner_(forward_to) {}
        void start(exchange_id exchange, http::request request) override {
            if (request.url.find("/disks?") == std::string::npos) return inner_.start(exchange, std::move(request));
            const std::string denial = R"({"error": {"code": "AuthorizationFailed", "message": "no right"}})";
            ended_.push_back({exchange, http::response{403, {}, denial}});
        }
        std::vector<completion> wait(timestamp until) override {
            return ended_.empty() ? inner_.wait(until) : std::exchange(ended_, {});
        }
        timestamp now() const override { return inner_.now(); }
        void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

    private:
        transport& inner_;
        std::vector<completion> ended_;
    };
    emulator::emulator_transport azure(world.azure);
    blind_to_disks carrier(azure);
    const auto users = check_over(carrier)(id(definition + "/versions/1.0.0"));
    BOOST_REQUIRE_MESSAGE(users, (users ? "" : users.error().message));
    BOOST_TEST(users->empty());
}

BOOST_AUTO_TEST_CASE(a_gateways_404_for_a_version_leaves_latest_unknown) {
    class lossy_transport final : public transport {
    public:
        explicit lossy_transport(transport& forward_to) : inner_(forward_to) {}
        void start(exchange_id exchange, http::request request) override {
            if (request.url.find("/versions/2.0.0?") == std::string::npos)
                return inner_.start(exchange, std::move(request));
            ended_.push_back({exchange, http::response{404, {}, "<html>no such page</html>"}});
        }
        std::vector<completion> wait(timestamp until) override {
            return ended_.empty() ? inner_.wait(until) : std::exchange(ended_, {});
        }
        timestamp now() const override { return inner_.now(); }
        void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

    private:
        transport& inner_;
        std::vector<completion> ended_;
    };
    emulated_gallery world(machines(machine("follower", R"("id": ")" + definition + '"')));
    emulator::emulator_transport azure(world.azure);
    lossy_transport carrier(azure);
    const auto users = check_over(carrier)(id(definition + "/versions/2.0.0"));
    BOOST_REQUIRE(!users);
    BOOST_TEST((users.error().code == errc::not_found));
}

BOOST_AUTO_TEST_CASE(lists_serve_for_several_versions_until_they_are_old) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    watching_transport watched(carrier);
    const auto check = check_over(watched);
    BOOST_REQUIRE(check(id(definition + "/versions/1.0.0")));
    const auto first = watched.requests;
    BOOST_REQUIRE(check(id(definition + "/versions/1.1.0")));
    BOOST_TEST(watched.requests == first);
    world.azure.advance_to(world.azure.now() + std::chrono::seconds(40));
    BOOST_REQUIRE(check(id(definition + "/versions/1.1.0")));
    BOOST_TEST(watched.requests == 2 * first);
    BOOST_TEST(watched.writes.empty());
}

BOOST_AUTO_TEST_CASE(a_consumer_that_came_after_the_plan_saves_its_version) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    const std::string late = machine("late", R"("id": ")" + definition + R"(/versions/1.0.0")");
    BOOST_REQUIRE(world.azure.seed(R"({"schema": "ingot.estate/1", "virtual_machines": [)" + late + "]}"));
    emulator::emulator_transport other(world.azure);
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    options.check_usage = check_over(other);
    memory_journal log;
    const auto report = apply(carrier, what, log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[1].outcome == step_outcome::done), shown(*report));
    BOOST_TEST((report->steps[2].outcome == step_outcome::refused), shown(*report));
    BOOST_TEST((report->steps[3].outcome == step_outcome::skipped), shown(*report));
    BOOST_TEST(world.has(definition + "/versions/1.0.0"));
}

BOOST_AUTO_TEST_SUITE_END()
