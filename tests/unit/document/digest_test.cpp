#include <ingot/document/digest.hpp>
#include <ingot/document/estate_document.hpp>
#include <ingot/document/policy_document.hpp>
#include <ingot/document/quoted_order.hpp>

#include <ingot/crypto/sha256.hpp>
#include <ingot/document/canonical_writer.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ingot;

namespace {

estate estate_of(const std::string& members) {
    auto read = read_estate("{\"schema\": \"ingot.estate/1\"" + (members.empty() ? "" : ", " + members) + "}", "e");
    BOOST_REQUIRE(read.has_value());
    return std::move(*read);
}

policy policy_of(const std::string& members) {
    auto read = read_policy(
        "{\"schema\": \"ingot.policy/1\", \"rules\": [{\"name\": \"r\"" + (members.empty() ? "" : ", " + members) + "}]}",
        "p");
    BOOST_REQUIRE(read.has_value());
    return std::move(*read);
}

std::string digest_of(const std::string& estate_members) { return estate_digest(estate_of(estate_members)); }
std::string policy_digest_of(const std::string& members) { return policy_digest(policy_of(members)); }

template <class T>
std::string form_of(const T& model) {
    text_sink sink;
    BOOST_REQUIRE(write_digested(model, sink).has_value());
    return sink.text();
}

const std::string gallery_id = "/subscriptions/S/resourceGroups/rg/providers/Microsoft.Compute/galleries/g";

std::string version(const std::string& number, const std::string& properties, const std::string& more = "") {
    return "{\"id\": \"" + gallery_id + "/images/d/versions/" + number + "\", \"properties\": {" + properties + "}" +
           more + "}";
}

std::string machine(const std::string& id, const std::string& image, const std::string& where = "") {
    return "{\"id\": \"" + id + "\", \"location\": \"" + where +
           "\", \"properties\": {\"storageProfile\": {\"imageReference\": {\"id\": \"" + gallery_id + image + "\"}}}}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(digests)

BOOST_AUTO_TEST_CASE(an_empty_estate_has_a_fixed_form) {
    BOOST_TEST(form_of(estate()) ==
               "{\"coverage\":[],\"galleries\":[],\"image_definitions\":[],\"image_versions\":[],"
               "\"last_seen_in_use\":{},\"locks\":[],\"references\":[],\"schema\":\"ingot.estate/1\",\"scopes\":[],"
               "\"soft_deleted_versions\":[],\"taken_at\":null,\"watched_since\":null}");
    BOOST_TEST(estate_digest(estate()) == sha256_hex(form_of(estate())));
}

BOOST_AUTO_TEST_CASE(an_estate_is_folded_and_sorted) {
    const estate one = estate_of(
        "\"taken_at\": \"2026-01-01T01:00:00+01:00\", \"scopes\": [\"/subscriptions/B\", \"/subscriptions/a\"],"
        "\"galleries\": [{\"id\": \"" + gallery_id + "\", \"properties\": {\"identifier\": {\"uniqueName\": \"U\"}}}],"
        "\"image_versions\": [" +
        version("10.0.0", "\"publishingProfile\": {\"targetRegions\": [{\"name\": \"West US\"}, {\"name\": \"east us\", "
                          "\"regionalReplicaCount\": 2}]}",
                ", \"tags\": {\"Z\": \"X\", \"a\": \"b\"}") +
        "], \"virtual_machines\": [" + machine("/subscriptions/S/VM2", "/images/d", "West US") + "," +
        machine("/subscriptions/S/vm1", "/images/D/versions/1.0.0") + "]");
    const std::string folded = "/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/galleries/g";
    BOOST_TEST(
        form_of(one) ==
        "{\"coverage\":[],\"galleries\":[{\"id\":\"" + folded +
            "\",\"permissions\":\"\",\"public_names\":[],\"soft_delete_enabled\":false,\"unique_name\":\"u\"}],"
            "\"image_definitions\":[],\"image_versions\":[{\"created_at\":null,\"id\":\"" +
            folded +
            "/images/d/versions/10.0.0\",\"location\":\"\",\"provisioning_state\":\"\",\"publishing\":{"
            "\"end_of_life_date\":null,\"exclude_from_latest\":null,\"published_date\":null,\"replica_count\":null,"
            "\"target_regions\":[{\"additional_replicas\":0,\"exclude_from_latest\":null,\"name\":\"eastus\","
            "\"regional_replica_count\":2,\"storage_account_type\":\"\"},{\"additional_replicas\":0,"
            "\"exclude_from_latest\":null,\"name\":\"westus\",\"regional_replica_count\":null,"
            "\"storage_account_type\":\"\"}]},\"replication\":null,\"safety\":{"
            "\"block_deletion_before_end_of_life\":false},\"storage\":{\"size_gb\":0,\"sources\":[]},"
            "\"tags\":{\"a\":\"b\",\"z\":\"X\"},\"validation_failed\":false}],\"last_seen_in_use\":{},\"locks\":[],"
            "\"references\":[{\"consumer\":\"/subscriptions/s/vm1\",\"kind\":\"virtual_machine\",\"region\":\"\","
            "\"target\":\"" +
            folded +
            "/images/d/versions/1.0.0\"},{\"consumer\":\"/subscriptions/s/vm2\",\"kind\":\"virtual_machine\","
            "\"region\":\"westus\",\"target\":\"" +
            folded +
            "/images/d/versions/latest\"}],\"schema\":\"ingot.estate/1\","
            "\"scopes\":[\"/subscriptions/a\",\"/subscriptions/b\"],\"soft_deleted_versions\":[],"
            "\"taken_at\":\"2026-01-01T00:00:00Z\",\"watched_since\":null}");
}

BOOST_AUTO_TEST_CASE(order_spelling_and_ignored_members_do_not_count) {
    const std::string a = version("1.0.0",
                                  "\"provisioningState\": \"Succeeded\", \"publishingProfile\": {\"publishedDate\": "
                                  "\"2026-01-01T00:00:00Z\", \"targetRegions\": [{\"name\": \"West US\"}, {\"name\": "
                                  "\"eastus\"}]}, \"replicationStatus\": {\"summary\": [{\"region\": \"a\", \"state\": "
                                  "\"Completed\"}, {\"region\": \"b\", \"state\": \"Failed\"}]}",
                                  ", \"tags\": {\"Tier\": \"prod\"}");
    const std::string b = version("2.0.0", "\"storageProfile\": {\"source\": {\"id\": \"" + gallery_id +
                                               "/images/x/versions/1.0.0\"}}");
    const std::string c = version("1.0.0",
                                  "\"extra\": 1, \"replicationStatus\": {\"aggregatedState\": \"x\", \"summary\": "
                                  "[{\"region\": \"B\", \"state\": \"failed\", \"progress\": 3}, {\"state\": "
                                  "\"COMPLETED\", \"region\": \"A\"}]}, \"publishingProfile\": {\"targetRegions\": "
                                  "[{\"name\": \"East US\"}, {\"name\": \"westus\"}], \"publishedDate\": "
                                  "\"2026-01-01T05:30:00.000+05:30\"}, \"provisioningState\": \"succeeded\"",
                                  ", \"tags\": {\"tier\": \"prod\"}, \"name\": \"1.0.0\"");
    const std::string coverage1 = "{\"scope\": \"/subscriptions/s\", \"source\": \"Locks\", \"status\": \"Complete\"}";
    const std::string coverage2 = "{\"scope\": \"/subscriptions/S\", \"source\": \"locks\", \"status\": \"complete\"}";
    const std::string coverage3 = "{\"scope\": \"/subscriptions/t\", \"source\": \"disks\", \"status\": \"denied\"}";
    BOOST_TEST(digest_of("\"image_versions\": [" + a + "," + b + "], \"coverage\": [" + coverage1 + "," + coverage3 +
                         "], \"scopes\": [\"/subscriptions/s\", \"/subscriptions/t\"]") ==
               digest_of("\"scopes\": [\"/subscriptions/T\", \"/subscriptions/s\", \"/SUBSCRIPTIONS/S\"], \"note\": {}, "
                         "\"coverage\": [" + coverage3 + "," + coverage2 + "," + coverage1 +
                         "], \"image_versions\": [" + b + "," + c + "]"));
    const std::string m1 = machine("/subscriptions/s/vm1", "/images/d");
    const std::string m2 = machine("/subscriptions/s/VM2", "/images/d/versions/latest");
    BOOST_TEST(digest_of("\"virtual_machines\": [" + m1 + "," + m2 + "]") ==
               digest_of("\"virtual_machines\": [" + machine("/Subscriptions/S/vm2", "/IMAGES/D") + "," +
                         machine("/subscriptions/s/VM1", "/images/d") + "]"));
}

BOOST_AUTO_TEST_CASE(whatever_a_decision_rests_on_counts) {
    const std::vector<std::string> different{
        "",
        "\"taken_at\": \"2026-01-01T00:00:00Z\"",
        "\"watched_since\": \"2026-01-01T00:00:00Z\"",
        "\"scopes\": [\"/subscriptions/s\"]",
        "\"galleries\": [{\"id\": \"/g\"}]",
        "\"galleries\": [{\"id\": \"/g\", \"properties\": {\"sharingProfile\": {\"permissions\": \"Groups\"}}}]",
        "\"image_versions\": [" + version("1.0.0", "") + "]",
        "\"image_versions\": [" + version("1.0.0", "\"provisioningState\": \"Odd\"") + "]",
        "\"image_versions\": [" + version("1.0.0", "\"replicationStatus\": {}") + "]",
        "\"image_versions\": [" + version("1.0.0", "", ", \"tags\": {\"a\": \"b\"}") + "]",
        "\"image_versions\": [" + version("1.0.0", "", ", \"tags\": {\"a\": \"B\"}") + "]",
        "\"image_versions\": [" + version("1.0.0", "", ", \"location\": \"westus\"") + "]",
        "\"soft_deleted_versions\": [{\"properties\": {\"resourceArmId\": \"" + gallery_id +
            "/images/d/versions/1.0.0\"}}]",
        "\"virtual_machines\": [" + machine("/subscriptions/s/vm1", "/images/d") + "]",
        "\"virtual_machines\": [" + machine("/subscriptions/s/vm1", "/images/d", "westus") + "]",
        "\"references\": [{\"kind\": \"pool\", \"target\": \"" + gallery_id + "/images/d\", \"where\": \"a.tf:1\"}]",
        "\"references\": [{\"kind\": \"pool\", \"target\": \"" + gallery_id + "/images/d\", \"where\": \"A.tf:1\"}]",
        "\"last_seen_in_use\": {\"" + gallery_id + "/images/d/versions/1.0.0\": \"2026-01-01T00:00:00Z\"}",
        "\"locks\": [{\"id\": \"/subscriptions/s/providers/Microsoft.Authorization/locks/l\"}]",
        "\"coverage\": [{\"scope\": \"/subscriptions/s\", \"source\": \"locks\", \"status\": \"partial\"}]",
    };
    std::vector<std::string> digests;
    for (const std::string& members : different) digests.push_back(digest_of(members));
    std::sort(digests.begin(), digests.end());
    BOOST_TEST((std::adjacent_find(digests.begin(), digests.end()) == digests.end()));
}

BOOST_AUTO_TEST_CASE(a_fingerprint_tells_a_soft_deleted_version_from_a_listed_one) {
    const estate one = estate_of("\"image_versions\": [" + version("1.0.0", "") + "]");
    const gallery_image_version& v = one.image_versions[0];
    BOOST_TEST(version_digest(v, false) != version_digest(v, true));
    gallery_image_version changed = v;
    changed.tags["x"] = "y";
    BOOST_TEST(version_digest(v, false) != version_digest(changed, false));
    text_sink sink;
    BOOST_REQUIRE(write_digested(v, true, sink).has_value());
    BOOST_TEST(sink.text().find("\"soft_deleted\":true") != std::string::npos);
    BOOST_TEST(version_digest(v, true) == sha256_hex(sink.text()));
}

BOOST_AUTO_TEST_CASE(a_policy_is_written_with_its_defaults) {
    BOOST_TEST(form_of(policy_of("")) ==
               "{\"rules\":[{\"candidates\":null,\"delete\":null,\"deprecate\":null,\"evidence\":{\"max_age\":\"P1D\","
               "\"scopes\":[],\"sources\":[\"locks\",\"scale_set_instances\",\"scale_sets\",\"virtual_machines\"]},"
               "\"failed\":null,\"keep\":{\"lineage\":true,\"newest\":1,\"rollback_reserve\":1,\"tags\":{},"
               "\"versions\":[]},\"limits\":{\"max_deletes\":20,\"max_fraction\":0.5},\"match\":{\"definitions\":[],"
               "\"galleries\":[],\"tags\":{}},\"name\":\"r\",\"shared\":null,\"trim\":null}],"
               "\"schema\":\"ingot.policy/1\"}");
}

BOOST_AUTO_TEST_CASE(policies_that_say_the_same_have_one_digest) {
    BOOST_TEST(policy_digest_of("") ==
               policy_digest_of("\"keep\": {\"newest\": 1}, \"match\": {}, \"publish\": {\"x\": 1}, \"limits\": "
                                "{\"max_fraction\": 0.50}, \"evidence\": {\"max_age\": \"PT24H\", \"sources\": [\"Locks\", "
                                "\"scale_sets\", \"virtual_machines\", \"scale_set_instances\", \"locks\"]} // note\n"));
    BOOST_TEST(policy_digest_of("\"match\": {\"galleries\": \"a\", \"tags\": {\"X\": [\"b\", \"a\"]}}") ==
               policy_digest_of("\"match\": {\"tags\": {\"x\": [\"a\", \"b\", \"a\"]}, \"galleries\": [\"a\"]}"));
    BOOST_TEST(policy_digest_of("\"delete\": {\"older_than\": \"PT48H\"}") ==
               policy_digest_of("\"delete\": {\"older_than\": \"P2D\"}"));
}

BOOST_AUTO_TEST_CASE(policies_that_differ_have_different_digests) {
    const std::vector<std::string> different{
        "", "\"trim\": {}", "\"trim\": {\"keep_newest\": 2}", "\"failed\": {\"delete_after\": \"P1D\"}",
        "\"candidates\": {\"delete_after\": \"P1D\"}", "\"shared\": {\"notice\": \"P1D\"}",
        "\"delete\": {\"older_than\": \"P1D\"}", "\"delete\": {\"older_than\": \"P1D\", \"unused_for\": \"PT0S\"}",
        "\"deprecate\": {\"older_than\": \"P1D\", \"end_of_life_after\": \"P1D\"}", "\"keep\": {\"lineage\": false}",
        "\"keep\": {\"tags\": {\"a\": \"*\"}}", "\"match\": {\"tags\": {\"a\": \"*\"}}",
        "\"limits\": {\"max_fraction\": 0.1}", "\"evidence\": {\"scopes\": [\"/subscriptions/s\"]}"};
    std::vector<std::string> digests;
    for (const std::string& members : different) digests.push_back(policy_digest_of(members));
    std::sort(digests.begin(), digests.end());
    BOOST_TEST((std::adjacent_find(digests.begin(), digests.end()) == digests.end()));
}

BOOST_AUTO_TEST_CASE(the_order_of_rules_counts) {
    policy two = policy_of("");
    two.rules.push_back(two.rules[0]);
    two.rules[1].name = "s";
    policy swapped = two;
    std::swap(swapped.rules[0], swapped.rules[1]);
    BOOST_TEST(policy_digest(two) != policy_digest(swapped));
}

// The order of references is that of their canonical texts, though those are never made.
BOOST_AUTO_TEST_CASE(quoted_order_is_the_order_of_canonical_texts) {
    const std::vector<std::string> texts{"",    "a",    "a b",  "a!",   "a\"",     "a#",   "a\\",  "a]",
                                         "a\n", "a\t",  "a\x01", "a\x02", "a\x1f", "a\x7f", "aa",  "A",
                                         "aB",  "ab",   "a\xC3\xA9", "a\xF0\x9F\x98\x80", "a\b", "b"};
    const auto canonical = [](std::string_view text) {
        text_sink sink;
        canonical_writer out(sink);
        out.text(text);
        BOOST_REQUIRE(out.finish().has_value());
        return sink.text();
    };
    const auto sign = [](int value) { return (value > 0) - (value < 0); };
    for (const std::string& a : texts) {
        for (const std::string& b : texts) {
            BOOST_TEST_INFO(canonical(a) + " and " + canonical(b));
            BOOST_TEST(sign(compare_quoted(a, b)) == sign(canonical(a).compare(canonical(b))));
            const std::string x = fold(std::string_view(a));
            const std::string y = fold(std::string_view(b));
            BOOST_TEST(sign(compare_quoted(a, b, true, true)) == sign(canonical(x).compare(canonical(y))));
            BOOST_TEST(sign(compare_quoted(a, b, true, false)) == sign(canonical(x).compare(canonical(b))));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
