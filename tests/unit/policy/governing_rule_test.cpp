#include <ingot/policy/governing_rule.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

namespace {

using namespace ingot;

const resource_id definition =
    resource_id::parse(
        "/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/galleries/prodWEU/images/Ubuntu-22")
        .value();

match_block galleries(std::initializer_list<std::string> names) { return {names, {}, {}}; }
match_block definitions(std::initializer_list<std::string> names) { return {{}, names, {}}; }
match_block tagged(const char* name, std::initializer_list<std::string> values) {
    match_block made;
    made.tags[name] = values;
    return made;
}

policy with(std::initializer_list<match_block> matches) {
    policy made;
    for (const match_block& match : matches) {
        made.rules.emplace_back();
        made.rules.back().match = match;
    }
    return made;
}

BOOST_AUTO_TEST_SUITE(governing_rules)

BOOST_AUTO_TEST_CASE(a_rule_without_match_governs_everything) {
    BOOST_TEST(matches({}, definition, {}));
    BOOST_TEST((governing_rule(with({{}}), definition, {}) == std::optional<std::size_t>(0)));
}

BOOST_AUTO_TEST_CASE(the_name_of_the_gallery_is_matched_and_not_its_id) {
    BOOST_TEST(matches(galleries({"prod*"}), definition, {}));
    BOOST_TEST(matches(galleries({"PRODweu"}), definition, {}));
    BOOST_TEST(!matches(galleries({"weu"}), definition, {}));
    BOOST_TEST(!matches(galleries({"*/galleries/*"}), definition, {}));
    BOOST_TEST(!matches(galleries({"ubuntu-22"}), definition, {}));
}

BOOST_AUTO_TEST_CASE(the_name_of_the_definition_is_matched) {
    BOOST_TEST(matches(definitions({"ubuntu-*"}), definition, {}));
    BOOST_TEST(!matches(definitions({"prod*"}), definition, {}));
}

BOOST_AUTO_TEST_CASE(one_of_a_list_suffices_and_all_members_are_needed) {
    BOOST_TEST(matches(definitions({"win*", "ubuntu-22"}), definition, {}));
    match_block both = galleries({"prod*"});
    both.definitions = {"win*"};
    BOOST_TEST(!matches(both, definition, {}));
    both.definitions = {"ub*"};
    BOOST_TEST(matches(both, definition, {}));
}

BOOST_AUTO_TEST_CASE(every_tag_must_be_there_with_a_matching_value) {
    const tags carried{{"Tier", "Prod"}, {"owner", "web team"}};
    BOOST_TEST(matches(tagged("tier", {"prod"}), definition, carried));
    BOOST_TEST(matches(tagged("TIER", {"dev", "p*"}), definition, carried));
    BOOST_TEST(!matches(tagged("tier", {"dev"}), definition, carried));
    BOOST_TEST(!matches(tagged("stage", {"*"}), definition, carried));
    BOOST_TEST(!matches(tagged("tier", {"*"}), definition, {}));
    match_block both = tagged("tier", {"prod"});
    both.tags["owner"] = {"data*"};
    BOOST_TEST(!matches(both, definition, carried));
}

BOOST_AUTO_TEST_CASE(an_empty_value_answers_to_a_star_and_to_nothing_else) {
    BOOST_TEST(matches(tagged("hold", {"*"}), definition, {{"hold", ""}}));
    BOOST_TEST(!matches(tagged("hold", {"?"}), definition, {{"hold", ""}}));
}

BOOST_AUTO_TEST_CASE(the_first_rule_that_matches_governs) {
    const policy rules = with({definitions({"win*"}), definitions({"ubuntu*"}), {}});
    BOOST_TEST((governing_rule(rules, definition, {}) == std::optional<std::size_t>(1)));
}

BOOST_AUTO_TEST_CASE(what_no_rule_matches_is_an_orphan) {
    BOOST_TEST(!governing_rule({}, definition, {}).has_value());
    BOOST_TEST(!governing_rule(with({definitions({"win*"})}), definition, {}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
