#include "emulated_gallery.hpp"

#include <ingot/testing/failing_transport.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

// Whatever breaks, and wherever: the same plan and journal lead to the same end, and nothing is written that
// an unbroken run would not have written.

using namespace ingot;
using namespace ingot::testing_apply;
namespace data = boost::unit_test::data;

namespace {

struct unbroken_run {
    std::string contents;
    std::set<std::tuple<std::string, std::string, std::string>> writes;
    std::size_t requests = 0;
    std::size_t records = 0;
};

const unbroken_run& unbroken() {
    static const unbroken_run run = [] {
        emulated_gallery world;
        emulator::emulator_transport carrier(world.azure);
        const plan what = golden_plan(surveyed(carrier));
        watching_transport watched(carrier);
        memory_journal log;
        const auto report = apply(watched, what, log, trusting_options());
        BOOST_REQUIRE(report);
        BOOST_REQUIRE(report->complete());
        return unbroken_run{world.contents(), watched.distinct_writes(), watched.requests, log.records.size()};
    }();
    return run;
}

/// Runs on with nothing in the way and compares the end with that of the unbroken run.
void resume_and_compare(emulated_gallery& world, transport& carrier, const plan& what, memory_journal& log,
                        watching_transport& watched) {
    log.keep_all();
    watching_transport later(carrier);
    const auto report = apply(later, what, log, trusting_options());
    BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().message));
    BOOST_TEST(report->complete(), shown(*report));
    BOOST_TEST((world.contents() == unbroken().contents));
    watched.writes.insert(watched.writes.end(), later.writes.begin(), later.writes.end());
    for (const http::request& one : watched.writes)
        BOOST_TEST((one.method == http::method::patch || one.method == http::method::remove));
    BOOST_TEST((watched.distinct_writes() == unbroken().writes));
}

} // namespace

BOOST_AUTO_TEST_SUITE(broken_runs)

// With one attempt a failure ends the operation; with the usual number it is tried again.
BOOST_DATA_TEST_CASE(any_exchange_may_fail_in_any_way,
                     data::make({0, 1, 2, 3, 4}) * data::make({1, 6}), kind, attempts) {
    const auto how = testing::all_failures[static_cast<std::size_t>(kind)];
    bool failed = true;
    for (std::size_t n = 0; failed; ++n) {
        BOOST_TEST_CONTEXT("failure " << kind << " of exchange " << n << ", " << attempts << " attempts") {
            emulated_gallery world;
            emulator::emulator_transport carrier(world.azure);
            const plan what = golden_plan(surveyed(carrier));
            watching_transport watched(carrier);
            testing::failing_transport broken(watched, n, how);
            memory_journal log;
            auto options = trusting_options();
            options.driver.retry.max_attempts = attempts;
            BOOST_REQUIRE(apply(broken, what, log, options));
            failed = broken.failed();
            resume_and_compare(world, carrier, what, log, watched);
        }
        BOOST_REQUIRE(n < 10 * unbroken().requests);
    }
}

BOOST_DATA_TEST_CASE(a_run_may_end_at_any_record_of_its_journal, data::make({0, 1}), silent) {
    const auto how = silent == 0 ? memory_journal::loss::reported : memory_journal::loss::silent;
    for (std::size_t kept = 0; kept <= unbroken().records; ++kept) {
        BOOST_TEST_CONTEXT(kept << " records kept") {
            emulated_gallery world;
            emulator::emulator_transport carrier(world.azure);
            const plan what = golden_plan(surveyed(carrier));
            watching_transport watched(carrier);
            memory_journal log;
            log.keep_only(kept, how);
            auto options = trusting_options();
            // A journal that forgets in silence stands for a process that ends there: nothing more leaves it.
            if (how == memory_journal::loss::silent) options.driver.stop = [&] { return log.lost(); };
            const auto first = apply(watched, what, log, options);
            if (how == memory_journal::loss::reported && kept < unbroken().records) {
                BOOST_REQUIRE(!first);
                BOOST_TEST((first.error().code == errc::unavailable));
            }
            resume_and_compare(world, carrier, what, log, watched);
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_whose_intent_could_not_be_kept) {
    emulated_gallery world;
    emulator::emulator_transport carrier(world.azure);
    const plan what = golden_plan(surveyed(carrier));
    watching_transport watched(carrier);
    memory_journal log;
    log.keep_only(1, memory_journal::loss::reported);
    const auto report = apply(watched, what, log, trusting_options());
    BOOST_REQUIRE(!report);
    BOOST_TEST(watched.writes.empty());
}

BOOST_AUTO_TEST_CASE(a_killed_process_is_survived_wherever_it_was) {
    // The process ends after n exchanges have begun: no completion is seen, the journal stays as it is.
    for (std::size_t n = 1; n <= unbroken().requests; ++n) {
        BOOST_TEST_CONTEXT("killed after " << n << " exchanges") {
            emulated_gallery world;
            emulator::emulator_transport carrier(world.azure);
            const plan what = golden_plan(surveyed(carrier));
            watching_transport watched(carrier);
            memory_journal log;
            auto options = trusting_options();
            options.driver.stop = [&] { return watched.requests >= n; };
            BOOST_REQUIRE(apply(watched, what, log, options));
            // What left has arrived by then, and goes on at the service.
            world.azure.advance_to(world.azure.now() + std::chrono::seconds(n % 2 == 0 ? 1 : 3600));
            resume_and_compare(world, carrier, what, log, watched);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
