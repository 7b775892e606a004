// Numbers of every kind in one definition: semantic, date-like, as large as a part can be, excluded, deleted.

#include "contoso.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace contoso;

struct mixed : estate_builder {
    mixed() {
        for (const char* number : {"1.9.0", "1.10.0", "2018.12.1", "0.24254.42935", "1.2147483647.0"})
            version(number, 400);
        version("2.0.0", 400).publishing.exclude_from_latest = true;
        estate.soft_deleted_versions.push_back(id(definition_id + "/versions/1.10.0"));
    }

    void remove(std::string_view number) {
        std::erase_if(estate.image_versions, [&](const auto& one) { return one.id.name() == number; });
    }
    [[nodiscard]] std::string latest() const { return latest_by_region(estate).at("westeurope"); }
};

BOOST_AUTO_TEST_SUITE(version_numbers)

BOOST_AUTO_TEST_CASE(verdicts_come_in_the_order_of_the_numbers_and_not_of_the_text) {
    mixed world;
    std::vector<std::string> order;
    for (const auto& one : ingot::decide(world.estate, {}, world.now).verdicts)
        order.emplace_back(one.id.name());
    const std::vector<std::string> expected{"2018.12.1", "2.0.0", "1.2147483647.0",
                                            "1.10.0",    "1.9.0", "0.24254.42935"};
    BOOST_TEST(order == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_date_like_number_wins_over_a_semantic_one) {
    BOOST_TEST(mixed().latest() == "2018.12.1");
}

BOOST_AUTO_TEST_CASE(without_it_the_highest_that_is_neither_excluded_nor_soft_deleted_wins) {
    mixed world;
    world.remove("2018.12.1");
    BOOST_TEST(world.latest() == "1.2147483647.0");
    world.remove("1.2147483647.0");
    BOOST_TEST(world.latest() == "1.9.0"); // 1.10.0 is in the recycle bin
    world.estate.soft_deleted_versions.clear();
    BOOST_TEST(world.latest() == "1.10.0");
}

BOOST_AUTO_TEST_CASE(the_recycle_bin_keeps_a_version_from_every_step) {
    mixed world;
    ingot::rule by = deleting_rule();
    by.keep.newest = 0;
    by.keep.rollback_reserve = 0;
    const auto verdicts = ingot::decide(world.estate, only(by), world.now).verdicts;
    const auto deleted = verdict_on(verdicts, "1.10.0");
    BOOST_TEST(hold_names(deleted) == "in_transition");
    BOOST_TEST((deleted.stage == ingot::stage::soft_deleted));
    BOOST_TEST((deleted.decision == ingot::decision::keep));
    BOOST_TEST((verdict_on(verdicts, "1.9.0").decision == ingot::decision::remove));
}

BOOST_AUTO_TEST_CASE(the_newest_are_counted_by_number_and_not_by_date) {
    mixed world;
    ingot::rule by = deleting_rule();
    by.keep.newest = 3;
    by.keep.rollback_reserve = 0;
    const auto verdicts = ingot::decide(world.estate, only(by), world.now).verdicts;
    for (const char* kept : {"2018.12.1", "2.0.0", "1.2147483647.0"})
        BOOST_TEST(hold_names(verdict_on(verdicts, kept)).find("newest") != std::string::npos, kept);
    BOOST_TEST(hold_names(verdict_on(verdicts, "1.9.0")) == "");
    BOOST_TEST(hold_names(verdict_on(verdicts, "0.24254.42935")) == "");
}

BOOST_AUTO_TEST_CASE(numbers_that_azure_does_not_know_are_refused) {
    for (const char* bad : {"1.02.0", "1.2147483648.0", "1.2", "1.2.3.4", "latest"})
        BOOST_TEST(!ingot::parse_version_id(definition_id + "/versions/" + bad).has_value(), bad);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
