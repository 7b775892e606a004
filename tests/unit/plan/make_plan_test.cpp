// The steps that follow from decisions: their order, what they require, expect, write and how to go back.

#include "judged_world.hpp"

#include <ingot/plan/delete_budget.hpp>
#include <ingot/plan/make_plan.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace {

using namespace ingot;
using namespace built;

const region home("westeurope");
const region away("northeurope");

/// Shows which targets and flags of the version were digested.
std::string seen(const gallery_image_version& version) {
    std::string text(version.id.name());
    for (const target_region& target : version.publishing.target_regions)
        text += " " + target.name.name() + (target.exclude_from_latest.value_or(false) ? "!" : "");
    return text;
}

/// 4.0.0 is latest and 3.0.0 in reserve; 2.0.0 is to be deprecated, 1.5.0 trimmed and 1.0.0, revoked,
/// deleted.
struct life : judged_world {
    life() : judged_world({"westeurope", "northeurope"}) {
        version("2.0.0", 200, {"westeurope", "northeurope"});
        deprecated("1.5.0", 250, 0, {"westeurope", "northeurope"});
        subject().tags["ingot-revoked"] = "";
        by.remove->deprecated_for = day;
        by.deprecate = deprecate_block{day * 150, 1, day * 60};
        by.trim.emplace();
    }

    [[nodiscard]] plan made() const {
        const policy rules = only(by);
        return make_plan(estate, decide(estate, rules, now), now, seen);
    }
};

const step& step_on(const plan& in, action what, std::string_view number) {
    const auto found = std::find_if(in.steps.begin(), in.steps.end(), [&](const step& one) {
        return one.action == what && one.target.name() == number;
    });
    BOOST_TEST_REQUIRE((found != in.steps.end()), name_of(what) << " of " << number);
    return *found;
}

BOOST_AUTO_TEST_SUITE(plans_from_decisions)

BOOST_AUTO_TEST_CASE(deprecations_come_first_then_trims_then_each_deletion_behind_its_trim) {
    const plan made = life().made();
    std::string order;
    for (const step& one : made.steps) {
        order += one.id + " " + std::string(name_of(one.action)) + " " + std::string(one.target.name());
        for (const std::string& needed : one.requires_done) order += " after " + needed;
        order += "; ";
    }
    BOOST_TEST(order == "s1 deprecate 2.0.0; s2 trim 1.5.0; s3 trim 1.0.0; s4 delete 1.0.0 after s3; ");
    BOOST_TEST(made.verdicts.size() == 5U);
    BOOST_TEST((made.now == life().now));
    BOOST_TEST(made.latest.empty());
}

BOOST_AUTO_TEST_CASE(a_version_with_its_home_replica_alone_is_deleted_without_a_trim) {
    life world;
    world.subject().publishing.target_regions.resize(1);
    const plan made = world.made();
    BOOST_TEST(made.steps.size() == 3U);
    BOOST_TEST(step_on(made, action::remove, "1.0.0").requires_done.empty());
    BOOST_TEST(step_on(made, action::remove, "1.0.0").precondition == "1.0.0 westeurope");
}

BOOST_AUTO_TEST_CASE(a_version_whose_home_is_no_target_is_deleted_without_a_trim) {
    life world;
    world.subject().location = region("ukwest");
    const plan made = world.made();
    BOOST_TEST(made.steps.size() == 3U);
    BOOST_TEST(step_on(made, action::remove, "1.0.0").precondition == "1.0.0 westeurope northeurope");
}

BOOST_AUTO_TEST_CASE(a_step_expects_the_version_as_the_steps_before_it_leave_it) {
    const plan made = life().made();
    BOOST_TEST(step_on(made, action::deprecate, "2.0.0").precondition == "2.0.0 westeurope northeurope");
    BOOST_TEST(step_on(made, action::trim, "1.0.0").precondition == "1.0.0 westeurope northeurope");
    BOOST_TEST(step_on(made, action::remove, "1.0.0").precondition == "1.0.0 westeurope");
}

