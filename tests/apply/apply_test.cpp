#include "emulated_gallery.hpp"

#include <ingot/testing/scripted_transport.hpp>

#include <algorithm>

using namespace ingot;
using namespace ingot::testing_apply;

BOOST_AUTO_TEST_SUITE(apply_plans)

BOOST_AUTO_TEST_CASE(a_plan_is_carried_out_step_by_step) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    memory_journal log;
    const auto report = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST(report->complete(), shown(*report));
    BOOST_TEST(report->count(step_outcome::done) == 4U, shown(*report));

    const estate after = surveyed(carrier);
    BOOST_TEST(after.image_versions.size() == 5U);
    const auto& deprecated = find_version(after, definition + "/versions/1.1.0");
    BOOST_TEST(deprecated.publishing.exclude_from_latest.value_or(false));
    BOOST_TEST(deprecated.publishing.target_regions.size() == 2U);
    for (const target_region& target : deprecated.publishing.target_regions)
        BOOST_TEST(target.exclude_from_latest.value_or(false));
    BOOST_TEST((find_tag(deprecated.tags, "team") == "images"));
    BOOST_TEST(!find_tag(deprecated.tags, "ingot-stage").has_value());
    BOOST_TEST((find_tag(deprecated.tags, tag::deprecated_at) == "2026-01-01T00:00:00Z"));
    const auto& trimmed = find_version(after, definition + "/versions/1.2.0");
    BOOST_REQUIRE(trimmed.publishing.target_regions.size() == 1U);
    BOOST_TEST(trimmed.publishing.target_regions.front().name.name() == "westeurope");
}

BOOST_AUTO_TEST_CASE(every_write_is_announced_in_the_journal_and_then_reported) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    memory_journal log;
    BOOST_REQUIRE(apply(carrier, what, log, trusting_options()));
    BOOST_REQUIRE(log.records.size() == 9U); // the run, and two for each step
    BOOST_TEST(log.records.front().find(what.plan_digest) != std::string::npos);
    const auto position = [&](const std::string& kind, const std::string& step) {
        const auto found = std::find_if(log.records.begin(), log.records.end(), [&](const std::string& record) {
            return record.find("\"kind\":\"" + kind + '"') != std::string::npos &&
                   record.find("\"step\":\"" + step + '"') != std::string::npos;
        });
        BOOST_REQUIRE(found != log.records.end());
        return found - log.records.begin();
    };
    for (const std::string step : {"s1", "s2", "s3", "s4"}) BOOST_TEST(position("intent", step) < position("done", step));
    BOOST_TEST(position("done", "s3") < position("intent", "s4"));
    // Who wants a replica back needs to know what it was.
    BOOST_TEST(log.records[static_cast<std::size_t>(position("intent", "s3"))].find("/des/n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_finished_run_that_is_run_again_sends_nothing) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    memory_journal log;
    BOOST_REQUIRE(apply(carrier, what, log, trusting_options()));
    watching_transport watched(carrier);
    const auto again = apply(watched, what, log, trusting_options());
    BOOST_REQUIRE(again);
    BOOST_TEST(again->complete());
    BOOST_TEST(again->count(step_outcome::done_before) == 4U);
    BOOST_TEST(watched.requests == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_there_already_is_adopted_without_a_journal) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    memory_journal first;
    BOOST_REQUIRE(apply(carrier, what, first, trusting_options()));
    watching_transport watched(carrier);
    memory_journal second;
    const auto again = apply(watched, what, second, trusting_options());
    BOOST_REQUIRE(again);
    BOOST_TEST(watched.writes.empty());
    // A trim of a version that is gone is stale; its deletion, which requires it, is left alone.
    BOOST_TEST(again->count(step_outcome::adopted) == 2U, shown(*again));
    BOOST_TEST(again->count(step_outcome::stale) == 1U, shown(*again));
    BOOST_TEST(again->count(step_outcome::skipped) == 1U, shown(*again));
}

BOOST_AUTO_TEST_CASE(a_deletion_under_soft_delete_ends_in_the_recycle_bin) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const std::string target = recycled_definition + "/versions/1.0.0";
    const plan what = plan_of_one(surveyed(carrier), target, action::remove, removal());
    memory_journal log;
    const auto report = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST(report->complete(), shown(*report));
    const estate after = surveyed(carrier);
    BOOST_REQUIRE(after.soft_deleted_versions.size() == 1U);
    BOOST_TEST((after.soft_deleted_versions.front() == id(target)));
}

