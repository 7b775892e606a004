// What becomes of a version that nothing holds, or that may be deprecated or trimmed; how much at a time.

#include "judged_world.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace ingot;
using namespace built;

/// The decision on the subject, with the regions that a trim drops: `keep`, `trim northeurope`.
std::string decision_in(const judged_world& world) {
    const policy rules = only(world.by);
    const decisions made = decide(world.estate, rules, world.now);
    for (std::size_t at = 0; at < made.verdicts.size(); ++at) {
        if (made.verdicts[at].id.name() != "1.0.0") continue;
        std::string text(name_of(made.verdicts[at].decision));
        for (const region& dropped : made.drops[at]) text += " " + dropped.name();
        return text;
    }
    return "no verdict";
}

void delete_nothing(judged_world& in) {
    in.by.remove.reset();
    in.by.failed.reset();
    in.by.candidates.reset();
}

/// A world in which the subject is deprecated when nothing is changed.
std::string deprecation_after(const world_change& change) {
    judged_world world;
    delete_nothing(world);
    world.by.deprecate = deprecate_block{day * 300, 1, day * 60};
    change(world);
    return decision_in(world);
}

/// A world in which the subject is trimmed to its home, westeurope, when nothing is changed.
std::string trim_after(const world_change& change) {
    judged_world world({"westeurope", "northeurope", "eastus"});
    delete_nothing(world);
    world.by.trim.emplace();
    world.make_deprecated(1);
    change(world);
    return decision_in(world);
}

stage stage_after(const world_change& change) {
    judged_world world({"westeurope", "northeurope"});
    change(world);
    return world.judged().stage;
}

BOOST_AUTO_TEST_SUITE(decisions_on_versions)

BOOST_AUTO_TEST_CASE(deletion_needs_the_block_of_the_kind_of_version) {
    const auto decided = [](const world_change& change) {
        judged_world world;
        change(world);
        return decision_in(world);
    };
    const auto fail = [](judged_world& w) { w.subject().provisioning_state = provisioning::failed; };
    BOOST_TEST(decided([](auto&) {}) == "delete");
    BOOST_TEST(decided([](auto& w) { w.by.remove.reset(); }) == "keep");
    BOOST_TEST(decided([](auto& w) {
                   w.by.failed.reset();
                   w.by.candidates.reset();
               }) == "delete");
    BOOST_TEST(decided([&](auto& w) {
                   fail(w);
                   w.by.remove.reset();
                   w.by.candidates.reset();
               }) == "delete");
    BOOST_TEST(decided([&](auto& w) {
                   fail(w);
                   w.by.failed.reset();
               }) == "keep");
    BOOST_TEST(decided([](auto& w) {
                   w.make_candidate();
                   w.by.remove.reset();
                   w.by.failed.reset();
               }) == "delete");
    BOOST_TEST(decided([](auto& w) {
                   w.make_candidate();
                   w.by.candidates.reset();
               }) == "keep");
}

BOOST_AUTO_TEST_CASE(a_deletion_comes_before_a_deprecation_and_that_before_a_trim) {
    judged_world world({"westeurope", "northeurope"});
    world.by.deprecate = deprecate_block{};
    world.by.trim = trim_block{1, false};
    BOOST_TEST(decision_in(world) == "delete");
    world.by.remove.reset();
    BOOST_TEST(decision_in(world) == "deprecate");
    world.by.deprecate.reset();
    BOOST_TEST(decision_in(world) == "trim northeurope");
    world.by.trim.reset();
    BOOST_TEST(decision_in(world) == "keep");
}