// Deprecation

BOOST_AUTO_TEST_CASE(a_deprecation_hides_dates_and_tags_and_its_inverse_takes_all_back_but_the_date) {
    life world;
    world.of("2.0.0").publishing.target_regions[1].exclude_from_latest = true;
    const step one = step_on(world.made(), action::deprecate, "2.0.0");
    version_change wanted;
    wanted.exclude_from_latest = true;
    wanted.exclude_in_regions = {{home, true}, {away, true}};
    wanted.end_of_life_date = world.now + day * 60;
    wanted.set_tags["ingot-deprecated-at"] = "2026-09-30T00:00:00Z";
    BOOST_TEST((one.request == wanted));
    version_change back;
    back.exclude_from_latest = false;
    back.exclude_in_regions = {{home, false}, {away, true}};
    back.remove_tags = {"ingot-deprecated-at"};
    BOOST_TEST_REQUIRE(one.inverse.has_value());
    BOOST_TEST((*one.inverse == back));
}

BOOST_AUTO_TEST_CASE(an_end_of_life_is_kept_when_it_is_not_later) {
    const auto change = [](timestamp had) {
        life world;
        world.of("2.0.0").publishing.end_of_life_date = had;
        return step_on(world.made(), action::deprecate, "2.0.0");
    };
    const timestamp due = life().now + day * 60;
    BOOST_TEST(!change(due - day).request.end_of_life_date);
    BOOST_TEST(!change(due).request.end_of_life_date);
    BOOST_TEST(!change(due).inverse->end_of_life_date);
    const step later = change(due + duration(1));
    BOOST_TEST((later.request.end_of_life_date == due));
    BOOST_TEST((later.inverse->end_of_life_date == due + duration(1)));
}

BOOST_AUTO_TEST_CASE(a_deprecation_takes_the_stage_tag_off_in_the_spelling_that_is_there) {
    life world;
    world.of("2.0.0").tags["Ingot-Stage"] = "gold";
    world.of("2.0.0").tags["INGOT-deprecated-at"] = "never"; // unreadable: it is not deprecated
    const step one = step_on(world.made(), action::deprecate, "2.0.0");
    BOOST_TEST((one.request.remove_tags == std::vector<std::string>{"Ingot-Stage"}));
    BOOST_TEST(one.inverse->set_tags.at("ingot-stage") == "gold");
    BOOST_TEST(one.inverse->set_tags.at("ingot-deprecated-at") == "never");
    BOOST_TEST(one.inverse->remove_tags.empty());
}

// Trim

BOOST_AUTO_TEST_CASE(a_trim_drops_regions_and_its_inverse_brings_them_back_as_they_were) {
    life world;
    target_region& lost = world.of("1.5.0").publishing.target_regions[1];
    lost.regional_replica_count = 7;
    lost.storage_account_type = "Premium_LRS";
    lost.additional_replicas = 2;
    const step one = step_on(world.made(), action::trim, "1.5.0");
    version_change wanted;
    wanted.drop_regions = {away};
    BOOST_TEST((one.request == wanted));
    version_change back;
    back.add_regions = {lost};
    BOOST_TEST((one.inverse.value() == back));
}

BOOST_AUTO_TEST_CASE(the_trim_of_a_failed_version_keeps_it_out_of_latest_at_home) {
    life world;
    world.subject().provisioning_state = provisioning::failed;
    const plan made = world.made();
    const step one = step_on(made, action::trim, "1.0.0");
    version_change wanted;
    wanted.drop_regions = {away};
    wanted.exclude_in_regions = {{home, true}};
    BOOST_TEST((one.request == wanted));
    BOOST_TEST((one.inverse->exclude_in_regions == std::map<region, bool>{{home, false}}));
    BOOST_TEST(step_on(made, action::remove, "1.0.0").precondition == "1.0.0 westeurope!");
}

// Deletion

