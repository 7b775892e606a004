// Every hold: when it applies, until when, and what it says.

#include "judged_world.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

using namespace ingot;
using namespace built;
using texts = std::vector<std::string>;

std::string holds_after(const world_change& change) {
    judged_world world;
    change(world);
    return hold_names(world.judged());
}

/// The only hold on the subject after a change.
hold only_hold(const world_change& change) {
    judged_world world;
    change(world);
    const verdict judged = world.judged();
    BOOST_TEST_REQUIRE(judged.holds.size() == 1U, hold_names(judged));
    return judged.holds.front();
}

/// That the change brings a hold which lapses exactly at the `now` of the world.
void lapses_now(hold_code code, const world_change& change) {
    judged_world world;
    change(world);
    const verdict before = world.judged(world.now - duration(1));
    BOOST_TEST(hold_names(before) == name_of(code));
    BOOST_TEST_REQUIRE(before.holds.size() == 1U);
    BOOST_TEST((before.holds.front().until == world.now), name_of(code));
    BOOST_TEST((before.decision == decision::keep));
    for (const timestamp when : {world.now, world.now + duration(1), world.now + day}) {
        const verdict after = world.judged(when);
        BOOST_TEST(hold_names(after) == "", name_of(code));
        BOOST_TEST((after.decision == decision::remove));
    }
}

BOOST_AUTO_TEST_SUITE(holds)

BOOST_AUTO_TEST_CASE(what_nothing_holds_is_deleted) {
    const verdict judged = judged_world().judged();
    BOOST_TEST(hold_names(judged) == "");
    BOOST_TEST((judged.decision == decision::remove));
    BOOST_TEST(judged.rule.value() == "all");
}

BOOST_AUTO_TEST_CASE(a_hold_with_an_instant_applies_just_before_it_and_not_at_it) {
    lapses_now(hold_code::too_young, [](auto& w) { w.by.remove->older_than = day * 300; });
    lapses_now(hold_code::too_young, [](auto& w) {
        w.subject().provisioning_state = provisioning::failed;
        w.by.failed->delete_after = day * 300;
    });
    lapses_now(hold_code::candidate, [](auto& w) {
        w.make_candidate();
        w.by.candidates->delete_after = day * 300;
    });
    lapses_now(hold_code::deprecation_recent, [](auto& w) {
        w.make_deprecated(30);
        w.by.remove->deprecated_for = day * 30;
    });
    lapses_now(hold_code::blocked_before_end_of_life, [](auto& w) {
        w.subject().safety.block_deletion_before_end_of_life = true;
        w.subject().publishing.end_of_life_date = w.now;
    });
    lapses_now(hold_code::shared, [](auto& w) {
        w.owner().permissions = sharing::groups;
        w.by.shared = shared_block{day * 30};
        w.subject().tags["ingot-notice-at"] = format_timestamp(w.now - day * 30);
    });
}

BOOST_AUTO_TEST_CASE(recent_use_lapses_at_the_later_of_record_and_sight) {
    const auto seen = [](int watched, int last) {
        return [=](judged_world& w) {
            w.by.remove->unused_for = day * 14;
            w.estate.watched_since = w.now - day * watched;
            if (last >= 0) w.estate.last_seen_in_use[w.subject().id] = w.now - day * last;
        };
    };
    lapses_now(hold_code::recently_used, seen(14, -1));
    lapses_now(hold_code::recently_used, seen(14, 100));
    lapses_now(hold_code::recently_used, seen(100, 14));
    lapses_now(hold_code::recently_used, seen(14, 14));
    // Another version's sight does not count.
    BOOST_TEST(holds_after([](auto& w) {
                   w.by.remove->unused_for = day * 14;
                   w.estate.watched_since = w.now - day * 14;
                   w.estate.last_seen_in_use[w.of("3.0.0").id] = w.now;
               }) == "");
    const hold unwatched = only_hold([](auto& w) {
        w.by.remove->unused_for = day * 14;
        w.estate.last_seen_in_use[w.subject().id] = w.now - day * 100;
    });
    BOOST_TEST((unwatched.code == hold_code::recently_used));
    BOOST_TEST(!unwatched.until);
}