BOOST_AUTO_TEST_CASE(each_condition_of_a_deprecation_is_needed) {
    BOOST_TEST(deprecation_after([](auto&) {}) == "deprecate");
    BOOST_TEST(deprecation_after([](auto& w) { w.by.deprecate.reset(); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.by.match.definitions = {"nothing"}; }) == "keep");
    for (const char* state : {"Updating", "Failed", "Deleting", "Unheard"})
        BOOST_TEST(deprecation_after([&](auto& w) {
                       w.subject().provisioning_state = open_enum<provisioning_names>(state);
                   }) == "keep",
                   state);
    BOOST_TEST(deprecation_after([](auto& w) { w.estate.soft_deleted_versions = {w.subject().id}; }) ==
               "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.subject().tags["ingot-revoked"] = ""; }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.subject().validation_failed = true; }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.make_candidate(); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.subject().publishing.target_regions.clear(); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.make_deprecated(1); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.by.deprecate->older_than += duration(1); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.subject().publishing.published_date.reset(); }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.by.deprecate->keep_newest = 2; }) == "deprecate");
    BOOST_TEST(deprecation_after([](auto& w) { w.by.deprecate->keep_newest = 3; }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) {
                   w.exclude("4.0.0");
                   w.exclude("3.0.0");
               }) == "keep");
    BOOST_TEST(deprecation_after([](auto& w) { w.lock("/subscriptions/s1", lock_level::read_only); }) ==
               "keep");
}

BOOST_AUTO_TEST_CASE(what_holds_against_deletion_alone_does_not_hinder_a_deprecation) {
    BOOST_TEST(deprecation_after([](auto& w) {
                   w.lock("/subscriptions/s1");
                   w.refer(definition_id + "/versions/1.0.0");
                   w.by.keep.versions = {"*"};
                   w.by.keep.newest = 3;
                   w.by.keep.rollback_reserve = 3;
                   w.owner().permissions = sharing::groups;
                   w.estate.coverage.clear();
               }) == "deprecate");
    BOOST_TEST(deprecation_after([](auto& w) { w.exclude("1.0.0"); }) == "deprecate"); // hidden, not tagged
}

BOOST_AUTO_TEST_CASE(each_condition_of_a_trim_is_needed) {
    BOOST_TEST(trim_after([](auto&) {}) == "trim eastus northeurope");
    BOOST_TEST(trim_after([](auto& w) { w.by.trim.reset(); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.by.match.definitions = {"nothing"}; }) == "keep");
    for (const char* state : {"Updating", "Failed", "Deleting", "Unheard"})
        BOOST_TEST(trim_after([&](auto& w) {
                       w.subject().provisioning_state = open_enum<provisioning_names>(state);
                   }) == "keep",
                   state);
    BOOST_TEST(trim_after([](auto& w) { w.estate.soft_deleted_versions = {w.subject().id}; }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.subject().tags.erase("ingot-deprecated-at"); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.by.trim->keep_newest = 3; }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.estate.coverage.pop_back(); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.lock("/subscriptions/s1"); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.by.keep.tags["ingot-deprecated-at"] = {"*"}; }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.by.keep.versions = {"1.*"}; }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.owner().permissions = sharing::groups; }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.subject().publishing.target_regions.resize(1); }) == "keep");
}

BOOST_AUTO_TEST_CASE(what_was_not_deprecated_is_trimmed_only_if_it_is_good_and_the_rule_says_so) {
    const auto active = [](const world_change& change) {
        return trim_after([&](auto& w) {
            w.subject().tags.clear();
            w.subject().publishing.exclude_from_latest.reset();
            w.by.trim->deprecated_only = false;
            change(w);
        });
    };
    BOOST_TEST(active([](auto&) {}) == "trim eastus northeurope");
    BOOST_TEST(active([](auto& w) { w.by.trim->deprecated_only = true; }) == "keep");
    BOOST_TEST(active([](auto& w) { w.subject().tags["ingot-revoked"] = ""; }) == "keep");
    BOOST_TEST(active([](auto& w) { w.subject().validation_failed = true; }) == "keep");
    // A deprecated one need not be good.
    BOOST_TEST(trim_after([](auto& w) { w.subject().tags["ingot-revoked"] = ""; }) ==
               "trim eastus northeurope");
}

