// Who uses a version, and what must have been asked before "nobody" is believed.

#include "estate_builder.hpp"

#include <ingot/plan/missing_evidence.hpp>
#include <ingot/plan/usage_verdict.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace ingot;
using namespace built;

/// 2.0.0 is latest in westeurope, 1.0.0 in northeurope; 0.9.0 is latest nowhere.
struct fleet : estate_builder {
    fleet() {
        estate.galleries.front().public_names = {"Contoso-1234", "contoso-old"};
        version("2.0.0", 10, {"westeurope"});
        version("1.0.0", 20, {"westeurope", "northeurope"});
        version("0.9.0", 30, {"westeurope", "northeurope"});
    }

    /// The numbers of the versions in use, highest first, each with its number of references.
    [[nodiscard]] std::string used() const {
        const estate_view view(estate);
        const usage_index index(estate, view, target_lookup(view));
        std::string text;
        const definition_view& only = view.definitions.front();
        for (std::size_t v = 0; v < only.versions.size(); ++v) {
            const usage_verdict verdict = judge_usage(index, 0, v, {});
            BOOST_TEST((verdict.state == (verdict.consumers > 0 ? usage::in_use : usage::proven_unused)));
            if (verdict.consumers == 0) continue;
            text += (text.empty() ? "" : " ") + only.versions[v].record->version.to_string() + "=" +
                    std::to_string(verdict.consumers);
        }
        return text;
    }
};

std::string used_by(std::string_view target, std::string_view where = "") {
    fleet world;
    world.refer(target, where);
    return world.used();
}

const std::string shared_image = "/SharedGalleries/S1-prod/images/WEB";
const std::string community_image = "/CommunityGalleries/contoso-1234/images/Web";

BOOST_AUTO_TEST_SUITE(usage_verdicts)

BOOST_AUTO_TEST_CASE(nobody_uses_what_nothing_refers_to) { BOOST_TEST(fleet().used() == ""); }

BOOST_AUTO_TEST_CASE(every_form_of_reference_to_a_version_uses_it) {
    for (const std::string& image : {definition_id, shared_image, community_image,
                                     std::string("/communityGalleries/CONTOSO-OLD/images/web")})
        for (const char* where : {"", "westeurope", "brazilsouth"})
            BOOST_TEST(used_by(image + "/versions/0.9.0", where) == "0.9.0=1", image << " in " << where);
    BOOST_TEST(used_by(fold(definition_id) + "/VERSIONS/0.9.0") == "0.9.0=1");
}

BOOST_AUTO_TEST_CASE(every_form_of_reference_to_latest_uses_what_is_latest_in_the_region_of_the_consumer) {
    for (const std::string& image : {definition_id, shared_image, community_image})
        for (const char* tail : {"", "/versions/latest", "/Versions/LATEST"}) {
            const std::string target = image + tail;
            BOOST_TEST(used_by(target, "West Europe") == "2.0.0=1", target);
            BOOST_TEST(used_by(target, "northeurope") == "1.0.0=1", target);
        }
}

BOOST_AUTO_TEST_CASE(a_reference_to_latest_without_a_region_uses_what_is_latest_anywhere) {
    BOOST_TEST(used_by(definition_id) == "2.0.0=1 1.0.0=1");
    // Latest in two regions, and still one reference.
    fleet world;
    world.estate.image_versions[0].publishing.target_regions.push_back({region("northeurope"), 1, "", {}, 0});
    world.refer(definition_id + "/versions/latest");
    BOOST_TEST(world.used() == "2.0.0=1");
}

BOOST_AUTO_TEST_CASE(a_reference_to_latest_in_a_region_that_no_version_targets_uses_nothing) {
    BOOST_TEST(used_by(definition_id, "brazilsouth") == "");
    BOOST_TEST(used_by(definition_id + "/versions/latest", "brazilsouth") == "");
}

BOOST_AUTO_TEST_CASE(a_machine_made_from_latest_uses_also_the_version_that_it_reports) {
    fleet world;
    world.refer(definition_id, "westeurope");
    world.refer(definition_id + "/versions/0.9.0", "westeurope");
    BOOST_TEST(world.used() == "2.0.0=1 0.9.0=1");
    world.refer(definition_id + "/versions/2.0.0", "westeurope");
    BOOST_TEST(world.used() == "2.0.0=2 0.9.0=1");
}

BOOST_AUTO_TEST_CASE(what_is_elsewhere_or_unknown_is_not_used_by_mistake) {
    const std::string other = definition_id.substr(0, definition_id.rfind('/')) + "/db";
    for (const std::string& target : {definition_id + "/versions/9.9.9", other + "/versions/1.0.0", other,
                                      std::string("/SharedGalleries/somebody/images/web/versions/1.0.0"),
                                      std::string("/CommunityGalleries/s1-prod/images/web/versions/1.0.0")})
        BOOST_TEST(used_by(target) == "", target);
}

