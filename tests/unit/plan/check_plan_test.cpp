// Each safety rule on its own: a plan that keeps it, and one that does not.

#include "estate_builder.hpp"

#include <ingot/plan/check_plan.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>

namespace {

using namespace ingot;
using namespace built;

/// The names of the rules that are broken, each once, in the order of the findings.
std::string broken(const plan& checked, const estate& on) {
    std::string names;
    for (const plan_finding& one : check_plan(checked, on)) {
        const std::string name(name_of(one.rule));
        if ((" " + names + " ").find(" " + name + " ") == std::string::npos)
            names += (names.empty() ? "" : " ") + name;
    }
    return names;
}

/// Newest first: 4.0.0 is latest, 3.0.0 waits to be deprecated, 2.0.0 to be trimmed, 1.0.0 to be deleted.
struct fleet : estate_builder {
    rule by = deleting_rule();

    fleet() {
        const std::vector<std::string> both{"westeurope", "northeurope"};
        version("4.0.0", 10, both);
        version("3.0.0", 100, both);
        deprecated("2.0.0", 200, 5, both).tags["hold"] = "";
        deprecated("1.0.0", 300, 100, both);
        by.deprecate = deprecate_block{day * 90, 1, day * 60};
        by.trim.emplace();
        by.remove->older_than = day * 180;
        by.remove->deprecated_for = day * 30;
    }

