#include "reading.hpp"

#include <ingot/document/policy_document.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace ingot;

namespace {

/// One rule on a line of its own, with these members beside its name.
std::string with(const std::string& members) {
    return "{\"schema\": \"ingot.policy/1\", \"rules\": [{\"name\": \"r\",\n" + members + "}]}";
}

struct refusal {
    std::string members;
    std::vector<std::string> expected;
};

std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << r.members; }

const std::vector<refusal> refusals{
    {"\"delte\": {}", {"2:1 /rules/0/delte unknown member 'delte'; did you mean 'delete'?"}},
    {"\"delete\": {\"oldr_than\": \"P1D\"}",
     {"2:11 /rules/0/delete the member 'older_than' is missing; add it, such as \"older_than\": \"P30D\"",
      "2:12 /rules/0/delete/oldr_than unknown member 'oldr_than'; did you mean 'older_than'?"}},
    {"\"keep\": {\"Newest\": 1}", {"2:10 /rules/0/keep/Newest unknown member 'Newest'; did you mean 'newest'?"}},
    {"\"keep\": null", {"2:9 /rules/0/keep expected an object, found null"}},
    {"\"keep\": {\"newest\": -1, \"rollback_reserve\": 1.5, \"lineage\": \"yes\"}",
     {"2:20 /rules/0/keep/newest -1 is out of range; expected a whole number from 0 to 2147483647",
      "2:44 /rules/0/keep/rollback_reserve 1.5 is out of range; expected a whole number from 0 to 2147483647",
      "2:60 /rules/0/keep/lineage expected a boolean, found a string"}},
    {"\"keep\": {\"newest\": 2147483648, \"versions\": [], \"tags\": {\"a\": [], \"b\": 1, \"c\": [2], \"C\": \"x\"}}",
     {"2:20 /rules/0/keep/newest 2147483648 is out of range; expected a whole number from 0 to 2147483647",
      "2:44 /rules/0/keep/versions this list is empty; leave the member out, or list what may match",
      "2:62 /rules/0/keep/tags/a this list is empty; leave the member out, or list what may match",
      "2:71 /rules/0/keep/tags/b expected a string or a list of strings, found a number",
      "2:80 /rules/0/keep/tags/c/0 expected a string, found a number",
      "2:84 /rules/0/keep/tags/C the tag 'C' stands twice, because tag names compare without regard to case; write "
      "one with a list of values"}},
    {"\"match\": {\"galleries\": [], \"definitions\": {}}",
     {"2:24 /rules/0/match/galleries this list is empty; leave the member out, or list what may match",
      "2:43 /rules/0/match/definitions expected a string or a list of strings, found an object"}},
    {"\"deprecate\": {}, \"failed\": {}, \"candidates\": {}, \"shared\": {}, \"trim\": {}",
     {"2:14 /rules/0/deprecate the member 'older_than' is missing; add it, such as \"older_than\": \"P30D\"",
      "2:14 /rules/0/deprecate the member 'end_of_life_after' is missing; add it, such as \"end_of_life_after\": "
      "\"P30D\"",
      "2:28 /rules/0/failed the member 'delete_after' is missing; add it, such as \"delete_after\": \"P30D\"",
      "2:46 /rules/0/candidates the member 'delete_after' is missing; add it, such as \"delete_after\": \"P30D\"",
      "2:60 /rules/0/shared the member 'notice' is missing; add it, such as \"notice\": \"P30D\""}},
    {"\"evidence\": {\"sources\": [], \"scopes\": [], \"max_age\": \"PT\"}",
     {"2:25 /rules/0/evidence/sources this list is empty; leave 'sources' out for the usual four, or name what must "
      "have been asked",
      "2:39 /rules/0/evidence/scopes this list is empty; leave 'scopes' out for those of the estate, or name what must "
      "have been asked",
      "2:54 /rules/0/evidence/max_age 'PT' is not a duration that can be counted on: expected days and time units up "
      "to 3650000 days, such as P90D, PT24H or P1DT12H"}},
    {"\"evidence\": {\"sources\": \"locks\", \"scopes\": [\"x\"]}",
     {"2:25 /rules/0/evidence/sources expected an array, found a string",
      "2:45 /rules/0/evidence/scopes/0 'x' is not a resource id; expected "
      "/subscriptions/<id>/resourceGroups/<name>/providers/..."}},
    {"\"limits\": {\"max_deletes\": -1, \"max_fraction\": 1.01}",
     {"2:27 /rules/0/limits/max_deletes -1 is out of range; expected a whole number from 0 to 2147483647",
      "2:47 /rules/0/limits/max_fraction 1.01 is out of range; expected a number from 0 to 1, such as 0.5"}},
    {"\"publish\": [], \"govern\": 1, \"rollout\": null, \"versioning\": \"x\"",
     {"2:12 /rules/0/publish expected an object, found an array", "2:26 /rules/0/govern expected an object, found a number",
      "2:40 /rules/0/rollout expected an object, found null",
      "2:60 /rules/0/versioning expected an object, found a string"}},
    {"\"name\": \"again\"", {"2:1 /rules/0/name the member 'name' stands twice in this object; keep one of them"}},
};