BOOST_AUTO_TEST_CASE(latest_names_its_regions) {
    judged_world world({"westeurope", "northeurope"});
    world.by.keep.newest = 0;
    const hold both = find_hold(verdict_on(world.all(world.now), "4.0.0"), hold_code::latest);
    BOOST_TEST((both.evidence == texts{"northeurope", "westeurope"}));
    BOOST_TEST(both.detail == "it is latest in 2 regions");
    world.of("4.0.0").publishing.target_regions.pop_back();
    world.of("3.0.0").publishing.target_regions.pop_back();
    const verdict judged = world.judged();
    BOOST_TEST(hold_names(judged) == "latest");
    BOOST_TEST((judged.holds.front().evidence == texts{"northeurope"}));
    BOOST_TEST(judged.holds.front().detail == "it is latest in 1 region");
}

BOOST_AUTO_TEST_CASE(the_newest_are_counted_among_good_versions) {
    const auto keep = [](std::int32_t newest, const world_change& change) {
        return holds_after([&](auto& w) {
            w.by.keep.newest = newest;
            change(w);
        });
    };
    BOOST_TEST(keep(2, [](auto&) {}) == "");
    BOOST_TEST(keep(3, [](auto&) {}) == "newest");
    BOOST_TEST(only_hold([](auto& w) { w.by.keep.newest = 3; }).detail ==
               "it is number 3 among good versions and the newest 3 are kept");
    // One above that is no good makes room.
    BOOST_TEST(keep(2, [](auto& w) {
                   w.by.keep.rollback_reserve = 0;
                   w.of("3.0.0").tags["ingot-revoked"] = "";
               }) == "newest");
    BOOST_TEST(keep(3, [](auto& w) { w.subject().tags["ingot-revoked"] = ""; }) == "");
    BOOST_TEST(keep(3, [](auto& w) { w.subject().validation_failed = true; }) == "");
}

BOOST_AUTO_TEST_CASE(the_reserve_is_counted_below_latest_region_by_region) {
    BOOST_TEST(holds_after([](auto& w) { w.by.keep.rollback_reserve = 2; }) == "rollback_reserve");
    judged_world world({"westeurope", "northeurope"});
    world.of("3.0.0").publishing.target_regions.pop_back();
    const verdict judged = world.judged();
    BOOST_TEST(hold_names(judged) == "rollback_reserve");
    BOOST_TEST((judged.holds.front().evidence == texts{"northeurope"}));
    world.by.keep.rollback_reserve = 0;
    BOOST_TEST(hold_names(world.judged()) == "");
}

BOOST_AUTO_TEST_CASE(a_region_without_latest_keeps_one_more) {
    judged_world world;
    world.by.keep.newest = 0;
    for (const char* number : {"4.0.0", "3.0.0", "1.0.0"}) world.exclude(number);
    const auto held = [&](std::int32_t reserve) {
        world.by.keep.rollback_reserve = reserve;
        std::string numbers;
        for (const verdict& one : world.all(world.now))
            if (hold_names(one) == "rollback_reserve") numbers += std::string(one.id.name()) + " ";
        return numbers;
    };
    BOOST_TEST(held(0) == "4.0.0 ");
    BOOST_TEST(held(1) == "4.0.0 3.0.0 ");
    BOOST_TEST(held(2) == "4.0.0 3.0.0 1.0.0 ");
}

BOOST_AUTO_TEST_CASE(the_only_good_version_is_held_as_such) {
    const auto revoke = [](judged_world& w, const char* number) { w.of(number).tags["ingot-revoked"] = ""; };
    const auto bare = [&](judged_world& w) {
        w.by.keep.newest = 0;
        w.by.keep.rollback_reserve = 0;
        revoke(w, "4.0.0");
    };
    BOOST_TEST(holds_after(bare) == "");
    BOOST_TEST(holds_after([&](auto& w) {
                   bare(w);
                   revoke(w, "3.0.0");
               }) == "last_good");
}