    [[nodiscard]] plan made() const { return plan_of(estate, only(by), now); }
    gallery_image_version& of(std::string_view number) {
        return *std::find_if(estate.image_versions.begin(), estate.image_versions.end(),
                             [&](const auto& one) { return one.id.name() == number; });
    }
    gallery& owner() { return estate.galleries.front(); }
};

step& step_of(plan& in, action what) {
    return *std::find_if(in.steps.begin(), in.steps.end(),
                         [&](const auto& one) { return one.action == what; });
}

/// What is found after the estate changed under a plan that was sound.
std::string broken_by(const std::function<void(fleet&)>& change) {
    fleet world;
    const plan before = world.made();
    change(world);
    return broken(before, world.estate);
}

/// What is found after somebody changed a plan that was sound.
std::string spoilt_by(const std::function<void(plan&)>& change) {
    fleet world;
    plan made = world.made();
    change(made);
    return broken(made, world.estate);
}

BOOST_AUTO_TEST_SUITE(checks_of_plans)

BOOST_AUTO_TEST_CASE(a_sound_plan_of_every_action_breaks_no_rule) {
    const fleet world;
    const plan made = world.made();
    BOOST_TEST(made.steps.size() == 4U);
    BOOST_TEST(broken(made, world.estate) == "");
}

BOOST_AUTO_TEST_CASE(an_empty_plan_of_an_empty_estate_breaks_no_rule) { BOOST_TEST(broken({}, {}) == ""); }

BOOST_AUTO_TEST_CASE(a_finding_names_the_step_and_its_version_and_is_a_sentence) {
    fleet world;
    const plan made = world.made();
    world.refer(definition_id + "/versions/1.0.0");
    const auto found = check_plan(made, world.estate);
    BOOST_TEST_REQUIRE(found.size() >= 2U);
    for (const plan_finding& one : found) {
        BOOST_TEST(!one.step.empty());
        BOOST_TEST(one.target.name() == "1.0.0");
        BOOST_TEST(one.sentence.back() == '.');
    }
}

BOOST_AUTO_TEST_CASE(every_rule_has_its_own_name) {
    for (const auto& [rule, name] : safety_rule_names) BOOST_TEST(name_of(rule) == name);
}

// What consumers rely on

BOOST_AUTO_TEST_CASE(what_is_latest_is_not_deleted) {
    BOOST_TEST(broken_by([](fleet& f) {
                   f.of("1.0.0").publishing.exclude_from_latest = false;
                   f.of("4.0.0").publishing.exclude_from_latest = true;
                   f.of("3.0.0").publishing.exclude_from_latest = true;
               }).find("latest_touched") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_becomes_latest_while_the_plan_runs_is_not_deleted) {
    // The deprecation of the latest makes the version below it latest, which the plan then deletes.
    fleet world;
    world.estate.image_versions.erase(world.estate.image_versions.begin() + 1,
                                      world.estate.image_versions.begin() + 3);
    world.of("1.0.0").publishing.exclude_from_latest.reset();
    plan made;
    made.now = world.now;
    step hide;
    hide.id = "a";
    hide.target = world.of("4.0.0").id;
    hide.request = deprecation_of(world.of("4.0.0"), *world.by.deprecate, world.now);
    step remove;
    remove.id = "b";
    remove.action = action::remove;
    remove.target = world.of("1.0.0").id;
    remove.request.remove = true;
    made.steps = {hide, remove};
    bool found = false;
    for (const plan_finding& one : check_plan(made, world.estate))
        found = found || (one.rule == safety_rule::latest_touched && one.step == "b");
    BOOST_TEST(found);
}

BOOST_AUTO_TEST_CASE(a_trim_leaves_the_replicas_of_what_is_latest_there) {
    BOOST_TEST(broken_by([](fleet& f) {
                   f.of("2.0.0").publishing.target_regions[1].exclude_from_latest = false;
                   f.of("3.0.0").publishing.target_regions.pop_back();
                   f.of("4.0.0").publishing.target_regions.pop_back();
               }).find("latest_touched") != std::string::npos);
    BOOST_TEST(broken_by([](fleet& f) { // latest at home only, where the trim does nothing
                   f.of("2.0.0").publishing.target_regions[0].exclude_from_latest = false;
                   f.of("3.0.0").publishing.exclude_from_latest = true;
                   f.of("4.0.0").publishing.exclude_from_latest = true;
               })
                   .find("latest_touched") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_change_of_latest_is_declared_and_no_other) {
    const latest_change invented{id(definition_id), region("westeurope"), image_version{4, 0, 0},
                                 image_version{3, 0, 0}};
    BOOST_TEST(spoilt_by([&](plan& p) { p.latest.push_back(invented); }) == "latest_change");

    fleet world;
    world.by.remove.reset();
    plan made = world.made();
    const auto hide_latest = [&](plan& in) {
        step& hide = step_of(in, action::deprecate);
        hide.target = world.of("4.0.0").id;
    };
    hide_latest(made);
    BOOST_TEST(broken(made, world.estate).find("latest_change") != std::string::npos);
    for (const char* where : {"westeurope", "northeurope"})
        made.latest.push_back(
            {id(definition_id), region(where), image_version{4, 0, 0}, image_version{3, 0, 0}});
    BOOST_TEST(broken(made, world.estate).find("latest_change") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_only_good_version_stays) {
    BOOST_TEST(broken_by([](fleet& f) {
                   for (const char* number : {"4.0.0", "3.0.0", "2.0.0"})
                       f.of(number).tags["ingot-revoked"] = "CVE";
               }) == "not_deprecatable last_good");
}

BOOST_AUTO_TEST_CASE(what_is_in_use_stays_by_whatever_name_it_is_used) {
    const std::string exact = "/images/web/versions/1.0.0";
    BOOST_TEST(broken_by([&](fleet& f) { f.refer(definition_id + "/versions/1.0.0"); }) == "in_use");
    BOOST_TEST(broken_by([&](fleet& f) {
                   f.refer(fold(definition_id) + "/VERSIONS/1.0.0", "Brazil South");
               }) == "in_use");
    BOOST_TEST(broken_by([&](fleet& f) { f.refer("/SharedGalleries/s1-prod" + exact); }) == "in_use");
    BOOST_TEST(broken_by([&](fleet& f) {
                   f.owner().public_names = {"Contoso-1234"};
                   f.refer("/CommunityGalleries/contoso-1234" + exact);
               }) == "in_use");
    // Only a name that the service reported is the gallery's: nobody guesses one.
    BOOST_TEST(broken_by([&](fleet& f) {
                   f.owner().unique_name.clear();
                   f.refer("/SharedGalleries/S1-PROD" + exact);
               }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.refer("/SharedGalleries/s1-other" + exact); }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.refer(definition_id + "/versions/latest"); }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.refer(definition_id + "/versions/9.9.9"); }) == "");
}

BOOST_AUTO_TEST_CASE(a_reference_to_latest_uses_what_is_latest_in_its_region) {
    const auto only_old_in_northeurope = [](fleet& f) {
        f.of("1.0.0").publishing.target_regions[1].exclude_from_latest = false;
        for (const char* number : {"4.0.0", "3.0.0", "2.0.0"})
            f.of(number).publishing.target_regions.pop_back();
    };
    const auto uses = [&](const char* where) {
        return broken_by([&](fleet& f) {
                   only_old_in_northeurope(f);
                   f.refer(definition_id, where);
               }).find("in_use") != std::string::npos;
    };
    BOOST_TEST(uses("northeurope"));
    BOOST_TEST(uses(""));
    BOOST_TEST(!uses("westeurope"));
}

BOOST_AUTO_TEST_CASE(a_trim_leaves_the_replicas_that_are_used_there) {
    BOOST_TEST(broken_by([](fleet& f) { f.refer(definition_id + "/versions/2.0.0", "North Europe"); }) ==
               "in_use");
    BOOST_TEST(broken_by([](fleet& f) { f.refer(definition_id + "/versions/2.0.0", ""); }) == "in_use");
    BOOST_TEST(broken_by([](fleet& f) { f.refer(definition_id + "/versions/2.0.0", "westeurope"); }) == "");
}

BOOST_AUTO_TEST_CASE(nothing_is_removed_where_nobody_ever_looked) {
    BOOST_TEST(broken_by([](fleet& f) { f.estate.coverage.clear(); }) == "undeclared_usage");
    BOOST_TEST(broken_by([](fleet& f) {
                   for (auto& row : f.estate.coverage) row.status = completeness::partial;
               }) == "undeclared_usage");
    BOOST_TEST(broken_by([](fleet& f) {
                   for (auto& row : f.estate.coverage) row.at = f.now + std::chrono::minutes(5) + duration(1);
               }) == "undeclared_usage");
    BOOST_TEST(broken_by([](fleet& f) {
                   for (auto& row : f.estate.coverage) row.at = f.now + std::chrono::minutes(5);
               }) == "");
}

BOOST_AUTO_TEST_CASE(what_others_may_use_is_removed_only_after_notice) {
    const auto tell = [](fleet& f, timestamp when) {
        for (const char* number : {"1.0.0", "2.0.0"})
            f.of(number).tags["ingot-notice-at"] = format_timestamp(when);
    };
    BOOST_TEST(broken_by([](fleet& f) { f.owner().permissions = sharing::community; }) ==
               "shared_without_notice");
    BOOST_TEST(broken_by([](fleet& f) { f.owner().permissions = open_enum<sharing_names>("Friends"); }) ==
               "shared_without_notice");
    BOOST_TEST(broken_by([](fleet& f) { f.estate.galleries.clear(); }) == "shared_without_notice");
    BOOST_TEST(broken_by([&](fleet& f) {
                   f.owner().permissions = sharing::groups;
                   tell(f, f.now);
               }) == "");
    BOOST_TEST(broken_by([&](fleet& f) {
                   f.owner().permissions = sharing::groups;
                   tell(f, f.now + duration(1));
               }) == "shared_without_notice");
}

// What the service and its owners protect

BOOST_AUTO_TEST_CASE(nothing_happens_under_a_lock_that_forbids_it) {
    const std::string old = definition_id + "/versions/1.0.0";
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(old); }) == "locked");
    BOOST_TEST(broken_by([&](fleet& f) { f.lock("/SUBSCRIPTIONS/S1"); }) == "locked");
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(gallery_id, lock_level::not_specified); }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(std::string(gallery_id) + "2"); }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(old + "1"); }) == "");
}