BOOST_AUTO_TEST_CASE(a_region_stays_where_the_version_is_latest_in_reserve_or_used) {
    const auto leave_northeurope = [](judged_world& w, const char* number) {
        auto& targets = w.of(number).publishing.target_regions;
        targets.erase(targets.begin() + 1);
    };
    BOOST_TEST(trim_after([&](auto& w) { // reserve
                   leave_northeurope(w, "3.0.0");
               }) == "trim eastus");
    BOOST_TEST(trim_after([&](auto& w) { // latest
                   w.subject().publishing.target_regions[1].exclude_from_latest = false;
                   w.by.trim->deprecated_only = false;
                   w.by.keep.rollback_reserve = 0;
                   leave_northeurope(w, "4.0.0");
                   leave_northeurope(w, "3.0.0");
               }) == "trim eastus");
    const std::string subject = definition_id + "/versions/1.0.0";
    BOOST_TEST(trim_after([&](auto& w) { w.refer(subject, "East US"); }) == "trim northeurope");
    BOOST_TEST(trim_after([&](auto& w) { w.refer(subject, "westeurope"); }) == "trim eastus northeurope");
    BOOST_TEST(trim_after([&](auto& w) { w.refer(subject); }) == "keep");
    BOOST_TEST(trim_after([&](auto& w) { w.refer(definition_id); }) == "trim eastus northeurope");
}

BOOST_AUTO_TEST_CASE(a_version_whose_home_is_unknown_or_no_target_is_not_trimmed) {
    BOOST_TEST(trim_after([](auto& w) { w.subject().location = region(); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.subject().location = region("ukwest"); }) == "keep");
    BOOST_TEST(trim_after([](auto& w) { w.subject().location = region("East US"); }) ==
               "trim northeurope westeurope");
}

// Stages

BOOST_AUTO_TEST_CASE(the_stage_is_the_first_that_fits) {
    const auto state = [](judged_world& w, provisioning value) { w.subject().provisioning_state = value; };
    const auto one_region = [](judged_world& w) { w.subject().publishing.target_regions.resize(1); };
    BOOST_TEST((stage_after([](auto&) {}) == stage::active));
    BOOST_TEST((stage_after([&](auto& w) { one_region(w); }) == stage::active));
    BOOST_TEST((stage_after([](auto& w) { w.make_deprecated(1); }) == stage::deprecated));
    BOOST_TEST((stage_after([&](auto& w) {
                    w.make_deprecated(1);
                    w.subject().location = region("northeurope");
                    one_region(w);
                }) == stage::deprecated));

    judged_world world({"westeurope", "northeurope"});
    const auto now_is = [&](stage wanted) { BOOST_TEST(name_of(world.judged().stage) == name_of(wanted)); };
    world.make_deprecated(1);
    one_region(world);
    now_is(stage::trimmed);
    world.subject().tags["ingot-stage"] = "candidate"; // the other tag says that it no longer is one
    now_is(stage::trimmed);
    world.subject().tags.erase("ingot-deprecated-at");
    now_is(stage::candidate);
    world.subject().tags["ingot-revoked"] = "";
    now_is(stage::revoked);
    state(world, provisioning::failed);
    now_is(stage::failed);
    world.estate.soft_deleted_versions = {world.subject().id};
    now_is(stage::soft_deleted);
    state(world, provisioning::deleting);
    now_is(stage::soft_deleted);
    world.estate.soft_deleted_versions.clear();
    now_is(stage::deleting);
}

// How much at a time

/// Which versions of a definition are deleted, and which the limit holds: `-1.0.0 +1.1.0`.
std::string fates(const estate& from, const policy& rules, timestamp now) {
    std::string text;
    for (const verdict& one : decide(from, rules, now).verdicts) {
        if (one.decision != decision::remove && hold_names(one) != "limit") continue;
        text += (text.empty() ? "" : " ") + std::string(one.decision == decision::remove ? "-" : "+") +
                std::string(one.id.without_last(2).name()) + "/" + std::string(one.id.name());
    }
    return text;
}

/// Failed versions, which nothing holds, in a definition of that name.
struct failures : estate_builder {
    rule by = deleting_rule();

    void add(const std::string& definition, std::string_view number, int days_old) {
        auto& made = version(number, days_old);
        made.id = id(std::string(gallery_id) + "/images/" + definition + "/versions/" + std::string(number));
        made.provisioning_state = provisioning::failed;
    }
    [[nodiscard]] std::string fate(std::int32_t most) {
        by.limits.max_deletes = most;
        return fates(estate, only(by), now);
    }
};