BOOST_AUTO_TEST_CASE(use_is_proven_by_a_reference_and_unknown_without_evidence) {
    const hold used = only_hold([](auto& w) { w.refer(definition_id + "/versions/1.0.0", "West Europe"); });
    BOOST_TEST((used.code == hold_code::in_use));
    BOOST_TEST(used.detail == "1 reference to it");
    BOOST_TEST((used.evidence == texts{"virtual_machine consumer in westeurope (by version)"}));
    // A reference says more than a gap in the evidence.
    BOOST_TEST(holds_after([](auto& w) {
                   w.estate.coverage.clear();
                   w.refer(definition_id + "/versions/1.0.0");
               }) == "in_use");
    const hold unknown = only_hold([](auto& w) { w.estate.coverage.erase(w.estate.coverage.begin()); });
    BOOST_TEST((unknown.code == hold_code::usage_unknown));
    BOOST_TEST((unknown.evidence == texts{"virtual_machines in /subscriptions/s1: not asked"}));
    BOOST_TEST(unknown.detail ==
               "no reference was found, but 1 answer that would prove it unused is missing");
}

BOOST_AUTO_TEST_CASE(a_good_version_must_be_deprecated_where_the_rule_says_so) {
    const auto wanted = [](const world_change& change) {
        return holds_after([&](auto& w) {
            w.by.remove->deprecated_for = day * 30;
            change(w);
        });
    };
    BOOST_TEST(wanted([](auto&) {}) == "not_deprecated");
    BOOST_TEST(wanted([](auto& w) { w.make_deprecated(29); }) == "deprecation_recent");
    BOOST_TEST(wanted([](auto& w) { w.make_deprecated(30); }) == "");
    BOOST_TEST(wanted([](auto& w) { w.subject().tags["ingot-revoked"] = ""; }) == "");
    // The tag alone does not make it deprecated, nor does a tag that no instant can be read from.
    BOOST_TEST(wanted([](auto& w) {
                   w.make_deprecated(100);
                   w.subject().publishing.exclude_from_latest.reset();
               }) == "not_deprecated");
    BOOST_TEST(wanted([](auto& w) {
                   w.exclude("1.0.0");
                   w.subject().tags["ingot-deprecated-at"] = "long ago";
               }) == "not_deprecated");
}

BOOST_AUTO_TEST_CASE(what_has_no_date_is_never_old_enough) {
    const auto undated = [](judged_world& w) { w.subject().publishing.published_date.reset(); };
    BOOST_TEST(holds_after(undated) == "undated");
    BOOST_TEST(holds_after([&](auto& w) { // only a failed version has another date
                   undated(w);
                   w.subject().created_at = w.now - day * 300;
                   w.subject().tags["ingot-created-at"] = "2020-01-01T00:00:00Z";
               }) == "undated");
    const auto failed = [&](const world_change& change) {
        return holds_after([&](auto& w) {
            undated(w);
            w.subject().provisioning_state = provisioning::failed;
            w.by.failed->delete_after = day * 7;
            change(w);
        });
    };
    BOOST_TEST(failed([](auto&) {}) == "undated");
    BOOST_TEST(failed([](auto& w) { w.subject().created_at = w.now - day * 7; }) == "");
    BOOST_TEST(failed([](auto& w) { w.subject().created_at = w.now - day * 6; }) == "too_young");
    BOOST_TEST(failed([](auto& w) { // the tag comes before the system's own date
                   w.subject().created_at = w.now - day * 300;
                   w.subject().tags["ingot-created-at"] = format_timestamp(w.now);
               }) == "too_young");
    BOOST_TEST(failed([](auto& w) {
                   w.subject().created_at = w.now - day * 300;
                   w.subject().tags["ingot-created-at"] = "yesterday";
               }) == "");
}

BOOST_AUTO_TEST_CASE(the_service_refuses_before_an_end_of_life_and_failed_versions_under_soft_delete) {
    const hold endless =
        only_hold([](auto& w) { w.subject().safety.block_deletion_before_end_of_life = true; });
    BOOST_TEST((endless.code == hold_code::blocked_before_end_of_life));
    BOOST_TEST(!endless.until);
    BOOST_TEST(holds_after([](auto& w) { w.subject().publishing.end_of_life_date = w.now + day; }) == "");

    const auto fail = [](judged_world& w) { w.subject().provisioning_state = provisioning::failed; };
    BOOST_TEST(holds_after(fail) == "");
    BOOST_TEST(holds_after([&](auto& w) {
                   fail(w);
                   w.owner().soft_delete_enabled = true;
               }) == "failed_under_soft_delete");
    BOOST_TEST(holds_after([&](auto& w) {
                   fail(w);
                   w.estate.galleries.clear();
               }) == "failed_under_soft_delete");
    BOOST_TEST(holds_after([](auto& w) { w.owner().soft_delete_enabled = true; }) == "");
}