BOOST_AUTO_TEST_CASE(a_deprecation_is_a_write_that_only_a_read_only_lock_forbids) {
    const std::string young = definition_id + "/versions/3.0.0";
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(young); }) == "");
    BOOST_TEST(broken_by([&](fleet& f) { f.lock(young, lock_level::read_only); }) == "locked");
}

BOOST_AUTO_TEST_CASE(what_is_soft_deleted_or_changing_is_left_alone) {
    BOOST_TEST(broken_by([](fleet& f) { f.estate.soft_deleted_versions.push_back(f.of("1.0.0").id); }) ==
               "in_transition");
    for (const char* number : {"1.0.0", "2.0.0", "3.0.0"})
        for (const auto state : {provisioning::updating, provisioning::deleting, provisioning::migrating})
            BOOST_TEST(broken_by([&](fleet& f) {
                           f.of(number).provisioning_state = state;
                       }).find("in_transition") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_failed_version_is_deleted_only_where_soft_delete_is_known_to_be_off) {
    fleet world;
    world.of("1.0.0").provisioning_state = provisioning::failed;
    plan made = world.made();
    BOOST_TEST(broken(made, world.estate) == "");
    world.owner().soft_delete_enabled = true;
    step_of(made, action::remove).inverse.emplace().restore = true;
    BOOST_TEST(broken(made, world.estate) == "failed_under_soft_delete");
    world.estate.galleries.clear();
    BOOST_TEST(broken(made, world.estate).find("failed_under_soft_delete") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_block_before_the_end_of_life_must_have_lapsed) {
    const auto with_end = [](std::optional<timestamp> end) {
        return broken_by([&](fleet& f) {
            f.of("1.0.0").safety.block_deletion_before_end_of_life = true;
            f.of("1.0.0").publishing.end_of_life_date = end;
        });
    };
    const timestamp now = fleet().now;
    BOOST_TEST(with_end(std::nullopt) == "blocked_before_end_of_life");
    BOOST_TEST(with_end(now + duration(1)) == "blocked_before_end_of_life");
    BOOST_TEST(with_end(now) == "");
}

BOOST_AUTO_TEST_CASE(what_has_no_date_in_the_past_is_neither_deleted_nor_deprecated) {
    for (const char* number : {"1.0.0", "3.0.0"}) {
        BOOST_TEST(broken_by([&](fleet& f) { f.of(number).publishing.published_date.reset(); }) == "undated");
        BOOST_TEST(broken_by([&](fleet& f) {
                       f.of(number).publishing.published_date = f.now + duration(1);
                   }) == "undated");
    }
    // What was created counts for a failed version alone.
    BOOST_TEST(broken_by([](fleet& f) {
                   f.of("1.0.0").publishing.published_date.reset();
                   f.of("1.0.0").created_at = f.now - day;
               }) == "undated");
    BOOST_TEST(broken_by([](fleet& f) {
                   f.of("1.0.0").publishing.published_date.reset();
                   f.of("1.0.0").created_at = f.now - day;
                   f.of("1.0.0").provisioning_state = provisioning::failed;
               }) == "");
}

// Replicas

BOOST_AUTO_TEST_CASE(the_home_replica_goes_with_the_version_only) {
    BOOST_TEST(spoilt_by([](plan& p) {
                   step_of(p, action::trim).request.drop_regions.push_back(region("westeurope"));
               }).find("home_region_dropped") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_target_regions_are_named) {
    BOOST_TEST(spoilt_by([](plan& p) {
                   step_of(p, action::trim).request.drop_regions.push_back(region("nowhere"));
               }) == "region_not_targeted");
    BOOST_TEST(spoilt_by([](plan& p) {
                   step_of(p, action::deprecate).request.exclude_in_regions[region("nowhere")] = true;
               }) == "region_not_targeted");
}

BOOST_AUTO_TEST_CASE(a_delete_requires_the_trim_to_the_home_region) {
    const auto without_trim = [](plan& p) {
        const std::string needed = step_of(p, action::remove).requires_done.at(0);
        std::erase_if(p.steps, [&](const step& one) { return one.id == needed; });
    };
    BOOST_TEST(spoilt_by([&](plan& p) {
                   without_trim(p);
                   step_of(p, action::remove).requires_done.clear();
               }) == "delete_before_trim");
    BOOST_TEST(spoilt_by(without_trim) == "unknown_requirement delete_before_trim");
    BOOST_TEST(spoilt_by([](plan& p) { step_of(p, action::remove).requires_done.clear(); }) ==
               "delete_before_trim");
}

BOOST_AUTO_TEST_CASE(only_deprecated_or_good_versions_are_trimmed_for_their_own_sake) {
    BOOST_TEST(broken_by([](fleet& f) {
                   f.of("2.0.0").tags.erase("ingot-deprecated-at");
                   f.of("2.0.0").tags["ingot-revoked"] = "CVE";
               }) == "not_trimmable");
    BOOST_TEST(broken_by([](fleet& f) { f.of("2.0.0").tags["ingot-revoked"] = "CVE"; }) == "");
    BOOST_TEST(broken_by([](fleet& f) { f.of("2.0.0").tags.erase("ingot-deprecated-at"); }) == "");
}

// Deprecation

BOOST_AUTO_TEST_CASE(only_good_and_active_versions_are_deprecated) {
    const auto rule_for = [](const std::function<void(gallery_image_version&)>& change) {
        return broken_by([&](fleet& f) { change(f.of("3.0.0")); });
    };
    const auto found = [](const std::string& names) {
        return names.find("not_deprecatable") != std::string::npos;
    };
    BOOST_TEST(rule_for([](auto& v) { v.tags["ingot-revoked"] = ""; }).find("not_deprecatable") == 0U);
    BOOST_TEST(found(rule_for([](auto& v) { v.validation_failed = true; })));
    BOOST_TEST(found(rule_for([](auto& v) { v.publishing.target_regions.clear(); })));
    BOOST_TEST(found(rule_for([](auto& v) {
        v.publishing.exclude_from_latest = true;
        v.tags["ingot-stage"] = "candidate";
    })));
    BOOST_TEST(found(rule_for([](auto& v) {
        v.publishing.exclude_from_latest = true;
        v.tags["ingot-deprecated-at"] = "2026-01-01T00:00:00Z";
    })));
}

BOOST_AUTO_TEST_CASE(a_deprecation_hides_everywhere_and_tags) {
    const auto change = [](const std::function<void(version_change&)>& spoil) {
        return spoilt_by([&](plan& p) { spoil(step_of(p, action::deprecate).request); });
    };
    BOOST_TEST(change([](auto& c) { c.exclude_from_latest.reset(); }) == "incomplete_deprecation");
    BOOST_TEST(change([](auto& c) { c.exclude_in_regions.erase(region("northeurope")); }) ==
               "incomplete_deprecation");
    BOOST_TEST(change([](auto& c) { c.set_tags.clear(); }) == "incomplete_deprecation");
    BOOST_TEST(change([](auto& c) { c.set_tags["ingot-deprecated-at"] = "2026-09-29T23:59:59Z"; }) ==
               "incomplete_deprecation");
    BOOST_TEST(change([](auto& c) { c.set_tags["ingot-deprecated-at"] = "now"; }) ==
               "incomplete_deprecation");
    BOOST_TEST(change([](auto& c) { c.set_tags["cost"] = "low"; }) == "request_mismatch wrong_inverse");
    BOOST_TEST(broken_by([](fleet& f) { f.of("3.0.0").tags["ingot-stage"] = "candidate"; }) ==
               "incomplete_deprecation");
}

BOOST_AUTO_TEST_CASE(a_deprecation_leaves_a_future_end_of_life_and_never_a_later_one) {
    const auto with = [](std::optional<timestamp> had, std::optional<timestamp> sets) {
        fleet world;
        plan made = world.made();
        world.of("3.0.0").publishing.end_of_life_date = had;
        step& one = step_of(made, action::deprecate);
        one.request.end_of_life_date = sets;
        one.inverse->end_of_life_date = had;
        return broken(made, world.estate);
    };
    const timestamp now = fleet().now;
    BOOST_TEST(with({}, {}) == "wrong_end_of_life");
    BOOST_TEST(with({}, now - duration(1)) == "wrong_end_of_life");
    BOOST_TEST(with({}, now) == "");
    BOOST_TEST(with(now + day, now + day * 2) == "wrong_end_of_life");
    BOOST_TEST(with(now + day * 2, now + day) == "");
    BOOST_TEST(with(now - day, {}) == "");
}

// The way back

BOOST_AUTO_TEST_CASE(what_can_be_taken_back_says_how) {
    for (const action what : {action::deprecate, action::trim})
        BOOST_TEST(spoilt_by([&](plan& p) { step_of(p, what).inverse.reset(); }) == "wrong_inverse");
    BOOST_TEST(spoilt_by([](plan& p) { step_of(p, action::trim).inverse->add_regions.clear(); }) ==
               "wrong_inverse");
    BOOST_TEST(spoilt_by([](plan& p) {
                   step_of(p, action::trim).inverse->add_regions.front().regional_replica_count = 7;
               }) == "wrong_inverse");
    BOOST_TEST(spoilt_by([](plan& p) { step_of(p, action::deprecate).inverse->remove_tags.clear(); }) ==
               "wrong_inverse");
    BOOST_TEST(spoilt_by([](plan& p) {
                   step_of(p, action::deprecate).inverse->exclude_from_latest = true;
               }) == "wrong_inverse");
    BOOST_TEST(spoilt_by([](plan& p) { step_of(p, action::trim).inverse->remove = true; }) ==
               "wrong_inverse");
}

BOOST_AUTO_TEST_CASE(a_delete_is_taken_back_by_a_restore_where_there_is_a_recycle_bin) {
    BOOST_TEST(spoilt_by([](plan& p) { step_of(p, action::remove).inverse.emplace().restore = true; }) ==
               "wrong_inverse");
    BOOST_TEST(broken_by([](fleet& f) { f.owner().soft_delete_enabled = true; }) == "wrong_inverse");
    fleet world;
    world.owner().soft_delete_enabled = true;
    BOOST_TEST(broken(world.made(), world.estate) == "");
}

// The plan as a document

BOOST_AUTO_TEST_CASE(step_ids_are_unique_and_requirements_stand_before) {
    BOOST_TEST(spoilt_by([](plan& p) { p.steps[0].id = p.steps[1].id; }) == "duplicate_step");
    BOOST_TEST(spoilt_by([](plan& p) { p.steps[0].requires_done = {"x"}; }) == "unknown_requirement");
    BOOST_TEST(spoilt_by([](plan& p) { p.steps[0].requires_done = {p.steps[1].id}; }) == "step_order");
    BOOST_TEST(spoilt_by([](plan& p) { p.steps[0].requires_done = {p.steps[0].id}; }) == "step_order");
    BOOST_TEST(spoilt_by([](plan& p) { p.steps[1].requires_done = {p.steps[0].id}; }) == "");
}

BOOST_AUTO_TEST_CASE(a_version_has_one_step_or_a_trim_and_then_a_delete) {
    BOOST_TEST(spoilt_by([](plan& p) {
                   step copy = step_of(p, action::remove);
                   copy.id = "again";
                   p.steps.push_back(copy);
               }).find("conflicting_steps") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_request_does_what_the_action_says_and_nothing_else) {
    const auto found = [](action what, const std::function<void(version_change&)>& spoil) {
        return spoilt_by([&](plan& p) { spoil(step_of(p, what).request); }).find("request_mismatch") !=
               std::string::npos;
    };
    for (const action what : {action::deprecate, action::trim, action::remove}) {
        BOOST_TEST(found(what, [](auto& c) { c.restore = true; }));
        BOOST_TEST(found(what, [](auto& c) { c.remove = !c.remove; }));
        BOOST_TEST(found(what, [](auto& c) { c.add_regions.push_back({region("x"), {}, "", {}, 0}); }));
        BOOST_TEST(found(what, [](auto& c) { c.set_tags["a"] = "b"; }));
        BOOST_TEST(found(what, [](auto& c) { c.remove_tags.push_back("a"); }));
    }
    for (const action what : {action::trim, action::remove}) {
        BOOST_TEST(found(what, [](auto& c) { c.exclude_from_latest = true; }));
        BOOST_TEST(found(what, [](auto& c) { c.exclude_in_regions[region("westeurope")] = true; }));
        BOOST_TEST(found(what, [](auto& c) { c.end_of_life_date = timestamp(); }));
    }
    BOOST_TEST(found(action::deprecate, [](auto& c) { c.drop_regions.push_back(region("northeurope")); }));
    BOOST_TEST(found(action::remove, [](auto& c) { c.drop_regions.push_back(region("northeurope")); }));
    BOOST_TEST(found(action::trim, [](auto& c) { c.drop_regions.clear(); }));
}

BOOST_AUTO_TEST_CASE(steps_and_verdicts_are_about_versions_of_the_estate) {
    BOOST_TEST(broken_by([](fleet& f) { f.estate.image_versions.pop_back(); }).find("unknown_version") == 0U);
    BOOST_TEST(spoilt_by([](plan& p) {
                   p.verdicts.push_back(
                       {id(definition_id + "/versions/7.0.0"), "all", stage::active, decision::keep, {}});
               }) == "unknown_version");
}

BOOST_AUTO_TEST_CASE(every_version_has_one_verdict) {
    BOOST_TEST(spoilt_by([](plan& p) { p.verdicts.erase(p.verdicts.begin()); }) == "missing_verdict");
    BOOST_TEST(spoilt_by([](plan& p) { p.verdicts.push_back(p.verdicts.front()); }) == "duplicate_verdict");
}

BOOST_AUTO_TEST_CASE(a_version_in_the_recycle_bin_alone_has_its_verdict_too) {
    const auto bin = [](fleet& f) {
        f.estate.soft_deleted_versions = {id(definition_id + "/versions/0.9.0")};
    };
    BOOST_TEST(broken_by(bin) == "missing_verdict");
    fleet world;
    bin(world);
    plan made = world.made();
    BOOST_TEST(broken(made, world.estate) == "");
    made.verdicts.back().decision = decision::remove;
    BOOST_TEST(broken(made, world.estate) == "in_transition missing_step");
}

BOOST_AUTO_TEST_CASE(a_step_has_the_verdict_that_decides_it) {
    const auto change = [](std::string_view number, const std::function<void(verdict&)>& spoil) {
        return spoilt_by([&](plan& p) {
            for (verdict& one : p.verdicts)
                if (one.id.name() == number) spoil(one);
        });
    };
    BOOST_TEST(change("1.0.0", [](verdict& v) { v.decision = decision::keep; }) == "unsupported_step");
    BOOST_TEST(change("1.0.0", [](verdict& v) { v.rule.reset(); }) == "unsupported_step");
    for (const auto& [code, name] : hold_code_names)
        if (code != hold_code::circuit_breaker)
            BOOST_TEST(change("1.0.0", [&, held = code](verdict& v) {
                           v.holds.push_back({held, "", {}, {}});
                       }) == "unsupported_step");
    for (const auto held :
         {hold_code::locked, hold_code::kept_by_tag, hold_code::kept_by_name, hold_code::shared,
          hold_code::usage_unknown, hold_code::in_transition, hold_code::orphan})
        BOOST_TEST(change("2.0.0", [&](verdict& v) {
                       v.holds.push_back({held, "", {}, {}});
                   }) == "unsupported_step");
    BOOST_TEST(change("2.0.0", [](verdict& v) {
                   v.holds.push_back({hold_code::lineage, "", {}, {}});
               }) == "");
    for (const auto held : {hold_code::latest, hold_code::candidate, hold_code::undated, hold_code::orphan})
        BOOST_TEST(change("3.0.0", [&](verdict& v) {
                       v.holds.push_back({held, "", {}, {}});
                   }) == "unsupported_step");
    BOOST_TEST(change("3.0.0", [](verdict& v) { v.holds.push_back({hold_code::locked, "", {}, {}}); }) == "");
}

BOOST_AUTO_TEST_CASE(a_verdict_that_decides_something_has_its_step) {
    BOOST_TEST(spoilt_by([](plan& p) {
                   std::erase_if(p.steps, [](const step& one) { return one.action == action::deprecate; });
               }) == "missing_step");
    BOOST_TEST(spoilt_by([](plan& p) { p.verdicts.front().decision = decision::trim; }) == "missing_step");
}

BOOST_AUTO_TEST_CASE(nothing_happens_to_a_definition_whose_breaker_tripped) {
    BOOST_TEST(spoilt_by([](plan& p) {
                   p.verdicts.front().holds.push_back({hold_code::circuit_breaker, "", {}, {}});
               }) == "circuit_breaker");
}

BOOST_AUTO_TEST_CASE(the_replicas_that_go_are_counted) {
    const fleet world;
    BOOST_TEST(world.made().estimates.replicas_removed == 3);
    BOOST_TEST(spoilt_by([](plan& p) { --p.estimates.replicas_removed; }) == "wrong_estimate");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