BOOST_AUTO_TEST_CASE(the_limit_leaves_the_oldest_then_the_lowest_number_then_the_first_id) {
    failures world;
    world.add("web", "1.0.0", 5);
    world.add("web", "1.10.0", 9);
    world.add("web", "1.9.0", 9);
    world.add("api", "1.10.0", 9);
    world.add("api", "7.0.0", 10);
    BOOST_TEST(world.fate(5) == "-api/7.0.0 -api/1.10.0 -web/1.10.0 -web/1.9.0 -web/1.0.0");
    BOOST_TEST(world.fate(4) == "-api/7.0.0 -api/1.10.0 -web/1.10.0 -web/1.9.0 +web/1.0.0");
    BOOST_TEST(world.fate(3) == "-api/7.0.0 -api/1.10.0 +web/1.10.0 -web/1.9.0 +web/1.0.0");
    BOOST_TEST(world.fate(2) == "-api/7.0.0 +api/1.10.0 +web/1.10.0 -web/1.9.0 +web/1.0.0");
    BOOST_TEST(world.fate(1) == "-api/7.0.0 +api/1.10.0 +web/1.10.0 +web/1.9.0 +web/1.0.0");
    BOOST_TEST(world.fate(0) == "+api/7.0.0 +api/1.10.0 +web/1.10.0 +web/1.9.0 +web/1.0.0");
    world.by.limits.max_deletes = 2;
    const auto verdicts = decide(world.estate, only(world.by), world.now).verdicts;
    BOOST_TEST(find_hold(verdicts.back(), hold_code::limit).detail ==
               "the rule deletes 2 at a time and 4 come before it");
}

BOOST_AUTO_TEST_CASE(the_limit_counts_per_rule_over_its_definitions) {
    failures world;
    for (const char* definition : {"api", "db", "web"}) world.add(definition, "1.0.0", 5);
    world.by.limits.max_deletes = 1;
    rule of_web = world.by;
    of_web.name = "web";
    of_web.match.definitions = {"web"};
    BOOST_TEST(fates(world.estate, only(world.by), world.now) == "-api/1.0.0 +db/1.0.0 +web/1.0.0");
    BOOST_TEST(fates(world.estate, {{of_web, world.by}}, world.now) == "-api/1.0.0 +db/1.0.0 -web/1.0.0");
}

BOOST_AUTO_TEST_CASE(what_something_else_holds_takes_no_place_in_the_limit) {
    failures world;
    world.add("web", "1.0.0", 9);
    world.add("web", "2.0.0", 5);
    world.lock(definition_id + "/versions/1.0.0");
    BOOST_TEST(world.fate(1) == "-web/2.0.0");
}

/// The subject and one more failed version, of as many versions as asked.
judged_world two_doomed() {
    judged_world world;
    world.version("0.9.0", 300).provisioning_state = provisioning::failed;
    return world;
}

BOOST_AUTO_TEST_CASE(the_breaker_trips_above_its_fraction_and_not_at_it) {
    judged_world world = two_doomed(); // 2 of 4
    const auto holds_at = [&](double fraction) {
        world.by.limits.max_fraction = fraction;
        return hold_names(world.judged());
    };
    BOOST_TEST(holds_at(0.5) == "");
    BOOST_TEST(holds_at(0.49) == "circuit_breaker");
    BOOST_TEST(holds_at(0.0) == "circuit_breaker");
    BOOST_TEST(world.judged().holds.front().detail ==
               "the definition would lose 2 of 4 versions, more than the rule allows");
    // A third cannot be written down exactly, and equal is equal all the same.
    judged_world third;
    third.by.limits.max_fraction = 1.0 / 3.0;
    BOOST_TEST(hold_names(third.judged()) == "");
    third.by.limits.max_fraction = 0.333;
    BOOST_TEST(hold_names(third.judged()) == "circuit_breaker");
}