BOOST_AUTO_TEST_CASE(an_exact_reference_counts_in_the_region_of_its_consumer_or_in_every_region) {
    const auto in_regions = [](std::string_view where) {
        fleet world;
        world.refer(definition_id + "/versions/1.0.0", where);
        const estate_view view(world.estate);
        const usage_index index(world.estate, view, target_lookup(view));
        return std::vector<bool>{index.used_in(0, 1, region("westeurope")),
                                 index.used_in(0, 1, region("northeurope"))};
    };
    BOOST_TEST((in_regions("northeurope") == std::vector<bool>{false, true}));
    BOOST_TEST((in_regions("") == std::vector<bool>{true, true}));
    BOOST_TEST((in_regions("brazilsouth") == std::vector<bool>{false, false}));
}

BOOST_AUTO_TEST_CASE(consumers_are_named_in_order_at_most_ten_and_counted_whole) {
    fleet world;
    const auto add = [&](std::string_view kind, std::string_view name, std::string_view tail) {
        world.estate.references.add(kind, name, **parse_image_target(definition_id + std::string(tail)),
                                    region("West Europe"));
    };
    for (int number = 9; number >= 0; --number)
        add("virtual_machine", "vm-" + std::to_string(number), "/versions/2.0.0");
    add("disk", "d", "/versions/latest");
    const estate_view view(world.estate);
    const usage_index index(world.estate, view, target_lookup(view));
    const usage_verdict verdict = judge_usage(index, 0, 0, {"whatever is missing"});
    BOOST_TEST((verdict.state == usage::in_use));
    BOOST_TEST(verdict.consumers == 11U);
    BOOST_TEST_REQUIRE(verdict.evidence.size() == consumers_shown);
    BOOST_TEST(verdict.evidence[0] == "disk d in westeurope (through latest)");
    BOOST_TEST(verdict.evidence[1] == "virtual_machine vm-0 in westeurope (by version)");
    BOOST_TEST(verdict.evidence.back() == "virtual_machine vm-8 in westeurope (by version)");
}

BOOST_AUTO_TEST_CASE(what_is_not_used_is_proven_unused_only_when_no_evidence_is_missing) {
    const fleet world;
    const estate_view view(world.estate);
    const usage_index index(world.estate, view, target_lookup(view));
    BOOST_TEST((judge_usage(index, 0, 2, {}).state == usage::proven_unused));
    const usage_verdict verdict = judge_usage(index, 0, 2, {"disks in /a: not asked"});
    BOOST_TEST((verdict.state == usage::unknown));
    BOOST_TEST(verdict.evidence == std::vector<std::string>{"disks in /a: not asked"});
}

BOOST_AUTO_TEST_SUITE_END()

// Which (source, scope) pairs are missing

/// The missing pairs, with a comma between, after a change to an estate of which everything was asked.
std::string missing_after(const std::function<void(estate_builder&, evidence_block&)>& change) {
    estate_builder world;
    evidence_block asked;
    change(world, asked);
    std::string text;
    for (const std::string& pair : coverage_index(world.estate, world.now).missing(asked, "s1"))
        text += (text.empty() ? "" : ", ") + pair;
    return text;
}

/// The same after a change of the row of the scale sets.
std::string missing_with(const std::function<void(coverage_row&, timestamp)>& change) {
    return missing_after([&](estate_builder& w, evidence_block&) { change(w.estate.coverage[1], w.now); });
}

BOOST_AUTO_TEST_SUITE(missing_evidence)

BOOST_AUTO_TEST_CASE(nothing_is_missing_when_every_pair_was_answered_completely_and_lately) {
    BOOST_TEST(missing_after([](auto&, auto&) {}) == "");
    BOOST_TEST(missing_with([](auto& row, auto) { row.source = "Scale_Sets"; }) == "");
    BOOST_TEST(missing_with([](auto& row, auto) { row.scope = id("/SUBSCRIPTIONS/S1"); }) == "");
    BOOST_TEST(
        missing_with([](auto& row, auto) { row.status = open_enum<completeness_names>("COMPLETE"); }) == "");
}

