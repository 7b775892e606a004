#include "emulated_gallery.hpp"

// A version that has come to matter since the plan was made stays, whatever the plan says.

using namespace ingot;
using namespace ingot::testing_apply;

namespace {

/// Somebody else's write, and its end.
void send(emulator::emulator& azure, http::method how, const std::string& version, const std::string& body = {}) {
    const http::request foreign{how, endpoint + version + "?api-version=2024-03-03",
                                {{"Content-Type", "application/json"}}, body};
    BOOST_REQUIRE(azure.handle(foreign).status < 300);
    azure.advance_to(azure.now() + std::chrono::hours(1));
}

void revoke(emulator::emulator& azure, const std::string& version) {
    send(azure, http::method::patch, version, R"({"tags": {"ingot-revoked": "yes"}, "properties": {"storageProfile": {}}})");
}

apply_report carried_out(transport& carrier, const plan& what) {
    memory_journal log;
    auto report = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    return std::move(*report);
}

/// Answers some reads itself.
class faulty_transport final : public transport {
public:
    faulty_transport(transport& forward_to, std::string part, http::response answer)
        : inner_(forward_to), part_(std::move(part)), answer_(std::move(answer)) {}

    void start(exchange_id exchange, http::request request) override {
        if (request.url.find(part_) == std::string::npos) return inner_.start(exchange, std::move(request));
        ended_.push_back({exchange, answer_});
    }
    std::vector<completion> wait(timestamp until) override {
        return ended_.empty() ? inner_.wait(until) : std::exchange(ended_, {});
    }
    timestamp now() const override { return inner_.now(); }
    void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

private:
    transport& inner_;
    std::string part_;
    http::response answer_;
    std::vector<completion> ended_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(needed_versions)

BOOST_AUTO_TEST_CASE(a_version_that_has_become_latest_is_not_deleted) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const std::string target = recycled_definition + "/versions/1.0.0";
    const plan what = plan_of_one(surveyed(carrier), target, action::remove, removal());
    send(world.azure, http::method::remove, recycled_definition + "/versions/2.0.0");
    const apply_report report = carried_out(carrier, what);
    BOOST_TEST((report.steps[0].outcome == step_outcome::refused), shown(report));
    BOOST_TEST(report.steps[0].message.find("latest version in northeurope") != std::string::npos, shown(report));
    BOOST_TEST(surveyed(carrier).soft_deleted_versions.size() == 1U);
}

BOOST_AUTO_TEST_CASE(neither_is_it_trimmed_ahead_of_its_deletion) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    for (const std::string number : {"1.1.0", "1.2.0", "2.0.0"})
        send(world.azure, http::method::remove, definition + "/versions/" + number);
    watching_transport watched(carrier);
    const apply_report report = carried_out(watched, what);
    BOOST_TEST((report.steps[2].outcome == step_outcome::refused), shown(report));
    BOOST_TEST((report.steps[3].outcome == step_outcome::skipped), shown(report));
    BOOST_TEST(watched.writes.empty());
}

BOOST_AUTO_TEST_CASE(the_last_good_version_is_not_deleted_and_those_that_go_with_it_do_not_count) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const estate from = surveyed(carrier);
    plan what;
    what.now = *parse_timestamp("2026-01-01T00:00:00Z");
    for (const std::string number : {"1.0.0", "1.1.0"})
        what.steps.push_back(make_step("delete-" + number, action::remove,
                                       find_version(from, definition + "/versions/" + number), removal()));
    seal_by_hand(what);
    // 2.0.0 stays latest, and nothing that stays is good any more.
    revoke(world.azure, definition + "/versions/1.2.0");
    revoke(world.azure, definition + "/versions/2.0.0");
    const apply_report report = carried_out(carrier, what);
    for (const step_report& one : report.steps) {
        BOOST_TEST((one.outcome == step_outcome::refused), shown(report));
        BOOST_TEST(one.message.find("no other good version") != std::string::npos, shown(report));
    }
}

BOOST_AUTO_TEST_CASE(versions_that_cannot_all_be_read_are_no_proof) {
    const http::response gateway{404, {}, "<html>"};
    const http::response denial{403, {}, R"({"error": {"code": "AuthorizationFailed", "message": "no right"}})"};
    for (const auto& [part, answer] : {std::pair(std::string("/versions?"), denial),
                                       std::pair(std::string("/versions/2.0.0?"), gateway),
                                       std::pair(std::string("/versions?"), http::response{200, {}, "{}"})}) {
        emulated_gallery world;
        emulator::emulator_transport carrier(world.azure);
        const std::string target = definition + "/versions/1.0.0";
        const plan what = plan_of_one(surveyed(carrier), target, action::remove, removal());
        faulty_transport faulty(carrier, part, answer);
        const apply_report report = carried_out(faulty, what);
        BOOST_TEST((report.steps[0].outcome == step_outcome::refused), shown(report));
        BOOST_TEST(report.steps[0].message.find("could not all be read") != std::string::npos, shown(report));
        BOOST_TEST(world.has(target));
    }
}

BOOST_AUTO_TEST_CASE(one_reading_serves_the_deletions_of_a_definition) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const estate from = surveyed(carrier);
    plan what;
    what.now = *parse_timestamp("2026-01-01T00:00:00Z");
    for (const std::string number : {"1.0.0", "1.1.0", "1.2.0"})
        what.steps.push_back(make_step("delete-" + number, action::remove,
                                       find_version(from, definition + "/versions/" + number), removal()));
    seal_by_hand(what);
    class list_counter final : public transport {
    public:
        explicit list_counter(transport& forward_to) : inner_(forward_to) {}
        void start(exchange_id exchange, http::request request) override {
            if (request.url.find("/versions?") != std::string::npos) ++lists;
            inner_.start(exchange, std::move(request));
        }
        std::vector<completion> wait(timestamp until) override { return inner_.wait(until); }
        timestamp now() const override { return inner_.now(); }
        void cancel(exchange_id exchange) override { inner_.cancel(exchange); }
        std::size_t lists = 0;

    private:
        transport& inner_;
    } counting(carrier);
    const apply_report report = carried_out(counting, what);
    BOOST_TEST(report.complete(), shown(report));
    BOOST_TEST(counting.lists == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