BOOST_AUTO_TEST_CASE(soft_deleted_versions_do_not_count_for_the_breaker) {
    judged_world world = two_doomed();
    world.by.limits.max_fraction = 0.5;
    world.estate.soft_deleted_versions = {id(definition_id + "/versions/5.0.0")};
    BOOST_TEST(hold_names(world.judged()) == ""); // 2 of 4, not of 5
    world.estate.soft_deleted_versions.push_back(id(definition_id + "/versions/2.0.0"));
    world.version("2.0.0", 200).provisioning_state = provisioning::failed;
    BOOST_TEST(hold_names(world.judged()) == "");
    world.by.limits.max_fraction = 0.49;
    BOOST_TEST(hold_names(world.judged()) == "circuit_breaker");
    world.estate.soft_deleted_versions.push_back(world.of("3.0.0").id);
    world.by.keep.rollback_reserve = 0;
    world.by.limits.max_fraction = 0.5;
    BOOST_TEST(hold_names(world.judged()) == "circuit_breaker"); // 2 of 3
}

BOOST_AUTO_TEST_CASE(a_tripped_breaker_stops_every_step_in_its_definition_and_no_other) {
    judged_world world({"westeurope", "northeurope"});
    world.version("2.0.0", 200, {"westeurope", "northeurope"});
    world.deprecated("1.5.0", 250, 5, {"westeurope", "northeurope"});
    world.by.remove->deprecated_for = day;
    world.by.deprecate = deprecate_block{day * 150, 1, day * 60};
    world.by.trim.emplace();
    world.subject().tags["ingot-revoked"] = "";
    world.of("1.5.0").tags["ingot-deprecated-at"] = format_timestamp(world.now);
    auto& other = world.version("0.1.0", 300);
    other.id = id(std::string(gallery_id) + "/images/api/versions/0.1.0");
    other.provisioning_state = provisioning::failed;
    const auto decided = [&](double fraction) {
        world.by.limits.max_fraction = fraction;
        std::string text;
        for (const verdict& one : world.all(world.now))
            text += std::string(one.id.name()) + " " + std::string(name_of(one.decision)) + ", ";
        return text;
    };
    BOOST_TEST(decided(1.0) ==
               "0.1.0 delete, 4.0.0 keep, 3.0.0 keep, 2.0.0 deprecate, 1.5.0 trim, 1.0.0 delete, ");
    BOOST_TEST(decided(0.1) == "0.1.0 keep, 4.0.0 keep, 3.0.0 keep, 2.0.0 keep, 1.5.0 keep, 1.0.0 keep, ");
    // Only what would have gone carries the hold.
    for (const verdict& one : world.all(world.now))
        BOOST_TEST((hold_names(one) == "circuit_breaker") ==
                   (one.id.name() == "1.0.0" || one.id.name() == "0.1.0"));
    BOOST_TEST(hold_names(verdict_on(world.all(world.now), "2.0.0")) == "not_deprecated");
    // A rule of its own for the other definition keeps it out.
    rule of_api = world.by;
    of_api.match.definitions = {"api"};
    of_api.limits.max_fraction = 1.0;
    const auto verdicts = decide(world.estate, {{of_api, world.by}}, world.now).verdicts;
    BOOST_TEST((verdict_on(verdicts, "0.1.0").decision == decision::remove));
    BOOST_TEST((verdict_on(verdicts, "1.0.0").decision == decision::keep));
}

BOOST_AUTO_TEST_CASE(what_the_breaker_holds_takes_no_place_in_the_limit) {
    failures world;
    world.add("api", "1.0.0", 9);
    world.add("web", "1.0.0", 5);
    world.version("2.0.0", 1);
    world.by.limits.max_fraction = 0.5; // all of api, half of web
    BOOST_TEST(world.fate(1) == "-web/1.0.0");
}

BOOST_AUTO_TEST_CASE(verdicts_stand_by_definition_and_highest_version_first) {
    failures world;
    for (const char* number : {"1.9.0", "1.10.0"}) {
        world.add("web", number, 5);
        world.add("Api", number, 5);
    }
    BOOST_TEST(world.fate(9) == "-Api/1.10.0 -Api/1.9.0 -web/1.10.0 -web/1.9.0");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
