// Random estates and policies against what must always hold.
//
// Options, after `--`: `--estates N` how many, `--seed S` where to begin. A failure prints the seed of the
// one estate: `--estates 1 --seed <that>` repeats it.

#include "model.hpp"
#include "properties.hpp"
#include "random_world.hpp"

#include <ingot/plan/check_plan.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <string_view>

namespace property {

static std::ostream& operator<<(std::ostream& out, const invariant& one) { return out << one.name; }

} // namespace property

namespace {

using namespace property;

std::uint64_t option(std::string_view name, std::uint64_t otherwise) {
    const auto& suite = boost::unit_test::framework::master_test_suite();
    for (int at = 1; at + 1 < suite.argc; ++at)
        if (suite.argv[at] == name) return std::strtoull(suite.argv[at + 1], nullptr, 10);
    return otherwise;
}

std::uint64_t estates() { return option("--estates", 20'000); }
std::uint64_t first_seed() { return option("--seed", 1); }

world world_of(std::uint64_t seed) {
    random_source random(seed);
    return random_world(random);
}

/// Takes away all that the failure does not need.
world shrunk(world from, const invariant& broken, std::uint64_t seed) {
    for (bool smaller = true; smaller;) {
        smaller = false;
        each_smaller(from, [&](world candidate) {
            if (broken.check(candidate, seed).empty()) return false;
            from = std::move(candidate);
            return smaller = true;
        });
    }
    return from;
}

BOOST_AUTO_TEST_SUITE(properties)

BOOST_DATA_TEST_CASE(holds_over_random_estates, boost::unit_test::data::make(all_properties()), one) {
    for (std::uint64_t seed = first_seed(); seed < first_seed() + estates(); ++seed) {
        const world tried = world_of(seed);
        if (one.check(tried, seed).empty()) continue;
        const world least = shrunk(tried, one, seed);
        BOOST_ERROR("not so: " << one.name << "\nseed " << seed << ": " << one.check(least, seed)
                               << "\nthe smallest estate that shows it:\n"
                               << described(least));
        return;
    }
}

/// Prints how often each of the names came up, and demands that each did.
template <class Names, class Counts>
void demand_all(const char* what, const Names& names, const Counts& counts) {
    for (const auto& [value, name] : names) {
        const auto found = counts.find(value);
        const std::uint64_t count = found == counts.end() ? 0 : found->second;
        std::cout << "  " << what << ' ' << name << ": " << count << '\n';
        BOOST_TEST(count > 0, what << " " << name << " never came up; the estates are too tame");
    }
}

BOOST_AUTO_TEST_CASE(the_random_estates_reach_every_verdict_hold_and_reason) {
    // Few estates cannot reach everything; the order of magnitude of an ordinary run can.
    if (estates() < 2'000) return;
    std::map<ingot::hold_code, std::uint64_t> holds;
    std::map<ingot::stage, std::uint64_t> stages;
    std::map<ingot::decision, std::uint64_t> decided;
    std::map<ingot::pass_reason, std::uint64_t> reasons;
    std::map<ingot::action, std::uint64_t> actions;
    std::map<ingot::hold_code, std::uint64_t> lapsing;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + estates(); ++seed) {
        const world tried = world_of(seed);
        const ingot::plan made = plan_of(tried);
        for (const ingot::verdict& verdict : made.verdicts) {
            ++stages[verdict.stage];
            ++decided[verdict.decision];
            for (const ingot::hold& hold : verdict.holds) {
                ++holds[hold.code];
                if (hold.until) ++lapsing[hold.code];
            }
        }
        for (const ingot::step& step : made.steps) ++actions[step.action];
        for (const auto& definition : ingot::resolve_all_latest(tried.whole()))
            for (const auto& where : definition.regions)
                for (const auto& passed : where.skipped) ++reasons[passed.reason];
    }
    std::cout << "over " << estates() << " estates from seed " << first_seed() << '\n';
    demand_all("hold", ingot::hold_code_names, holds);
    demand_all("stage", ingot::stage_names, stages);
    demand_all("decision", ingot::decision_names, decided);
    demand_all("action", ingot::action_names, actions);
    demand_all("passed over", ingot::pass_reason_names, reasons);
    using enum ingot::hold_code;
    for (const auto code :
         {recently_used, too_young, deprecation_recent, candidate, blocked_before_end_of_life, shared})
        BOOST_TEST(lapsing[code] > 0, "no hold " << name_of(code) << " ever had an until");
}

BOOST_AUTO_TEST_CASE(the_random_estates_give_room_for_every_way_to_spoil_a_plan) {
    if (estates() < 2'000) return;
    std::map<std::string, std::uint64_t> spoilt;
    for (std::uint64_t seed = first_seed(); seed < first_seed() + 2'000; ++seed) {
        const world tried = world_of(seed);
        const ingot::plan made = plan_of(tried);
        for (const mutation& one : all_mutations()) {
            random_source random(seed);
            ingot::plan copy = made;
            if (one.spoil(tried, copy, random)) ++spoilt[one.name];
        }
    }
    for (const mutation& one : all_mutations()) {
        std::cout << "  spoilt by " << one.name << ": " << spoilt[one.name] << '\n';
        BOOST_TEST(spoilt[one.name] > 0, one.name << " was never tried");
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