struct bad_duration {
    std::string text;
    std::string why;
};

std::ostream& operator<<(std::ostream& out, const bad_duration& d) { return out << d.text; }

const std::string units = "expected days and time units up to 3650000 days, such as P90D, PT24H or P1DT12H";
const std::vector<bad_duration> bad_durations{
    {"P1M", "months have no fixed length; write days, such as P30D (or PT30M for minutes)"},
    {"P1Y", "years have no fixed length; write days, such as P365D"},
    {"P1Y2M", "years have no fixed length; write days, such as P365D"},
    {"P2W", "weeks are not understood; write days, such as P14D"},
    {"90D", "it does not begin with P; write days and time units, such as P90D or PT24H"},
    {"", "it does not begin with P; write days and time units, such as P90D or PT24H"},
    {"-P1D", "it does not begin with P; write days and time units, such as P90D or PT24H"},
    {"P", units},
    {"P1DT", units},
    {"PT1H1D", units},
    {"P1S", units},
    {"P3650001D", units},
};

} // namespace

BOOST_AUTO_TEST_SUITE(policy_document)

BOOST_DATA_TEST_CASE(every_violation_has_its_line_column_and_pointer, refusals, refused) {
    const auto outcome = read_policy(with(refused.members), "policy.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().code == errc::invalid_document));
    BOOST_TEST(listed(outcome.error()) == refused.expected, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(a_duration_that_has_no_fixed_length_is_refused_and_says_why, bad_durations, bad) {
    const auto outcome = read_policy(with("\"failed\": {\"delete_after\": \"" + bad.text + "\"}"), "policy.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST(listed(outcome.error()) ==
                   std::vector<std::string>{"2:28 /rules/0/failed/delete_after '" + bad.text +
                                            "' is not a duration that can be counted on: " + bad.why},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_document_itself_is_checked) {
    const auto of = [](std::string_view text) { return listed(read_policy(text, "p").error()); };
    const std::vector<std::string> bare{
        "1:1  the member 'schema' is missing; add it, such as \"schema\": \"ingot.policy/1\"",
        "1:1  the member 'rules' is missing; add it, such as \"rules\": [{\"name\": \"all\"}]",
        "1:2 /rule unknown member 'rule'; did you mean 'rules'?"};
    BOOST_TEST(of("{\"rule\": []}") == bare, boost::test_tools::per_element());
    const std::vector<std::string> other{
        "1:12 /schema this is a document of schema 'ingot.policy/2'; expected 'ingot.policy/1'",
        "1:39 /rules expected an array, found an object"};
    BOOST_TEST(of("{\"schema\": \"ingot.policy/2\", \"rules\": {}}") == other, boost::test_tools::per_element());
    BOOST_TEST(of("[]")[0] == "1:1  expected an object, found an array");
    BOOST_TEST(of("/* nothing")[0] == "1:11  the document ends too early: a whole comment, '// ...' or '/* ... */' is "
                                      "missing; is it cut short?");
}

BOOST_AUTO_TEST_CASE(every_rule_has_a_name_of_its_own) {
    const auto outcome = read_policy("{\"schema\": \"ingot.policy/1\", \"rules\": [{\"name\": \"a\"}, {}, "
                                     "{\"name\": \"\"},\n{\"name\": \"a\"}, 7, {\"name\": \"A\"}]}",
                                     "p");
    BOOST_REQUIRE(!outcome);
    const std::vector<std::string> expected{
        "1:55 /rules/1 the member 'name' is missing; add it, such as \"name\": \"prod-linux\"",
        "1:68 /rules/2/name a rule needs a name that is not empty",
        "2:10 /rules/3/name an earlier rule has the name 'a' already; give each rule a name of its own",
        "2:16 /rules/4 expected an object, found a number"};
    BOOST_TEST(listed(outcome.error()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_rule_with_a_name_alone_is_the_empty_rule) {
    const auto outcome = read_policy(with("\"match\": {}").c_str(), "p");
    BOOST_REQUIRE(outcome.has_value());
    rule expected;
    expected.name = "r";
    BOOST_REQUIRE(outcome->rules.size() == 1U);
    BOOST_TEST((outcome->rules[0] == expected));
}

BOOST_AUTO_TEST_CASE(a_full_rule_with_comments_is_read) {
    const auto outcome = read_policy(R"(// for production
      {"schema": "ingot.policy/1", "rules": [{
        "name": "prod-linux", /* everything that counts */
        "match": {"galleries": ["prod*"], "definitions": "ubuntu-*", "tags": {"tier": ["prod", "stage"]}},
        "keep": {"newest": 3, "rollback_reserve": 2, "tags": {"legal-hold": "*"}, "versions": ["1.0.0"],
                 "lineage": false},
        "deprecate": {"older_than": "P90D", "keep_newest": 3, "end_of_life_after": "P60D"},
        "trim": {"keep_newest": 2, "deprecated_only": false},
        "delete": {"older_than": "P180D", "deprecated_for": "P30D", "unused_for": "PT36H"},
        "failed": {"delete_after": "P7D"},
        "candidates": {"delete_after": "P30D"},
        "shared": {"notice": "PT0.5S"},
        "evidence": {"max_age": "PT12H", "sources": ["locks"], "scopes": ["/subscriptions/s"]},
        "limits": {"max_deletes": 5, "max_fraction": 0.25},
        "versioning": {"x": 1}, "publish": {}, "rollout": {}, "govern": {}
      }]})",
                                     "p");
    BOOST_REQUIRE(outcome.has_value());
    using std::chrono::hours;
    rule expected;
    expected.name = "prod-linux";
    expected.match = {{"prod*"}, {"ubuntu-*"}, {{"tier", {"prod", "stage"}}}};
    expected.keep = {3, 2, {{"legal-hold", {"*"}}}, {"1.0.0"}, false};
    expected.deprecate = {hours(24) * 90, 3, hours(24) * 60};
    expected.trim = {2, false};
    expected.remove = {hours(24) * 180, duration(hours(24) * 30), duration(hours(36))};
    expected.failed = {hours(24) * 7};
    expected.candidates = {hours(24) * 30};
    expected.shared = {duration(5'000'000)};
    expected.evidence = {hours(12), {"locks"}, {*resource_id::parse("/subscriptions/s")}};
    expected.limits = {5, 0.25};
    BOOST_REQUIRE(outcome->rules.size() == 1U);
    BOOST_TEST((outcome->rules[0] == expected));
}

BOOST_AUTO_TEST_SUITE_END()
