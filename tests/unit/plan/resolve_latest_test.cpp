// What `latest` means in a region, and why it is not a higher version.

#include "estate_builder.hpp"

#include <ingot/plan/estate_view.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <vector>

namespace {

using namespace ingot;
using namespace built;

const region home("westeurope");
const region away("northeurope");

/// The answer for one region as text: `1.2.3`, or `none`; `assumed` behind it; then what was passed over.
std::string said(const latest_in_region& answer) {
    std::string text = answer.version ? answer.version->to_string() : "none";
    if (answer.assumed) text += " assumed";
    for (const passed_over& one : answer.skipped)
        text += "; " + one.version.to_string() + " " + std::string(name_of(one.reason));
    return text;
}

/// What `latest` means in a region of the only definition.
std::string latest(const estate& from, const region& where) {
    const std::vector<definition_latest> all = resolve_all_latest(from);
    BOOST_TEST_REQUIRE(all.size() == 1U);
    for (const latest_in_region& answer : all.front().regions)
        if (answer.where == where) return said(answer);
    return "no such region";
}

void set_status(gallery_image_version& of, const std::vector<std::pair<region, std::string>>& rows) {
    of.replication.emplace();
    for (const auto& [where, state] : rows)
        of.replication->push_back({where, open_enum<replication_names>(state)});
}

/// 1.0.0 stands ready in both regions; above it 2.0.0 is as the test has it.
struct two_versions : estate_builder {
    two_versions() {
        estate.image_versions.reserve(8); // references to versions stay good
        set_status(version("1.0.0", 20, {"westeurope", "northeurope"}),
                   {{home, "Completed"}, {away, "Completed"}});
        set_status(version("2.0.0", 10, {"westeurope", "northeurope"}),
                   {{home, "Completed"}, {away, "Completed"}});
    }

    gallery_image_version& higher() { return estate.image_versions[1]; }