BOOST_AUTO_TEST_CASE(a_missing_pair_says_why_it_is_missing) {
    const std::string pair = "scale_sets in /subscriptions/s1: ";
    BOOST_TEST(missing_after([](auto& w, auto&) {
                   w.estate.coverage.erase(w.estate.coverage.begin() + 1);
               }) == pair + "not asked");
    for (const char* status : {"partial", "denied", "failed", "guessed"})
        BOOST_TEST(missing_with([&](auto& row, auto) {
                       row.status = open_enum<completeness_names>(status);
                   }) == pair + status);
    BOOST_TEST(missing_with([](auto& row, auto) { row.status = open_enum<completeness_names>(); }) ==
               pair + "no status");
    BOOST_TEST(missing_with([](auto& row, auto) { row.at.reset(); }) == pair + "complete");
    BOOST_TEST(missing_with([](auto& row, auto now) { row.at = now - std::chrono::hours(25); }) ==
               pair + "answered too long ago: 2026-09-28T23:00:00Z");
    BOOST_TEST(missing_with([](auto& row, auto now) { row.at = now + std::chrono::minutes(6); }) ==
               pair + "answered in the future: 2026-09-30T00:06:00Z");
}

BOOST_AUTO_TEST_CASE(an_answer_is_good_up_to_its_greatest_age_and_five_minutes_ahead_inclusive) {
    const duration tick(1);
    const auto missing_at = [](duration offset) {
        return !missing_with([&](auto& row, auto now) { row.at = now + offset; }).empty();
    };
    BOOST_TEST(!missing_at(-std::chrono::hours(24)));
    BOOST_TEST(missing_at(-std::chrono::hours(24) - tick));
    BOOST_TEST(!missing_at(std::chrono::minutes(5)));
    BOOST_TEST(missing_at(std::chrono::minutes(5) + tick));
    const auto with_zero_age = [&](duration offset) {
        return !missing_after([&](estate_builder& w, evidence_block& asked) {
                    asked.max_age = duration::zero();
                    w.estate.coverage[1].at = w.now + offset;
                }).empty();
    };
    BOOST_TEST(!with_zero_age(duration::zero()));
    BOOST_TEST(with_zero_age(-tick));
}

BOOST_AUTO_TEST_CASE(one_good_answer_among_several_is_enough) {
    BOOST_TEST(missing_after([](auto& w, auto&) {
                   coverage_row denied = w.estate.coverage[1];
                   denied.status = completeness::denied;
                   w.estate.coverage.insert(w.estate.coverage.begin(), denied);
                   w.estate.coverage.push_back(denied);
               }) == "");
    BOOST_TEST(missing_after([](auto& w, auto&) {
                   coverage_row& row = w.estate.coverage[1];
                   row.status = completeness::partial;
                   coverage_row denied = row;
                   denied.status = completeness::denied;
                   w.estate.coverage.push_back(denied);
               }) == "scale_sets in /subscriptions/s1: denied, partial");
}

BOOST_AUTO_TEST_CASE(every_scope_is_asked_for_every_source) {
    BOOST_TEST(missing_after([](auto& w, auto& asked) {
                   w.estate.scopes.push_back(id("/subscriptions/s2"));
                   asked.sources = {"virtual_machines", "Disks"};
               }) == "disks in /subscriptions/s1: not asked, disks in /subscriptions/s2: not asked, "
                     "virtual_machines in /subscriptions/s2: not asked");
}

BOOST_AUTO_TEST_CASE(the_scopes_of_the_rule_stand_in_place_of_those_of_the_estate) {
    BOOST_TEST(missing_after([](auto& w, auto& asked) {
                   w.estate.scopes = {id("/subscriptions/s2")};
                   asked.scopes = {id("/subscriptions/S1")};
               }) == "");
    // An answer for another scope proves nothing, not even for one above.
    BOOST_TEST(missing_after([](auto&, auto& asked) {
                   asked.sources = {"disks"};
                   asked.scopes = {id("/subscriptions/s1/resourceGroups/g")};
               }) == "disks in /subscriptions/s1/resourcegroups/g: not asked");
}

BOOST_AUTO_TEST_CASE(where_locks_are_asked_for_those_of_the_subscription_of_the_version_are_too) {
    const auto elsewhere = [](const char* source) {
        return missing_after([&](auto& w, auto& asked) {
            w.estate.scopes = {id("/subscriptions/s2")};
            w.estate.coverage.clear();
            w.estate.coverage.push_back({id("/subscriptions/s2"), source, completeness::complete, w.now, ""});
            asked.sources = {source};
        });
    };
    BOOST_TEST(elsewhere("locks") == "locks in /subscriptions/s1: not asked");
    BOOST_TEST(elsewhere("Locks") == "locks in /subscriptions/s1: not asked");
    BOOST_TEST(elsewhere("disks") == "");
}

BOOST_AUTO_TEST_CASE(where_nobody_names_a_scope_nothing_is_ever_proven) {
    BOOST_TEST(missing_after([](auto& w, auto&) { w.estate.scopes.clear(); }) ==
               "no scope was to be asked: neither the policy nor the estate names any");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