BOOST_AUTO_TEST_CASE(a_version_that_somebody_changed_is_stale_and_what_requires_it_is_skipped) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    const http::request foreign{http::method::patch,
                                endpoint + definition + "/versions/1.0.0?api-version=2024-03-03",
                                {{"Content-Type", "application/json"}},
                                R"({"tags": {"Team": "others"}, "properties": {"storageProfile": {}}})"};
    BOOST_REQUIRE(world.azure.handle(foreign).status < 300);
    world.azure.advance_to(world.azure.now() + std::chrono::hours(1));

    watching_transport watched(carrier);
    memory_journal log;
    const auto report = apply(watched, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST(!report->complete());
    BOOST_TEST((report->steps[2].outcome == step_outcome::stale), shown(*report));
    BOOST_TEST(report->steps[2].message.find("plan again") != std::string::npos);
    BOOST_TEST((report->steps[3].outcome == step_outcome::skipped), shown(*report));
    BOOST_TEST(report->count(step_outcome::done) == 2U, shown(*report));
    for (const http::request& write : watched.writes) BOOST_TEST(write.url.find("/1.0.0") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_step_that_the_service_refuses_fails_with_its_words) {
    const std::string lock = R"(, "locks": [{"id": ")" + definition +
                             R"(/providers/Microsoft.Authorization/locks/stay", "name": "stay", )"
                             R"("properties": {"level": "CanNotDelete"}}])";
    emulated_gallery world(lock);
    emulator::emulator_transport carrier(world.azure);
    memory_journal log;
    const auto report = apply(carrier, golden_plan(surveyed(carrier)), log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[3].outcome == step_outcome::failed), shown(*report));
    BOOST_REQUIRE(report->steps[3].failure.has_value());
    BOOST_REQUIRE(report->steps[3].failure->service.has_value());
    BOOST_TEST(report->steps[3].failure->service->code == "ScopeLocked");
    BOOST_TEST(world.has(definition + "/versions/1.0.0"));
}

BOOST_AUTO_TEST_CASE(a_journal_of_another_plan_is_refused_before_anything_is_sent) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const estate from = surveyed(carrier);
    memory_journal log;
    BOOST_REQUIRE(apply(carrier, golden_plan(from), log, trusting_options()));
    watching_transport watched(carrier);
    const plan other = plan_of_one(from, definition + "/versions/2.0.0", action::trim, drop_north());
    const auto report = apply(watched, other, log, trusting_options());
    BOOST_REQUIRE(!report);
    BOOST_TEST((report.error().code == errc::precondition_failed));
    BOOST_TEST(watched.requests == 0U);
}

BOOST_AUTO_TEST_CASE(plans_that_cannot_be_carried_out_in_order_are_refused) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan good = golden_plan(surveyed(carrier));
    const auto refused = [&](plan bad) {
        memory_journal log;
        watching_transport watched(carrier);
        const auto report = apply(watched, bad, log, trusting_options());
        return !report && report.error().code == errc::invalid_document && watched.requests == 0 && log.records.empty();
    };
    plan unsealed = good;
    unsealed.plan_digest.clear();
    BOOST_TEST(refused(unsealed));
    plan backwards = good;
    std::swap(backwards.steps[2], backwards.steps[3]);
    BOOST_TEST(refused(backwards));
    plan twice = good;
    twice.steps[1].id = "s1";
    BOOST_TEST(refused(twice));
    plan disguised = good;
    disguised.steps[1].request.remove = true;
    BOOST_TEST(refused(disguised));
    plan elsewhere = good;
    elsewhere.steps[0].target = id(definition);
    BOOST_TEST(refused(elsewhere));
}

