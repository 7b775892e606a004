// End of life, the block of deletion before it, soft delete and a lock.

#include "contoso.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace contoso;
using ingot::hold_code;

struct lives : estate_builder {
    ingot::rule by = deleting_rule();

    lives() {
        estate.galleries.front().soft_delete_enabled = true;
        life("1.0.0", "2026-03-31T00:00:00Z", true);
        life("2.0.0", "2026-12-31T00:00:00Z", true);
        life("3.0.0", "2027-02-15T00:00:00Z", true); // what the service sets when nobody says otherwise
        life("4.0.0", "2026-03-31T00:00:00Z", false);
        life("5.0.0", "2026-12-31T00:00:00Z", false);
        estate.soft_deleted_versions.push_back(id(definition_id + "/versions/5.0.0"));
        life("6.0.0", "2026-03-31T00:00:00Z", false);
        lock(definition_id + "/versions/6.0.0");
        version("9.0.0", 5); // latest
        by.keep.rollback_reserve = 0;
    }

    void life(std::string_view number, std::string_view end, bool block) {
        auto& made = version(number, 300);
        made.publishing.end_of_life_date = at(end);
        made.safety.block_deletion_before_end_of_life = block;
    }

    [[nodiscard]] std::vector<ingot::verdict> verdicts(ingot::timestamp when) const {
        // The survey of that day.
        ingot::estate surveyed = estate;
        for (auto& row : surveyed.coverage) row.at = when;
        return ingot::decide(surveyed, only(by), when).verdicts;
    }
};

BOOST_AUTO_TEST_SUITE(end_of_life)

BOOST_AUTO_TEST_CASE(what_is_past_its_end_of_life_or_not_blocked_goes_to_the_recycle_bin) {
    const lives world;
    const ingot::plan made = plan_of(world.estate, only(world.by), world.now);
    BOOST_TEST(ingot::check_plan(made, world.estate).empty());
    std::vector<std::string> deleted;
    for (const ingot::step& one : made.steps) {
        BOOST_TEST((one.action == ingot::action::remove));
        BOOST_TEST_REQUIRE(one.inverse.has_value());
        BOOST_TEST(one.inverse->restore);
        deleted.emplace_back(one.target.name());
    }
    std::sort(deleted.begin(), deleted.end());
    BOOST_TEST(deleted == (std::vector<std::string>{"1.0.0", "4.0.0"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_block_holds_to_the_tick_and_says_until_when) {
    const lives world;
    const auto now = world.verdicts(world.now);
    for (const auto& [number, end] :
         {std::pair("2.0.0", "2026-12-31T00:00:00Z"), std::pair("3.0.0", "2027-02-15T00:00:00Z")}) {
        BOOST_TEST(hold_names(verdict_on(now, number)) == "blocked_before_end_of_life", number);
        BOOST_TEST(
            (find_hold(verdict_on(now, number), hold_code::blocked_before_end_of_life).until == at(end)));
        BOOST_TEST(hold_names(verdict_on(world.verdicts(at(end) - ingot::duration(1)), number)) ==
                   "blocked_before_end_of_life");
        BOOST_TEST(hold_names(verdict_on(world.verdicts(at(end)), number)) == "");
    }
}

BOOST_AUTO_TEST_CASE(without_the_block_that_the_service_sets_by_itself_the_same_version_is_free) {
    lives world;
    auto& unset = world.estate.image_versions[2];
    unset.publishing.end_of_life_date.reset();
    unset.safety.block_deletion_before_end_of_life = false;
    BOOST_TEST((verdict_on(world.verdicts(world.now), "3.0.0").decision == ingot::decision::remove));
}

BOOST_AUTO_TEST_CASE(a_block_without_a_date_never_lapses) {
    lives world;
    world.estate.image_versions[1].publishing.end_of_life_date.reset();
    const auto later = world.verdicts(at("2099-01-01T00:00:00Z"));
    BOOST_TEST(hold_names(verdict_on(later, "2.0.0")) == "blocked_before_end_of_life");
    BOOST_TEST(
        !find_hold(verdict_on(later, "2.0.0"), hold_code::blocked_before_end_of_life).until.has_value());
}

BOOST_AUTO_TEST_CASE(what_is_in_the_recycle_bin_is_not_latest_and_is_left_alone) {
    lives world;
    world.estate.image_versions.pop_back(); // 9.0.0
    BOOST_TEST(latest_by_region(world.estate).at("westeurope") == "6.0.0");
    world.estate.image_versions.pop_back();
    BOOST_TEST(latest_by_region(world.estate).at("westeurope") == "4.0.0");
    const auto deleted = verdict_on(world.verdicts(world.now), "5.0.0");
    BOOST_TEST((deleted.stage == ingot::stage::soft_deleted));
    BOOST_TEST(hold_names(deleted) == "in_transition");
}

BOOST_AUTO_TEST_CASE(a_lock_is_reported_by_its_id) {
    const lives world;
    const auto verdicts = world.verdicts(world.now);
    BOOST_TEST(hold_names(verdict_on(verdicts, "6.0.0")) == "locked");
    const auto evidence = find_hold(verdict_on(verdicts, "6.0.0"), hold_code::locked).evidence;
    BOOST_TEST_REQUIRE(evidence.size() == 1U);
    BOOST_TEST(evidence.front().find("CanNotDelete") != std::string::npos);
    BOOST_TEST(evidence.front().find("6.0.0/providers/Microsoft.Authorization/locks/l") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_deprecation_never_ends_life_in_the_past_nor_later_than_it_does) {
    lives world;
    world.by.remove.reset();
    world.by.deprecate = ingot::deprecate_block{day * 90, 1, day * 60};
    const ingot::plan made = plan_of(world.estate, only(world.by), world.now);
    BOOST_TEST(ingot::check_plan(made, world.estate).empty());
    std::map<std::string, std::optional<ingot::timestamp>> ends;
    for (const ingot::step& one : made.steps)
        ends[std::string(one.target.name())] = one.request.end_of_life_date;
    // A lock against deletion does not forbid a deprecation; what is in the recycle bin has none.
    BOOST_TEST(ends.size() == 5U);
    BOOST_TEST(!ends.at("1.0.0").has_value()); // has ended already
    BOOST_TEST(!ends.at("6.0.0").has_value());
    const ingot::timestamp end = at("2026-11-29T00:00:00Z");
    BOOST_TEST((ends.at("2.0.0") == end)); // was later
    BOOST_TEST((ends.at("3.0.0") == end));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
