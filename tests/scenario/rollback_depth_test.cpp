// How deep a rollback can reach when the newest versions are no good: counting the newest would keep a failed
// and a revoked one, and destroy what a rollback needs.

#include "contoso.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace {

using namespace contoso;
using ingot::hold_code;

const std::set<std::string> two{"westeurope", "northeurope"};

struct channel : estate_builder {
    ingot::rule by = deleting_rule();

    channel() {
        version("4.7.0", 10, regions);
        version("4.6.0", 20, regions).provisioning_state = ingot::provisioning::failed;
        auto& revoked = version("4.5.1", 30, regions);
        revoked.publishing.exclude_from_latest = true;
        revoked.tags["ingot-revoked"] = "CVE-2026-0001";
        version("4.5.0", 40, regions);
        std::map<std::string, std::string> elsewhere;
        for (const std::string& name : regions)
            if (two.count(name) == 0) elsewhere[name] = "Failed";
        set_replication(version("4.4.0", 50, regions), elsewhere);
        version("4.3.0", 60, regions);
        version("4.2.0", 70, regions);
        by.keep.rollback_reserve = 2;
        by.failed->delete_after = day * 7;
    }

    [[nodiscard]] std::vector<ingot::verdict> verdicts() const {
        return ingot::decide(estate, only(by), now).verdicts;
    }
};

std::vector<std::string> all_but_two() {
    std::vector<std::string> names;
    for (const std::string& name : regions)
        if (two.count(name) == 0) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

BOOST_AUTO_TEST_SUITE(rollback_depth)

BOOST_AUTO_TEST_CASE(the_reserve_is_counted_region_by_region_among_good_versions) {
    const auto verdicts = channel().verdicts();
    BOOST_TEST(find_hold(verdict_on(verdicts, "4.5.0"), hold_code::rollback_reserve).evidence.size() == 12U);
    BOOST_TEST((find_hold(verdict_on(verdicts, "4.4.0"), hold_code::rollback_reserve).evidence ==
                std::vector<std::string>{"northeurope", "westeurope"}));
    BOOST_TEST(
        (find_hold(verdict_on(verdicts, "4.3.0"), hold_code::rollback_reserve).evidence == all_but_two()));
    for (const char* outside : {"4.7.0", "4.6.0", "4.5.1", "4.2.0"})
        BOOST_TEST(hold_names(verdict_on(verdicts, outside)).find("rollback_reserve") == std::string::npos,
                   outside);
}

BOOST_AUTO_TEST_CASE(the_latest_and_the_reserve_survive_and_the_rest_goes) {
    const auto verdicts = channel().verdicts();
    const std::map<std::string, std::string> expected{
        {"4.7.0", "keep"}, {"4.6.0", "delete"}, {"4.5.1", "delete"}, {"4.5.0", "keep"},
        {"4.4.0", "keep"}, {"4.3.0", "keep"},   {"4.2.0", "delete"},
    };
    for (const auto& [number, decision] : expected) {
        const auto verdict = verdict_on(verdicts, number);
        BOOST_TEST(name_of(verdict.decision) == decision, number << ": " << hold_names(verdict));
    }
    BOOST_TEST((verdict_on(verdicts, "4.6.0").stage == ingot::stage::failed));
    BOOST_TEST((verdict_on(verdicts, "4.5.1").stage == ingot::stage::revoked));
}

BOOST_AUTO_TEST_CASE(a_reserve_is_trimmed_where_no_rollback_needs_it) {
    channel world;
    world.by.trim = ingot::trim_block{1, false};
    const ingot::plan made = plan_of(world.estate, only(world.by), world.now);
    BOOST_TEST(ingot::check_plan(made, world.estate).empty());
    const auto of_reserve = [](const ingot::step& one) { return one.target.name() == "4.3.0"; };
    BOOST_TEST_REQUIRE(std::count_if(made.steps.begin(), made.steps.end(), of_reserve) == 1);
    const ingot::step& trim = *std::find_if(made.steps.begin(), made.steps.end(), of_reserve);
    BOOST_TEST((trim.action == ingot::action::trim));
    // Of the two regions that 4.4.0 serves, westeurope is home.
    BOOST_TEST((trim.request.drop_regions == std::vector<ingot::region>{ingot::region("northeurope")}));
    BOOST_TEST((verdict_on(made.verdicts, "4.3.0").decision == ingot::decision::trim));
    BOOST_TEST((verdict_on(made.verdicts, "4.5.0").decision == ingot::decision::keep));
}

BOOST_AUTO_TEST_CASE(nothing_is_deleted_before_it_is_trimmed_to_its_home) {
    const channel world;
    const ingot::plan made = plan_of(world.estate, only(world.by), world.now);
    BOOST_TEST(ingot::check_plan(made, world.estate).empty());
    BOOST_TEST(made.latest.empty());
    std::size_t deletes = 0;
    for (const ingot::step& one : made.steps) {
        if (one.action != ingot::action::remove) continue;
        ++deletes;
        BOOST_TEST_REQUIRE(one.requires_done.size() == 1U);
        const auto trim = std::find_if(made.steps.begin(), made.steps.end(),
                                       [&](const auto& s) { return s.id == one.requires_done.front(); });
        BOOST_TEST((trim->target == one.target));
        BOOST_TEST(trim->request.drop_regions.size() == 11U);
    }
    BOOST_TEST(deletes == 3U);
    BOOST_TEST(made.estimates.replicas_removed == 36);
}

BOOST_AUTO_TEST_CASE(when_the_latest_is_bad_the_reserve_below_it_is_what_remains) {
    channel world;
    // The rollback excludes 4.7.0 and marks it, so that nothing adopts it again.
    world.estate.image_versions.front().publishing.exclude_from_latest = true;
    world.estate.image_versions.front().tags["ingot-revoked"] = "breaks login";
    for (const auto& [where, version] : latest_by_region(world.estate)) BOOST_TEST(version == "4.5.0", where);
    const auto verdicts = world.verdicts();
    BOOST_TEST(hold_names(verdict_on(verdicts, "4.7.0")).find("rollback_reserve") == std::string::npos);
    BOOST_TEST(find_hold(verdict_on(verdicts, "4.3.0"), hold_code::rollback_reserve).evidence.size() == 12U);
    BOOST_TEST(
        (find_hold(verdict_on(verdicts, "4.2.0"), hold_code::rollback_reserve).evidence == all_but_two()));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