BOOST_AUTO_TEST_CASE(without_a_check_of_usage_nothing_irreversible_happens) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    watching_transport watched(carrier);
    memory_journal log;
    const auto report = apply(watched, golden_plan(surveyed(carrier)), log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST(report->count(step_outcome::done) == 1U, shown(*report)); // the deprecation
    BOOST_TEST(report->count(step_outcome::refused) == 2U, shown(*report));
    BOOST_TEST(report->count(step_outcome::skipped) == 1U, shown(*report));
    BOOST_TEST(watched.writes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_consumer_in_a_region_that_stays_does_not_stop_a_trim_but_does_stop_one_before_a_deletion) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    std::vector<resource_id> asked;
    options.check_usage = [&](const resource_id& version) -> result<std::vector<version_consumer>> {
        asked.push_back(version);
        return std::vector<version_consumer>{{"virtual_machine vm", region("westeurope")}};
    };
    memory_journal log;
    const auto report = apply(carrier, golden_plan(surveyed(carrier)), log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[1].outcome == step_outcome::done), shown(*report));
    BOOST_TEST((report->steps[2].outcome == step_outcome::refused), shown(*report));
    BOOST_TEST(report->steps[2].message.find("virtual_machine vm") != std::string::npos);
    BOOST_TEST(asked.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_usage_check_that_fails_refuses_the_step) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    options.check_usage = [](const resource_id&) -> result<std::vector<version_consumer>> {
        return fail(errc::forbidden, "no right to list virtual machines");
    };
    memory_journal log;
    const auto report = apply(carrier, golden_plan(surveyed(carrier)), log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[1].outcome == step_outcome::refused));
    BOOST_REQUIRE(report->steps[1].failure.has_value());
    BOOST_TEST((report->steps[1].failure->code == errc::forbidden));
}

BOOST_AUTO_TEST_CASE(a_check_that_takes_long_is_followed_by_another_read) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = plan_of_one(surveyed(carrier), definition + "/versions/1.0.0", action::remove, removal());
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    int asked = 0;
    options.check_usage = [&](const resource_id&) -> result<std::vector<version_consumer>> {
        ++asked;
        const http::request foreign{http::method::patch,
                                    endpoint + definition + "/versions/1.0.0?api-version=2024-03-03",
                                    {},
                                    R"({"tags": {"legal-hold": "yes"}, "properties": {"storageProfile": {}}})"};
        static_cast<void>(world.azure.handle(foreign));
        world.azure.advance_to(world.azure.now() + std::chrono::minutes(3));
        return std::vector<version_consumer>();
    };
    memory_journal log;
    const auto report = apply(carrier, what, log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST(asked == 1);
    BOOST_TEST((report->steps[0].outcome == step_outcome::stale), shown(*report));
    BOOST_TEST(world.has(definition + "/versions/1.0.0"));
}

BOOST_AUTO_TEST_CASE(usage_is_asked_again_when_its_answer_is_old_as_the_write_is_about_to_leave) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = plan_of_one(surveyed(carrier), definition + "/versions/1.0.0", action::remove, removal());
    // The read that follows the first check takes a minute.
    class slow_transport final : public transport {
    public:
        slow_transport(transport& forward_to, emulator::emulator& azure) : inner_(forward_to), azure_(azure) {}
        void start(exchange_id exchange, http::request request) override {
            if (slow_) azure_.advance_to(azure_.now() + std::chrono::minutes(1));
            slow_ = false;
            inner_.start(exchange, std::move(request));
        }
        std::vector<completion> wait(timestamp until) override { return inner_.wait(until); }
        timestamp now() const override { return inner_.now(); }
        void cancel(exchange_id exchange) override { inner_.cancel(exchange); }
        void be_slow_once() { slow_ = true; }

    private:
        transport& inner_;
        emulator::emulator& azure_;
        bool slow_ = false;
    } slow(carrier, world.azure);
    auto options = trusting_options();
    options.usage_is_checked_by_caller = false;
    int asked = 0;
    options.check_usage = [&](const resource_id&) -> result<std::vector<version_consumer>> {
        if (++asked > 1) return std::vector<version_consumer>{{"virtual_machine late", region()}};
        world.azure.advance_to(world.azure.now() + std::chrono::seconds(20));
        slow.be_slow_once();
        return std::vector<version_consumer>();
    };
    memory_journal log;
    const auto report = apply(slow, what, log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST(asked == 2);
    BOOST_TEST((report->steps[0].outcome == step_outcome::refused), shown(*report));
    BOOST_TEST(world.has(definition + "/versions/1.0.0"));
}