BOOST_AUTO_TEST_CASE(a_lock_at_or_above_the_version_holds_it) {
    const std::string subject = definition_id + "/versions/1.0.0";
    for (const std::string& scope :
         {subject, definition_id, std::string(gallery_id),
          std::string("/subscriptions/s1/RESOURCEGROUPS/Images"), std::string("/subscriptions/s1")})
        for (const lock_level level : {lock_level::can_not_delete, lock_level::read_only})
            BOOST_TEST(holds_after([&](auto& w) { w.lock(scope, level); }) == "locked", scope);
    for (const std::string& scope :
         {subject + "0", definition_id + "/versions/3.0.0",
          std::string("/subscriptions/s1/resourceGroups/image"), std::string("/subscriptions/s10")})
        BOOST_TEST(holds_after([&](auto& w) { w.lock(scope); }) == "", scope);
    BOOST_TEST(holds_after([&](auto& w) { w.lock(subject, lock_level::not_specified); }) == "");
    const hold two = only_hold([&](auto& w) {
        w.lock(subject, lock_level::read_only);
        w.lock("/subscriptions/s1");
    });
    BOOST_TEST(two.detail == "2 locks at it or above it");
    const std::string tail = "/providers/Microsoft.Authorization/locks/l";
    BOOST_TEST(
        (two.evidence == texts{"CanNotDelete /subscriptions/s1" + tail, "ReadOnly " + subject + tail}));
}

BOOST_AUTO_TEST_CASE(keep_rules_look_at_tags_of_version_and_definition_and_at_names) {
    const auto tagged = [](judged_world& w) { w.by.keep.tags["Legal-Hold"] = {"case*", "yes"}; };
    const hold both = only_hold([&](auto& w) {
        tagged(w);
        w.subject().tags["legal-hold"] = "YES";
        w.estate.image_definitions.front().tags["LEGAL-HOLD"] = "Case 7";
    });
    BOOST_TEST((both.code == hold_code::kept_by_tag));
    BOOST_TEST(
        (both.evidence == texts{"definition tag Legal-Hold = Case 7", "version tag Legal-Hold = YES"}));
    BOOST_TEST(holds_after([&](auto& w) {
                   tagged(w);
                   w.subject().tags["legal-hold"] = "no";
               }) == "");
    BOOST_TEST(holds_after([](auto& w) { w.by.keep.versions = {"9.*", "1.?.0"}; }) == "kept_by_name");
    BOOST_TEST(holds_after([](auto& w) { w.by.keep.versions = {"1.0"}; }) == "");
}

BOOST_AUTO_TEST_CASE(what_another_version_was_made_from_is_held) {
    const auto derive = [](judged_world& w, const char* source) {
        w.of("4.0.0").storage.sources = {**parse_image_target(source)};
    };
    const std::string exact = definition_id + "/versions/1.0.0";
    const hold parent = only_hold([&](auto& w) { derive(w, exact.c_str()); });
    BOOST_TEST((parent.code == hold_code::lineage));
    BOOST_TEST(parent.detail == "1 listed version was made from it");
    BOOST_TEST((parent.evidence == texts{definition_id + "/versions/4.0.0"}));
    BOOST_TEST(holds_after([&](auto& w) {
                   derive(w, "/SharedGalleries/s1-prod/images/web/versions/1.0.0");
               }) == "lineage");
    BOOST_TEST(holds_after([&](auto& w) {
                   derive(w, exact.c_str());
                   w.by.keep.lineage = false;
               }) == "");
    BOOST_TEST(holds_after([&](auto& w) { derive(w, definition_id.c_str()); }) == "");
    BOOST_TEST(holds_after([&](auto& w) { w.subject().storage.sources = {**parse_image_target(exact)}; }) ==
               "");
}