BOOST_AUTO_TEST_CASE(a_deletion_is_taken_back_only_from_a_recycle_bin) {
    life world;
    version_change wanted;
    wanted.remove = true;
    const step gone = step_on(world.made(), action::remove, "1.0.0");
    BOOST_TEST((gone.request == wanted));
    BOOST_TEST(!gone.inverse);
    world.owner().soft_delete_enabled = true;
    const step binned = step_on(world.made(), action::remove, "1.0.0");
    version_change back;
    back.restore = true;
    BOOST_TEST((binned.inverse.value() == back));
    BOOST_TEST((binned.request == wanted));
}

// Changes of latest and estimates

BOOST_AUTO_TEST_CASE(a_change_of_latest_is_declared_with_what_was_and_will_be) {
    // decide() never asks for one, so somebody else does.
    life world;
    const policy rules = only(world.by);
    decisions made = decide(world.estate, rules, world.now);
    for (verdict& one : made.verdicts)
        one.decision = one.id.name() == "4.0.0" ? decision::deprecate : decision::keep;
    const plan result = make_plan(world.estate, std::move(made), world.now, seen);
    const std::vector<latest_change> wanted{
        {id(definition_id), away, image_version{4, 0, 0}, image_version{3, 0, 0}},
        {id(definition_id), home, image_version{4, 0, 0}, image_version{3, 0, 0}}};
    BOOST_TEST((result.latest == wanted));
}

BOOST_AUTO_TEST_CASE(estimates_count_requests_replicas_and_gigabytes) {
    life world;
    world.of("1.5.0").storage.size_gb = 30; // one region with the version's own count
    world.of("1.5.0").publishing.target_regions[1].regional_replica_count.reset();
    world.of("1.5.0").publishing.replica_count = 3;
    world.subject().storage.size_gb = 100; // both regions, each once
    world.subject().publishing.target_regions[0].regional_replica_count = 2;
    world.subject().publishing.target_regions[1].additional_replicas = 4;
    const plan_estimates estimates = world.made().estimates;
    BOOST_TEST(estimates.requests == 16);
    BOOST_TEST(estimates.replicas_removed == 3 + 2 + 5);
    BOOST_TEST(estimates.gigabytes_freed == 30 * 3 + 100 * 7);
    BOOST_TEST((estimates.least_duration == duration::zero()));
    BOOST_TEST((plan_of({}, {}, world.now).estimates == plan_estimates{}));
}

BOOST_AUTO_TEST_CASE(deletions_take_as_long_as_the_budgets_of_the_service_ask) {
    const std::vector<std::pair<std::int64_t, int>> minutes{
        {-1, 0},    {0, 0},     {1, 0},     {150, 0},   {151, 3},   {300, 3},    {301, 6},     {900, 15},
        {1000, 18}, {1001, 30}, {1151, 33}, {2000, 48}, {2001, 60}, {8700, 252}, {10'000, 288}};
    for (const auto& [deletes, expected] : minutes)
        BOOST_TEST((least_delete_time(deletes) == std::chrono::minutes(expected)), deletes);
    for (std::int64_t deletes = 1; deletes < 3000; ++deletes)
        BOOST_TEST_REQUIRE((least_delete_time(deletes) <= least_delete_time(deletes + 1)), deletes);
}

BOOST_AUTO_TEST_CASE(the_duration_counts_deletions_and_not_other_steps) {
    judged_world world;
    for (int number = 0; number < 151; ++number) {
        auto& failed = world.version("0.0." + std::to_string(number), 300, {"westeurope", "northeurope"});
        failed.provisioning_state = provisioning::failed;
    }
    world.by.remove.reset();
    world.by.limits.max_deletes = 150;
    BOOST_TEST(
        (plan_of(world.estate, only(world.by), world.now).estimates.least_duration == duration::zero()));
    world.by.limits.max_deletes = 151;
    const plan made = plan_of(world.estate, only(world.by), world.now);
    BOOST_TEST(made.steps.size() == 302U);
    BOOST_TEST((made.estimates.least_duration == std::chrono::minutes(3)));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