    [[nodiscard]] std::string both() const { return latest(estate, home) + " | " + latest(estate, away); }
};

std::string with(const std::function<void(two_versions&)>& change) {
    two_versions world;
    change(world);
    return world.both();
}

BOOST_AUTO_TEST_SUITE(latest_resolution)

BOOST_AUTO_TEST_CASE(the_highest_version_that_nothing_rules_out_is_latest) {
    BOOST_TEST(with([](auto&) {}) == "2.0.0 | 2.0.0");
}

BOOST_AUTO_TEST_CASE(each_reason_alone_passes_a_version_over) {
    BOOST_TEST(with([](auto& w) { w.estate.soft_deleted_versions = {w.higher().id}; }) ==
               "1.0.0; 2.0.0 soft_deleted | 1.0.0; 2.0.0 soft_deleted");
    for (const char* state : {"Failed", "Creating", "Deleting", "Migrating", "Unheard", ""})
        BOOST_TEST(with([&](auto& w) {
                       w.higher().provisioning_state = open_enum<provisioning_names>(state);
                   }) == "1.0.0; 2.0.0 state | 1.0.0; 2.0.0 state",
                   state);
    BOOST_TEST(with([](auto& w) { w.higher().publishing.target_regions.pop_back(); }) ==
               "2.0.0 | 1.0.0; 2.0.0 not_targeted");
    for (const char* state : {"Replicating", "Failed", "Unknown", "Unheard", ""})
        BOOST_TEST(with([&](auto& w) {
                       set_status(w.higher(), {{home, "completed"}, {away, state}});
                   }) == "2.0.0 | 1.0.0; 2.0.0 not_replicated",
                   state);
    BOOST_TEST(with([](auto& w) { w.higher().publishing.target_regions[1].exclude_from_latest = true; }) ==
               "2.0.0 | 1.0.0; 2.0.0 excluded_in_region");
    BOOST_TEST(with([](auto& w) { w.higher().publishing.exclude_from_latest = true; }) ==
               "1.0.0; 2.0.0 excluded | 1.0.0; 2.0.0 excluded");
}

BOOST_AUTO_TEST_CASE(of_several_reasons_the_first_is_given) {
    two_versions world;
    gallery_image_version& version = world.higher();
    const auto reason = [&] { return latest(world.estate, away); };
    version.publishing.exclude_from_latest = true;
    BOOST_TEST(reason() == "1.0.0; 2.0.0 excluded");
    version.publishing.target_regions[1].exclude_from_latest = true;
    BOOST_TEST(reason() == "1.0.0; 2.0.0 excluded_in_region");
    set_status(version, {{home, "Completed"}, {away, "Failed"}});
    BOOST_TEST(reason() == "1.0.0; 2.0.0 not_replicated");
    version.publishing.target_regions.pop_back();
    BOOST_TEST(reason() == "1.0.0; 2.0.0 not_targeted");
    version.provisioning_state = provisioning::failed;
    BOOST_TEST(reason() == "1.0.0; 2.0.0 state");
    world.estate.soft_deleted_versions = {version.id};
    BOOST_TEST(reason() == "1.0.0; 2.0.0 soft_deleted");
}

BOOST_AUTO_TEST_CASE(the_flag_of_a_region_beats_that_of_the_version_both_ways) {
    BOOST_TEST(with([](auto& w) {
                   w.higher().publishing.exclude_from_latest = true;
                   w.higher().publishing.target_regions[1].exclude_from_latest = false;
               }) == "1.0.0; 2.0.0 excluded | 2.0.0");
    BOOST_TEST(with([](auto& w) {
                   w.higher().publishing.exclude_from_latest = false;
                   w.higher().publishing.target_regions[1].exclude_from_latest = true;
               }) == "2.0.0 | 1.0.0; 2.0.0 excluded_in_region");
}

BOOST_AUTO_TEST_CASE(a_version_that_succeeded_without_a_status_is_assumed_to_be_replicated) {
    BOOST_TEST(with([](auto& w) { w.higher().replication.reset(); }) == "2.0.0 assumed | 2.0.0 assumed");
    // Only the chosen version counts as assumed.
    BOOST_TEST(with([](auto& w) { w.estate.image_versions[0].replication.reset(); }) == "2.0.0 | 2.0.0");
}

BOOST_AUTO_TEST_CASE(a_version_that_is_updating_needs_a_status_to_be_latest) {
    BOOST_TEST(with([](auto& w) { w.higher().provisioning_state = provisioning::updating; }) ==
               "2.0.0 | 2.0.0");
    BOOST_TEST(with([](auto& w) {
                   w.higher().provisioning_state = provisioning::updating;
                   w.higher().replication.reset();
               }) == "1.0.0; 2.0.0 not_replicated | 1.0.0; 2.0.0 not_replicated");
}

BOOST_AUTO_TEST_CASE(a_status_without_a_row_for_the_region_means_not_replicated) {
    BOOST_TEST(with([](auto& w) {
                   set_status(w.higher(), {{home, "Completed"}});
               }) == "2.0.0 | 1.0.0; 2.0.0 not_replicated");
    BOOST_TEST(with([](auto& w) { set_status(w.higher(), {}); }) ==
               "1.0.0; 2.0.0 not_replicated | 1.0.0; 2.0.0 not_replicated");
}

BOOST_AUTO_TEST_CASE(a_row_for_a_region_that_is_no_target_does_not_make_it_one) {
    estate_builder world;
    set_status(world.version("1.0.0", 1, {"westeurope"}), {{home, "Completed"}, {away, "Completed"}});
    BOOST_TEST(latest(world.estate, home) == "1.0.0");
    BOOST_TEST(latest(world.estate, away) == "no such region");
}

BOOST_AUTO_TEST_CASE(there_may_be_no_latest_and_then_every_version_is_passed_over_highest_first) {
    BOOST_TEST(with([](auto& w) {
                   w.higher().publishing.exclude_from_latest = true;
                   w.estate.image_versions[0].publishing.target_regions[0].exclude_from_latest = true;
               }) == "none; 2.0.0 excluded; 1.0.0 excluded_in_region | 1.0.0; 2.0.0 excluded");
}

BOOST_AUTO_TEST_CASE(numbers_compare_as_numbers_whatever_the_order_of_the_input) {
    for (const auto& order :
         std::vector<std::vector<std::string>>{{"1.9.0", "1.10.0"}, {"1.10.0", "1.9.0"}}) {
        estate_builder world;
        for (const std::string& number : order) world.version(number, 1);
        BOOST_TEST(latest(world.estate, home) == "1.10.0 assumed");
    }
    estate_builder world;
    for (const char* number : {"2.0.0", "10.0.0", "2.0.2147483647"}) world.version(number, 1);
    BOOST_TEST(latest(world.estate, home) == "10.0.0 assumed");
}

BOOST_AUTO_TEST_CASE(the_service_knows_no_tags_and_no_validations_so_a_revoked_version_can_be_latest) {
    BOOST_TEST(with([](auto& w) {
                   w.higher().tags["ingot-revoked"] = "CVE";
                   w.higher().tags["ingot-stage"] = "candidate";
                   w.higher().tags["ingot-deprecated-at"] = "2026-01-01T00:00:00Z";
                   w.higher().validation_failed = true;
               }) == "2.0.0 | 2.0.0");
}

BOOST_AUTO_TEST_CASE(a_version_only_in_the_recycle_bin_is_passed_over_and_opens_no_region) {
    BOOST_TEST(with([](auto& w) {
                   w.estate.soft_deleted_versions = {id(definition_id + "/versions/3.0.0")};
               }) == "2.0.0; 3.0.0 soft_deleted | 2.0.0; 3.0.0 soft_deleted");
    estate_builder world;
    world.estate.soft_deleted_versions = {id(definition_id + "/versions/3.0.0")};
    const auto all = resolve_all_latest(world.estate);
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST(all.front().regions.empty());
}

BOOST_AUTO_TEST_CASE(the_regions_are_those_of_present_versions_by_name_each_once) {
    estate_builder world;
    world.estate.image_versions.reserve(4);
    world.version("1.0.0", 9, {"West Europe", "eastus"});
    world.version("1.1.0", 8, {"westeurope", "Brazil South"});
    world.version("1.2.0", 7, {"uksouth"}).provisioning_state = provisioning::failed;
    world.version("1.3.0", 6, {"ukwest"});
    world.estate.soft_deleted_versions = {world.estate.image_versions.back().id};
    const auto all = resolve_all_latest(world.estate);
    BOOST_TEST_REQUIRE(all.size() == 1U);
    std::string names;
    for (const latest_in_region& answer : all.front().regions) names += answer.where.name() + " ";
    BOOST_TEST(names == "brazilsouth eastus westeurope ");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
