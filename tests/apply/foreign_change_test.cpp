#include "emulated_gallery.hpp"

#include <optional>

// What somebody else changes between a trim and the deletion that follows it must not be lost.

using namespace ingot;
using namespace ingot::testing_apply;

namespace {

const std::string target = definition + "/versions/1.0.0";

void change_foreign(emulator::emulator& azure, const std::string& body) {
    const http::request foreign{http::method::patch, endpoint + target + "?api-version=2024-03-03",
                                {{"Content-Type", "application/json"}}, body};
    BOOST_REQUIRE(azure.handle(foreign).status < 300);
    azure.advance_to(azure.now() + std::chrono::hours(1));
}

const std::string legal_hold =
    R"({"tags": {"Team": "images", "ingot-stage": "candidate", "legal-hold": "case 7"}, "properties": {"storageProfile": {}}})";

/// s1 trims 1.0.0, s2 deletes it.
plan trim_and_delete(const estate& from) {
    plan made;
    made.now = *parse_timestamp("2026-01-01T00:00:00Z");
    const auto& old = find_version(from, target);
    made.steps.push_back(make_step("s1", action::trim, old, drop_north()));
    made.steps.push_back(make_step("s2", action::remove, after_change(old, drop_north()), removal()));
    made.steps.back().requires_done = {"s1"};
    seal_by_hand(made);
    return made;
}

/// Lets somebody else write just before the first read that follows a write.
class second_writer final : public transport {
public:
    second_writer(transport& forward_to, emulator::emulator& azure, std::string body)
        : inner_(forward_to), azure_(azure), body_(std::move(body)) {}

    void start(exchange_id exchange, http::request request) override {
        if (!http::reads_only(request.method)) {
            written_ = true;
        } else if (written_ && !body_.empty() && request.url.find("ReplicationStatus") != std::string::npos) {
            azure_.advance_to(azure_.now() + std::chrono::hours(1));
            change_foreign(azure_, std::exchange(body_, {}));
        }
        inner_.start(exchange, std::move(request));
    }
    std::vector<completion> wait(timestamp until) override { return inner_.wait(until); }
    timestamp now() const override { return inner_.now(); }
    void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

private:
    transport& inner_;
    emulator::emulator& azure_;
    std::string body_;
    bool written_ = false;
};

/// The run ends when the trim has been sent and nothing came back.
void crash_after_intent(transport& carrier, const plan& what, memory_journal& log) {
    log.keep_only(2, memory_journal::loss::silent); // the run, and the intent
    auto options = trusting_options();
    options.driver.stop = [&] { return log.lost(); };
    BOOST_REQUIRE(apply(carrier, what, log, options));
    BOOST_REQUIRE(log.records.size() == 2U);
    log.keep_all();
}

} // namespace

BOOST_AUTO_TEST_SUITE(foreign_changes)

BOOST_AUTO_TEST_CASE(a_tag_that_came_between_a_trim_and_its_read_back_saves_the_version) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = trim_and_delete(surveyed(carrier));
    second_writer shared(carrier, world.azure, legal_hold);
    memory_journal log;
    const auto report = apply(shared, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[0].outcome == step_outcome::done), shown(*report));
    BOOST_TEST((report->steps[1].outcome == step_outcome::stale), shown(*report));
    BOOST_TEST(world.has(target));
}

BOOST_AUTO_TEST_CASE(so_does_a_safety_profile_or_a_flag_that_came_there) {
    for (const std::string body :
         {R"({"properties": {"storageProfile": {}, "safetyProfile": {"blockDeletionBeforeEndOfLife": true}}})",
          R"({"properties": {"storageProfile": {}, "publishingProfile": {"targetRegions": [)"
          R"({"name": "West Europe", "regionalReplicaCount": 2, "storageAccountType": "Standard_ZRS", )"
          R"("excludeFromLatest": true, "encryption": {"osDiskImage": {"diskEncryptionSetId": "/des/w"}}}]}}})"}) {
        emulated_gallery world;
        emulator::emulator_transport carrier(world.azure);
        const plan what = trim_and_delete(surveyed(carrier));
        second_writer shared(carrier, world.azure, body);
        memory_journal log;
        const auto report = apply(shared, what, log, trusting_options());
        BOOST_REQUIRE(report);
        BOOST_TEST((report->steps[1].outcome == step_outcome::stale), shown(*report));
        BOOST_TEST(world.has(target));
    }
}

BOOST_AUTO_TEST_CASE(a_tag_that_came_after_a_crash_saves_the_version) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = trim_and_delete(surveyed(carrier));
    memory_journal log;
    crash_after_intent(carrier, what, log);
    world.azure.advance_to(world.azure.now() + std::chrono::hours(1));
    change_foreign(world.azure, legal_hold);
    const auto report = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[0].outcome == step_outcome::adopted), shown(*report));
    BOOST_TEST((report->steps[1].outcome == step_outcome::stale), shown(*report));
    BOOST_TEST(world.has(target));
}

BOOST_AUTO_TEST_CASE(after_a_crash_that_nobody_used_the_version_is_deleted) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = trim_and_delete(surveyed(carrier));
    memory_journal log;
    crash_after_intent(carrier, what, log);
    world.azure.advance_to(world.azure.now() + std::chrono::hours(1));
    const auto report = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[0].outcome == step_outcome::adopted), shown(*report));
    BOOST_TEST((report->steps[1].outcome == step_outcome::done), shown(*report));
    BOOST_TEST(!world.has(target));
}

BOOST_AUTO_TEST_SUITE_END()