BOOST_AUTO_TEST_CASE(in_a_shared_gallery_consumers_must_have_been_told) {
    const auto share = [](judged_world& w) { w.owner().permissions = sharing::community; };
    BOOST_TEST(holds_after(share) == "shared");
    BOOST_TEST(holds_after([](auto& w) { w.estate.galleries.clear(); }) == "shared");
    BOOST_TEST(holds_after([](auto& w) { w.owner().permissions = sharing::private_gallery; }) == "");
    for (const char* tag : {"", "soon"}) {
        const hold untold = only_hold([&](auto& w) {
            share(w);
            w.by.shared = shared_block{duration::zero()};
            if (*tag != '\0') w.subject().tags["ingot-notice-at"] = tag;
        });
        BOOST_TEST((untold.code == hold_code::shared));
        BOOST_TEST(!untold.until);
    }
    // Without the block no notice helps.
    BOOST_TEST(holds_after([&](auto& w) {
                   share(w);
                   w.subject().tags["ingot-notice-at"] = "2020-01-01T00:00:00Z";
               }) == "shared");
}

BOOST_AUTO_TEST_CASE(whatever_is_neither_succeeded_nor_failed_is_in_transition) {
    for (const char* state : {"Updating", "Creating", "Deleting", "Migrating", "Unheard"}) {
        const hold changing = only_hold(
            [&](auto& w) { w.subject().provisioning_state = open_enum<provisioning_names>(state); });
        BOOST_TEST((changing.code == hold_code::in_transition), state);
        BOOST_TEST(changing.detail == std::string("its provisioning state is ") + state);
    }
    BOOST_TEST(only_hold([](auto& w) {
                   w.subject().provisioning_state = open_enum<provisioning_names>();
               }).detail == "its provisioning state is not reported");
    BOOST_TEST(only_hold([](auto& w) { w.estate.soft_deleted_versions = {w.subject().id}; }).detail ==
               "it is soft-deleted");
}

BOOST_AUTO_TEST_CASE(an_orphan_is_judged_by_an_empty_rule) {
    judged_world world;
    world.by.match.definitions = {"nothing"};
    world.subject().publishing.published_date.reset();
    const verdict judged = world.judged();
    BOOST_TEST(!judged.rule);
    BOOST_TEST((judged.decision == decision::keep));
    BOOST_TEST(hold_names(judged) == "usage_unknown undated orphan"); // evidence of a day at most
}

BOOST_AUTO_TEST_CASE(a_failed_version_is_judged_only_by_its_own_list) {
    const auto burdened = [](judged_world& w) {
        w.subject().provisioning_state = provisioning::failed;
        w.by.keep.newest = 3;
        w.by.keep.rollback_reserve = 3;
        w.by.remove->older_than = day * 1000;
        w.by.remove->deprecated_for = day;
        w.by.remove->unused_for = day;
        w.make_candidate();
        w.by.candidates.reset();
        w.of("4.0.0").storage.sources = {**parse_image_target(definition_id + "/versions/1.0.0")};
        w.owner().permissions = sharing::groups;
    };
    BOOST_TEST(holds_after(burdened) == "");
    BOOST_TEST(holds_after([&](auto& w) {
                   burdened(w);
                   w.by.failed->delete_after = day * 1000;
                   w.refer(definition_id + "/versions/1.0.0");
                   w.subject().safety.block_deletion_before_end_of_life = true;
                   w.owner().soft_delete_enabled = true;
                   w.lock("/subscriptions/s1");
                   w.by.keep.tags["ingot-stage"] = {"*"};
                   w.by.keep.versions = {"*"};
                   w.estate.soft_deleted_versions = {w.subject().id};
               }) ==
               "in_use too_young blocked_before_end_of_life failed_under_soft_delete locked kept_by_tag "
               "kept_by_name in_transition");
}

BOOST_AUTO_TEST_CASE(a_candidate_is_judged_by_its_own_age_alone) {
    const auto candidate = [](judged_world& w) {
        w.make_candidate();
        w.by.keep.newest = 3; // it is not good, so it has no rank
        w.by.remove->older_than = day * 1000;
        w.by.remove->deprecated_for = day;
    };
    BOOST_TEST(holds_after(candidate) == "");
    const hold kept = only_hold([&](auto& w) {
        candidate(w);
        w.by.candidates.reset();
    });
    BOOST_TEST((kept.code == hold_code::candidate));
    BOOST_TEST(!kept.until);
    BOOST_TEST(holds_after([&](auto& w) { // all else applies
                   candidate(w);
                   w.by.remove->unused_for = day;
                   w.owner().permissions = sharing::groups;
                   w.of("4.0.0").storage.sources = {**parse_image_target(definition_id + "/versions/1.0.0")};
               }) == "recently_used lineage shared");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