BOOST_AUTO_TEST_CASE(a_run_that_is_stopped_says_so_and_goes_on_later) {
    for (int polls = 0; polls < 60; polls += 7) {
        emulated_gallery world;
        emulator::emulator_transport carrier(world.azure);
        const plan what = golden_plan(surveyed(carrier));
        memory_journal log;
        auto options = trusting_options();
        int asked = 0;
        options.driver.stop = [&] { return asked++ >= polls; };
        const auto first = apply(carrier, what, log, options);
        BOOST_REQUIRE(first);
        BOOST_TEST(first->stopped);
        BOOST_TEST(!first->complete());
        const auto second = apply(carrier, what, log, trusting_options());
        BOOST_REQUIRE(second);
        BOOST_TEST(second->complete(), shown(*second));
        BOOST_TEST(!second->stopped);
    }
}

BOOST_AUTO_TEST_CASE(a_deadline_stops_a_run_that_can_go_on) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    memory_journal log;
    auto options = trusting_options();
    options.driver.deadline = carrier.now() + std::chrono::seconds(15);
    const auto first = apply(carrier, what, log, options);
    BOOST_REQUIRE(first);
    BOOST_TEST(first->stopped, shown(*first));
    BOOST_TEST(first->count(step_outcome::failed) == 0U, shown(*first));
    const auto second = apply(carrier, what, log, trusting_options());
    BOOST_REQUIRE(second);
    BOOST_TEST(second->complete(), shown(*second));
}

BOOST_AUTO_TEST_CASE(progress_counts_every_step_once) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    auto options = trusting_options();
    std::vector<std::string> started;
    std::vector<std::size_t> finished;
    options.progress = [&](const apply_progress& note) {
        BOOST_TEST(note.total == 4U);
        if (note.what == apply_progress::phase::started) started.push_back(note.step->id);
        if (note.what == apply_progress::phase::finished) finished.push_back(note.finished);
    };
    memory_journal log;
    BOOST_REQUIRE(apply(carrier, golden_plan(surveyed(carrier)), log, options));
    BOOST_TEST((finished == std::vector<std::size_t>{1, 2, 3, 4}));
    std::sort(started.begin(), started.end());
    BOOST_TEST((started == std::vector<std::string>{"s1", "s2", "s3", "s4"}));
}

BOOST_AUTO_TEST_CASE(a_write_that_comes_to_nothing_is_a_failed_step) {
    emulated_gallery world;
    emulator::emulator_transport azure(world.azure);
    const plan what = plan_of_one(surveyed(azure), definition + "/versions/1.2.0", action::trim, drop_north());
    // A service that accepts the write and goes on as before.
    testing::scripted_transport carrier(*parse_timestamp("2026-01-01T00:00:00Z"));
    const std::string url = endpoint + definition + "/versions/1.2.0?api-version=2024-03-03";
    const std::string read = url + "&$expand=ReplicationStatus";
    const auto body = world.azure.handle({http::method::get, read, {}, {}}).body;
    carrier.expect("GET", read).reply(200, body);
    carrier.expect("PATCH", url).reply(200, body);
    for (int i = 0; i < 3; ++i) carrier.expect("GET", read).reply(200, body);
    auto options = trusting_options();
    options.read_backs = 3;
    memory_journal log;
    const auto report = apply(carrier, what, log, options);
    BOOST_REQUIRE(report);
    BOOST_TEST(carrier.complaints().empty());
    BOOST_TEST((report->steps[0].outcome == step_outcome::failed));
    BOOST_TEST(report->steps[0].message.find("northeurope") != std::string::npos, shown(*report));
}

BOOST_AUTO_TEST_CASE(a_404_that_is_not_the_services_word_deletes_nothing_from_the_plan) {
    for (const std::string body : {"<html>Not found</html>", R"({"error": {"code": "SubscriptionNotFound", "message": "?"}})"}) {
        emulated_gallery world;
        emulator::emulator_transport azure(world.azure);
        const plan what = plan_of_one(surveyed(azure), definition + "/versions/1.2.0", action::remove, removal());
        testing::scripted_transport carrier(*parse_timestamp("2026-01-01T00:00:00Z"));
        carrier.expect("GET", endpoint + definition + "/versions/1.2.0?api-version=2024-03-03&$expand=ReplicationStatus")
            .reply(404, body);
        memory_journal log;
        const auto report = apply(carrier, what, log, trusting_options());
        BOOST_REQUIRE(report);
        BOOST_TEST((report->steps[0].outcome == step_outcome::failed), shown(*report));
        BOOST_TEST(carrier.complaints().empty());
    }
}

