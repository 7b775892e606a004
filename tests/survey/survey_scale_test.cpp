#include "../../benchmarks/request_budget.hpp"
#include "../../benchmarks/survey_estate.hpp"

#include <ingot/client/read_only_transport.hpp>
#include <ingot/document/byte_sink.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>
#include <ingot/survey/survey.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>

using namespace ingot;

namespace {

struct measured {
    survey_report report;
    std::uint64_t most_submitted = 0;
    std::uint64_t most_unanswered = 0;
    std::uint64_t resources = 0;
    std::size_t requests = 0;
    std::size_t beyond = 0; ///< the published budgets
};

/// @param answer_after how long each exchange takes
measured survey_of(const benchmarks::fleet& made, duration answer_after) {
    emulator::emulator azure;
    const auto seeded = azure.seed(made.estate);
    BOOST_REQUIRE_MESSAGE(seeded, (seeded ? "" : seeded.error().message));
    emulator::emulator_transport wire(azure, answer_after);
    benchmarks::budget_watch watched(wire);
    read_only_transport carrier(watched);
    measured found;
    survey_options options;
    options.subscriptions = made.subscriptions;
    options.progress = [&](const survey_progress& now) {
        found.most_submitted = std::max(found.most_submitted, now.submitted);
        found.most_unanswered = std::max(found.most_unanswered, now.unanswered);
    };
    text_sink document;
    auto report = survey(carrier, options, document);
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    found.report = std::move(*report);
    for (const surveyed_source& one : found.report.sources) found.resources += one.resources;
    found.requests = watched.requests;
    for (const auto& [name, counted] : watched.tallies) found.beyond += counted.beyond;
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(survey_at_scale)

BOOST_AUTO_TEST_CASE(what_is_submitted_does_not_grow_with_the_estate_and_the_published_budgets_are_kept) {
    benchmarks::fleet_size small;
    small.versions = 300;
    small.machines = 3'000;
    small.scale_sets = 40;
    small.instances_per_set = 5;
    small.disks = 100;
    benchmarks::fleet_size larger = small;
    larger.versions = 1'200;
    larger.scale_sets = 160;
    for (const duration answer_after : {duration(0), duration(std::chrono::milliseconds(120))}) {
        const auto fleet = benchmarks::make_fleet(small);
        const measured first = survey_of(fleet, answer_after);
        const measured second = survey_of(benchmarks::make_fleet(larger), answer_after);
        BOOST_TEST(first.report.complete());
        BOOST_TEST(first.resources == fleet.resources);
        BOOST_TEST(first.beyond == 0U);
        BOOST_TEST(second.beyond == 0U);
        // Twice what may be on the wire, of at most four kinds at a time, and the lists of five subscriptions.
        for (const measured& one : {first, second}) BOOST_TEST(one.most_submitted <= 100U);
        BOOST_TEST(second.most_unanswered > 3 * first.most_submitted);
        BOOST_TEST(second.requests > 2 * first.requests);
    }
}

BOOST_AUTO_TEST_SUITE_END()
