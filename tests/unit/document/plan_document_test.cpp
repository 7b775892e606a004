#include "reading.hpp"

#include <ingot/crypto/sha256.hpp>
#include <ingot/document/digest.hpp>
#include <ingot/document/latest_document.hpp>
#include <ingot/document/plan_document.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace ingot;

namespace {

const std::string definition_id =
    "/subscriptions/S/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/d";

resource_id id(const std::string& text) { return *resource_id::parse(text); }
timestamp at(std::string_view text) { return *parse_timestamp(text); }

/// A plan with something in every member.
plan full_plan() {
    plan p;
    p.now = at("2026-03-01T00:00:00Z");
    verdict kept;
    kept.id = id(definition_id + "/versions/2.0.0");
    kept.rule = "prod \"linux\"";
    kept.stage = stage::active;
    kept.holds = {{hold_code::latest, "it is latest", std::nullopt, {"eastus", "westus"}},
                  {hold_code::too_young, "", at("2026-04-01T00:00:00.5Z"), {}}};
    verdict dropped;
    dropped.id = id(definition_id + "/versions/1.0.0");
    dropped.stage = stage::deprecated;
    dropped.decision = decision::remove;
    p.verdicts = {dropped, kept};
    p.latest = {{id(definition_id), region("westus"), image_version{2, 0, 0}, std::nullopt}};
    step trim;
    trim.id = "s1";
    trim.action = action::trim;
    trim.target = dropped.id;
    trim.precondition = sha256_hex("before");
    trim.request.drop_regions = {region("eastus")};
    trim.request.exclude_from_latest = true;
    trim.request.exclude_in_regions = {{region("westus"), true}, {region("a"), false}};
    trim.request.end_of_life_date = at("2026-05-01T00:00:00Z");
    trim.request.set_tags = {{"ingot-deprecated-at", "2026-03-01T00:00:00Z"}, {"Z", ""}};
    trim.request.remove_tags = {"ingot-stage"};
    trim.inverse.emplace();
    trim.inverse->add_regions = {{region("eastus"), 2, "Standard_LRS", false, 3}, {region("b"), {}, "", {}, 0}};
    trim.because = "rule prod: not used";
    step gone;
    gone.id = "s2";
    gone.action = action::remove;
    gone.target = dropped.id;
    gone.requires_done = {"s1"};
    gone.precondition = sha256_hex("after");
    gone.request.remove = true;
    gone.because = "nothing holds it";
    p.steps = {trim, gone};
    p.estimates = {8, std::chrono::minutes(3), 2, 254};
    seal(p, estate(), policy());
    return p;
}

std::string written(const plan& p) {
    text_sink sink;
    BOOST_REQUIRE(write_plan(p, sink).has_value());
    return sink.text();
}

std::vector<std::string> refused(const std::string& text) {
    const auto outcome = read_plan(text, "plan.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().code == errc::invalid_document));
    return listed(outcome.error());
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto found = text.find(what);
    BOOST_REQUIRE(found != std::string::npos);
    return text.replace(found, what.size(), by);
}

} // namespace

BOOST_AUTO_TEST_SUITE(plan_document)

BOOST_AUTO_TEST_CASE(an_empty_plan_is_one_canonical_line) {
    plan p;
    p.now = at("2026-03-01T00:00:00Z");
    seal(p, estate(), policy());
    const std::string without = "{\"estate_digest\":\"" + estate_digest(estate()) +
                                "\",\"estimates\":{\"gigabytes_freed\":0,\"least_duration\":\"PT0S\","
                                "\"replicas_removed\":0,\"requests\":0},\"latest\":[],\"now\":\"2026-03-01T00:00:00Z\","
                                "\"policy_digest\":\"" +
                                policy_digest(policy()) +
                                "\",\"schema\":\"ingot.plan/1\",\"steps\":[],\"verdicts\":[]}";
    BOOST_TEST(p.plan_digest == sha256_hex(without));
    BOOST_TEST(written(p) == replaced(without, "\"policy_digest\"",
                                      "\"plan_digest\":\"" + p.plan_digest + "\",\"policy_digest\"") +
                                 "\n");
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_the_same) {
    const plan p = full_plan();
    const auto read = read_plan(written(p), "plan.json");
    if (!read)
        for (const auto& line : listed(read.error())) BOOST_TEST_MESSAGE(line);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((*read == p));
    BOOST_TEST(written(*read) == written(p));
}

BOOST_AUTO_TEST_CASE(steps_say_only_what_they_change) {
    const std::string text = written(full_plan());
    BOOST_TEST(text.find("\"request\":{\"remove\":true},\"requires\":[\"s1\"]") != std::string::npos);
    BOOST_TEST(text.find("\"inverse\":null") != std::string::npos);
    BOOST_TEST(text.find("\"request\":{\"drop_regions\":[\"eastus\"],\"end_of_life_date\":\"2026-05-01T00:00:00Z\","
                         "\"exclude_from_latest\":true,\"exclude_in_regions\":{\"a\":false,\"westus\":true},"
                         "\"remove_tags\":[\"ingot-stage\"],\"set_tags\":{\"Z\":\"\",\"ingot-deprecated-at\":"
                         "\"2026-03-01T00:00:00Z\"}}") != std::string::npos);
    BOOST_TEST(text.find("\"inverse\":{\"add_regions\":[{\"additional_replicas\":3,\"exclude_from_latest\":false,"
                         "\"name\":\"eastus\",\"regional_replica_count\":2,\"storage_account_type\":\"Standard_LRS\"},"
                         "{\"name\":\"b\"}]}") != std::string::npos);
    BOOST_TEST(text.find("{\"after\":null,\"before\":\"2.0.0\",") != std::string::npos);
    BOOST_TEST(text.find("\"until\":\"2026-04-01T00:00:00.5Z\"") != std::string::npos);
    BOOST_TEST(text.find("\"rule\":null") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(blanks_and_the_order_of_members_do_not_break_the_digest) {
    std::string text = written(full_plan());
    text = replaced(text, "\"schema\":\"ingot.plan/1\",", "");
    text.insert(1, "\n  \"schema\" : \"ingot.plan/1\",\n");
    BOOST_TEST(read_plan(text, "plan.json").has_value());
}

BOOST_AUTO_TEST_CASE(a_plan_that_was_changed_is_refused) {
    const std::string text = written(full_plan());
    for (const auto& [what, by] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"\"decision\":\"delete\"", "\"decision\":\"keep\""},
             {"1.0.0\"", "3.0.0\""},
             {"\"s1\"", "\"s3\""},
             {"\"requests\":8", "\"requests\":9"},
             {"\"because\":\"n", "\"because\":\"N"},
             {"\"remove\":true", "\"restore\":true"},
             {"\"2026-03-01T00:00:00Z\"", "\"2026-03-01T00:00:01Z\""},
             {"\"code\":\"latest\"", "\"code\":\"newest\""},
         }) {
        const auto found = refused(replaced(text, what, by));
        BOOST_REQUIRE(found.size() == 1U);
        const std::string where = "1:" + std::to_string(text.find("\"plan_digest\":") + 15) + " /plan_digest ";
        BOOST_TEST(found[0] == where + "the digest does not fit the plan, so that the plan was changed after it was "
                                       "made; make it anew, since a changed plan is never carried out");
    }
}

BOOST_AUTO_TEST_CASE(a_plan_is_read_strictly) {
    plan empty;
    seal(empty, estate(), policy());
    const std::string text = written(empty);
    const auto first = [&](std::string_view what, std::string_view by) { return refused(replaced(text, what, by))[0]; };
    BOOST_TEST(first("{\"estate_digest\"", "{\"more\":1,\"estate_digest\"") ==
               "1:2 /more a plan has no member 'more'; take it out or make the plan anew");
    BOOST_TEST(first("\"schema\":\"ingot.plan/1\",", "") == "1:1  the member 'schema' is missing; make the plan anew");
    BOOST_TEST(first("ingot.plan/1", "ingot.plan/2").find(
                   "/schema this is a document of schema 'ingot.plan/2'; expected 'ingot.plan/1'") !=
               std::string::npos);
    BOOST_TEST(first("\"steps\":[]", "\"steps\":{}").find("/steps expected an array, found an object") !=
               std::string::npos);
    BOOST_TEST(first("\"estate_digest\":\"", "\"estate_digest\":\"x") ==
               "1:18 /estate_digest expected a SHA-256 digest of 64 lower-case hexadecimal digits");
    BOOST_TEST(first("\"least_duration\":\"PT0S\"", "\"least_duration\":0").find(
                   "/estimates/least_duration expected a string, found a number") != std::string::npos);
    BOOST_TEST(refused("{\"schema\":\"ingot.plan/1\",\"verdicts\":[{}]}").size() == 12U);
    const auto steps = refused("{\"steps\":[\n{\"action\":\"burn\",\"colour\":1,\"request\":{\"exclude\":1}}]}");
    const std::string missing = "2:1 /steps/0 the member 'because' is missing; add it, such as \"because\": \"...\"";
    const std::vector<std::string> in_text{
        "2:11 /steps/0/action 'burn' is none of: deprecate, trim, delete",
        "2:18 /steps/0/colour unknown member 'colour'; did you mean 'action'?",
        "2:40 /steps/0/request/exclude unknown member 'exclude'; did you mean 'remove'?"};
    BOOST_REQUIRE(steps.size() == 17U); // eight members of the plan and six of its step are missing
    BOOST_TEST(steps[8] == missing);
    BOOST_TEST(std::vector<std::string>(steps.begin() + 14, steps.end()) == in_text,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_plan_that_is_cut_short_is_refused) {
    const std::string text = written(full_plan());
    for (std::size_t length = 0; length + 2 < text.size(); length += 7)
        BOOST_TEST(!read_plan(text.substr(0, length), "plan.json").has_value());
}

BOOST_AUTO_TEST_CASE(a_text_that_is_not_utf8_cannot_be_written) {
    plan p = full_plan();
    p.steps[0].because = "\xff";
    text_sink sink;
    const auto outcome = write_plan(p, sink);
    BOOST_REQUIRE(!outcome);
    BOOST_TEST(outcome.error().message == "cannot write canonical JSON: a text is not valid UTF-8: '\xff'");
}

BOOST_AUTO_TEST_CASE(a_file_appears_whole_or_not_at_all) {
    namespace fs = std::filesystem;
    const fs::path directory = fs::temp_directory_path() / ("ingot-plan-" + std::to_string(::getpid()));
    fs::create_directory(directory);
    const std::string path = directory / "plan.json";
    const plan p = full_plan();
    {
        auto sink = file_sink::create(path);
        BOOST_REQUIRE(sink.has_value());
        BOOST_REQUIRE(write_plan(p, *sink).has_value());
        BOOST_TEST(!fs::exists(path));
    }
    BOOST_TEST(fs::is_empty(directory)); // not committed
    {
        auto sink = file_sink::create(path);
        BOOST_REQUIRE(sink.has_value());
        BOOST_REQUIRE(write_plan(p, *sink).has_value());
        BOOST_REQUIRE(sink->commit().has_value());
    }
    const auto read = read_plan_file(path);
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((*read == p));
    BOOST_TEST((file_sink::create(directory).error().code == errc::unavailable));
    BOOST_TEST((file_sink::create(directory / "no" / "plan.json").error().code == errc::not_found));
    fs::remove_all(directory);
}

BOOST_AUTO_TEST_CASE(what_latest_means_is_written_as_one_canonical_line) {
    definition_latest d;
    d.id = id(definition_id);
    d.regions = {{region("eastus"), image_version{1, 2, 3}, true, {{{2, 0, 0}, pass_reason::excluded}}},
                 {region("westus"), std::nullopt, false, {}}};
    text_sink sink;
    BOOST_REQUIRE(write_latest({d}, sink).has_value());
    BOOST_TEST(sink.text() == "{\"definitions\":[{\"id\":\"" + definition_id +
                                  "\",\"regions\":[{\"assumed\":true,\"passed_over\":[{\"reason\":\"excluded\","
                                  "\"version\":\"2.0.0\"}],\"region\":\"eastus\",\"version\":\"1.2.3\"},"
                                  "{\"assumed\":false,\"passed_over\":[],\"region\":\"westus\",\"version\":null}]}],"
                                  "\"schema\":\"ingot.latest/1\"}\n");
}

BOOST_AUTO_TEST_SUITE_END()
