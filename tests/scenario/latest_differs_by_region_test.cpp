// A new version is still on its way to some regions, and an older one is held back everywhere but in Canada.

#include "contoso.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace contoso;

struct rollout : estate_builder {
    rollout() {
        set_replication(version("1.9.0", 60, regions), {});
        auto& held_back = version("1.10.0", 30, regions);
        set_replication(held_back, {});
        held_back.publishing.exclude_from_latest = true;
        for (auto& target : held_back.publishing.target_regions)
            if (target.name == ingot::region("Canada Central")) target.exclude_from_latest = false;
        set_replication(version("1.10.1", 0, regions), {{"canadacentral", "Replicating"},
                                                        {"westus3", "Replicating"},
                                                        {"southeastasia", "Replicating"},
                                                        {"japaneast", "Replicating"},
                                                        {"brazilsouth", "Failed"}});
    }
};

BOOST_AUTO_TEST_SUITE(latest_differs_by_region)

BOOST_AUTO_TEST_CASE(each_region_has_the_highest_version_that_is_there_and_not_excluded_there) {
    const std::map<std::string, std::string> expected{
        {"westeurope", "1.10.1"},    {"northeurope", "1.10.1"},   {"uksouth", "1.10.1"},
        {"francecentral", "1.10.1"}, {"swedencentral", "1.10.1"}, {"eastus2", "1.10.1"},
        {"centralus", "1.10.1"},     {"canadacentral", "1.10.0"}, // the flag of the region wins over that of
                                                                  // the version
        {"westus3", "1.9.0"},        {"southeastasia", "1.9.0"},  {"japaneast", "1.9.0"},
        {"brazilsouth", "1.9.0"},
    };
    BOOST_TEST((latest_by_region(rollout().estate) == expected));
}

BOOST_AUTO_TEST_CASE(it_says_why_the_higher_versions_are_not_latest) {
    const auto all = ingot::resolve_all_latest(rollout().estate);
    BOOST_TEST_REQUIRE(all.size() == 1U);
    for (const auto& one : all.front().regions) {
        BOOST_TEST(!one.assumed);
        if (one.where == ingot::region("westus3")) {
            BOOST_TEST_REQUIRE(one.skipped.size() == 2U);
            BOOST_TEST(one.skipped[0].version.to_string() == "1.10.1");
            BOOST_TEST((one.skipped[0].reason == ingot::pass_reason::not_replicated));
            BOOST_TEST(one.skipped[1].version.to_string() == "1.10.0");
            BOOST_TEST((one.skipped[1].reason == ingot::pass_reason::excluded));
        }
        if (one.where == ingot::region("canadacentral")) BOOST_TEST(one.skipped.size() == 1U);
        if (one.where == ingot::region("westeurope")) BOOST_TEST(one.skipped.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_version_that_is_latest_somewhere_is_held_and_says_where) {
    rollout world;
    const auto verdicts = ingot::decide(world.estate, only(deleting_rule()), world.now).verdicts;
    using ingot::hold_code;
    BOOST_TEST((find_hold(verdict_on(verdicts, "1.10.0"), hold_code::latest).evidence ==
                std::vector<std::string>{"canadacentral"}));
    BOOST_TEST((find_hold(verdict_on(verdicts, "1.9.0"), hold_code::latest).evidence ==
                std::vector<std::string>{"brazilsouth", "japaneast", "southeastasia", "westus3"}));
    BOOST_TEST(find_hold(verdict_on(verdicts, "1.10.1"), hold_code::latest).evidence.size() == 7U);
}

BOOST_AUTO_TEST_CASE(a_consumer_of_latest_uses_what_latest_is_in_its_own_region) {
    rollout world;
    world.refer(definition_id + "/versions/latest", "Canada Central", "scale_set");
    const auto verdicts = ingot::decide(world.estate, only(deleting_rule()), world.now).verdicts;
    BOOST_TEST(hold_names(verdict_on(verdicts, "1.10.0")).find("in_use") != std::string::npos);
    BOOST_TEST(hold_names(verdict_on(verdicts, "1.10.1")).find("in_use") == std::string::npos);
    BOOST_TEST(hold_names(verdict_on(verdicts, "1.9.0")).find("in_use") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