BOOST_AUTO_TEST_CASE(a_write_is_repeated_only_from_a_fresh_read) {
    // Throttled at first; while the service asks for patience somebody else writes.
    class patient_transport final : public transport {
    public:
        patient_transport(transport& forward_to, emulator::emulator& azure) : inner_(forward_to), azure_(azure) {}
        void start(exchange_id exchange, http::request request) override {
            if (http::reads_only(request.method) || throttled_) return inner_.start(exchange, std::move(request));
            throttled_ = true;
            const std::string body = R"({"tags": {"legal-hold": "yes"}, "properties": {"storageProfile": {}}})";
            static_cast<void>(azure_.handle({http::method::patch, request.url, {}, body}));
            ended_.push_back({exchange, http::response{429, {{"Retry-After", "1200"}}, ""}});
        }
        std::vector<completion> wait(timestamp until) override {
            if (!ended_.empty()) return std::exchange(ended_, {});
            return inner_.wait(until);
        }
        timestamp now() const override { return inner_.now(); }
        void cancel(exchange_id exchange) override { inner_.cancel(exchange); }

    private:
        transport& inner_;
        emulator::emulator& azure_;
        bool throttled_ = false;
        std::vector<completion> ended_;
    };
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = plan_of_one(surveyed(carrier), definition + "/versions/1.2.0", action::trim, drop_north());
    watching_transport watched(carrier);
    patient_transport patient(watched, world.azure);
    memory_journal log;
    const auto report = apply(patient, what, log, trusting_options());
    BOOST_REQUIRE(report);
    BOOST_TEST((report->steps[0].outcome == step_outcome::stale), shown(*report));
    BOOST_TEST(watched.writes.empty());
    BOOST_TEST(find_version(surveyed(carrier), definition + "/versions/1.2.0").publishing.target_regions.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_failed_version_that_its_trim_brings_to_life_is_deleted_all_the_same) {
    for (const bool broken : {false, true}) {
        std::string failed = version_text(definition, "0.9.0", "Failed");
        failed.insert(failed.rfind("}}"),
                      R"(, "replicationStatus": {"aggregatedState": "Failed", "summary": [)"
                      R"({"region": "West Europe", "state": "Completed", "progress": 100}, )"
                      R"({"region": "North Europe", "state": "Failed", "progress": 0}]})");
        emulated_gallery world;
        BOOST_REQUIRE(world.azure.seed(R"({"schema": "ingot.estate/1", "image_versions": [)" + failed + "]}"));
        emulator::emulator_transport carrier(world.azure);
        const estate from = surveyed(carrier);
        const auto& version = find_version(from, definition + "/versions/0.9.0");
        version_change trim = drop_north();
        trim.exclude_in_regions = {{region("westeurope"), true}};
        plan what;
        what.now = *parse_timestamp("2026-01-01T00:00:00Z");
        what.steps.push_back(make_step("s1", action::trim, version, trim));
        what.steps.push_back(make_step("s2", action::remove, after_change(version, trim), removal()));
        what.steps.back().requires_done = {"s1"};
        seal_by_hand(what);
        memory_journal log;
        if (broken) {
            log.keep_only(3, memory_journal::loss::silent); // the run, and both records of the trim
            auto options = trusting_options();
            options.driver.stop = [&] { return log.lost(); };
            BOOST_REQUIRE(apply(carrier, what, log, options));
            log.keep_all();
        }
        const auto report = apply(carrier, what, log, trusting_options());
        BOOST_REQUIRE(report);
        BOOST_TEST(report->complete(), shown(*report));
        BOOST_TEST(!world.has(definition + "/versions/0.9.0"));
    }
}

BOOST_AUTO_TEST_CASE(steps_on_different_versions_run_side_by_side_up_to_the_limit) {
    for (const std::size_t limit : {std::size_t{1}, std::size_t{16}}) {
        emulated_gallery world;
        emulator::emulator_transport carrier(world.azure);
        auto options = trusting_options();
        options.steps_at_once = limit;
        std::size_t open = 0;
        std::size_t most = 0;
        options.progress = [&](const apply_progress& note) {
            if (note.what == apply_progress::phase::started) most = std::max(most, ++open);
            if (note.what == apply_progress::phase::finished) --open;
        };
        memory_journal log;
        const auto report = apply(carrier, golden_plan(surveyed(carrier)), log, options);
        BOOST_REQUIRE(report);
        BOOST_TEST(report->complete());
        BOOST_TEST(most == std::min<std::size_t>(limit, 3));
    }
}

BOOST_AUTO_TEST_SUITE_END()
