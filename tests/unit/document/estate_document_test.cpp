#include "reading.hpp"

#include <ingot/document/estate_document.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace ingot;

namespace {

const std::string gallery_id = "/subscriptions/S1/resourceGroups/rg/providers/Microsoft.Compute/galleries/g";
const std::string version_id = gallery_id + "/images/d/versions/1.0.0";

std::string with(const std::string& members) { return "{\"schema\": \"ingot.estate/1\",\n" + members + "}"; }

estate read(const std::string& members) {
    auto outcome = read_estate(with(members), "estate.json");
    if (!outcome)
        for (const auto& line : listed(outcome.error())) BOOST_TEST_MESSAGE(line);
    BOOST_REQUIRE(outcome.has_value());
    return std::move(*outcome);
}

std::vector<std::string> references_of(const estate& from) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < from.references.size(); ++i) {
        const reference_view r = from.references[i];
        lines.push_back(std::string(r.kind) + ' ' + std::string(r.consumer) + ' ' + r.target.text() + " in '" +
                        r.where.name() + '\'');
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

struct refusal {
    std::string members;
    std::vector<std::string> expected;
};

std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << r.members; }

const std::vector<refusal> refusals{
    {"\"galleries\": {}", {"2:14 /galleries expected an array, found an object"}},
    {"\"galleries\": [7]", {"2:15 /galleries/0 expected an object, found a number"}},
    {"\"galleries\": [{}]", {"2:15 /galleries/0 the member 'id' is missing; add it as a string"}},
    {"\"galleries\": [{\"id\": null}]", {"2:15 /galleries/0 the member 'id' is missing; add it as a string"}},
    {"\"galleries\": [{\"id\": \"g\"}]",
     {"2:22 /galleries/0/id 'g' is not a resource id; expected "
      "/subscriptions/<id>/resourceGroups/<name>/providers/..."}},
    {"\"galleries\": [{\"id\": \"/g\"},\n {\"id\": \"/G\"},\n {\"id\": \"/g/\"}]",
     {"3:9 /galleries/1/id this resource is listed already as element 0 of this array (ids compare without regard "
      "to case); list it once",
      "4:9 /galleries/2/id this resource is listed already as element 0 of this array (ids compare without regard "
      "to case); list it once"}},
    {"\"galleries\": [{\"id\": \"/g\", \"properties\": {\"softDeletePolicy\": {\"isSoftDeleteEnabled\": 1},\n"
     " \"sharingProfile\": {\"permissions\": [], \"communityGalleryInfo\": {\"publicNames\": [1]}}}}]",
     {"2:87 /galleries/0/properties/softDeletePolicy/isSoftDeleteEnabled expected a boolean, found a number",
      "3:36 /galleries/0/properties/sharingProfile/permissions expected a string, found an array",
      "3:81 /galleries/0/properties/sharingProfile/communityGalleryInfo/publicNames/0 expected a string, found a "
      "number"}},
    {"\"image_definitions\": [{\"id\": \"" + version_id + "\"}]",
     {"2:30 /image_definitions/0/id '" + version_id +
      "' is not the id of an image definition; expected .../providers/Microsoft.Compute/galleries/<gallery>/images/"
      "<definition>"}},
    {"\"image_versions\": [{\"id\": \"" + gallery_id + "/images/d/versions/1.0\"}]",
     {"2:27 /image_versions/0/id '1.0' is not an image version: it needs three parts; write three numbers such as "
      "1.2.3"}},
    {"\"image_versions\": [{\"id\": \"" + gallery_id + "/images/d/versions/latest\"}]",
     {"2:27 /image_versions/0/id '" + gallery_id +
      "/images/d/versions/latest' is not the id of an image version; expected .../providers/Microsoft.Compute/"
      "galleries/<gallery>/images/<definition>/versions/<version>"}},
    {"\"image_versions\": [{\"id\": \"" + version_id + "\", \"tags\": {\"a\": 1, \"B\": \"x\", \"b\": \"y\"}}]",
     {"2:144 /image_versions/0/tags/a expected a string, found a number",
      "2:162 /image_versions/0/tags/b the tag 'b' stands twice, because tag names compare without regard to case; "
      "keep one"}},
    {"\"image_versions\": [{\"id\": \"" + version_id +
         "\",\n\"properties\": {\"publishingProfile\": {\"targetRegions\": [\n{\"name\": \"West US\"}, {\"name\": "
         "\"westus\"}, {}, {\"name\": \" \"},\n{\"name\": \"a\", \"regionalReplicaCount\": -1}, {\"name\": \"b\", "
         "\"regionalReplicaCount\": 2147483648}, {\"name\": \"c\", \"excludeFromLatest\": \"yes\"}], "
         "\"replicaCount\": 1.5}}}]",
     {"4:22 /image_versions/0/properties/publishingProfile/targetRegions/1 the region 'westus' is a target twice; "
      "keep one of them",
      "4:42 /image_versions/0/properties/publishingProfile/targetRegions/2 the member 'name' is missing; add it as a "
      "string",
      "4:55 /image_versions/0/properties/publishingProfile/targetRegions/3/name a target region needs a name, such as "
      "\"westeurope\"",
      "5:39 /image_versions/0/properties/publishingProfile/targetRegions/4/regionalReplicaCount -1 is out of range; "
      "expected a whole number from 0 to 2147483647",
      "5:82 /image_versions/0/properties/publishingProfile/targetRegions/5/regionalReplicaCount 2147483648 is out of "
      "range; expected a whole number from 0 to 2147483647",
      "5:130 /image_versions/0/properties/publishingProfile/targetRegions/6/excludeFromLatest expected a boolean, "
      "found a string",
      "5:155 /image_versions/0/properties/publishingProfile/replicaCount 1.5 is out of range; expected a whole number "
      "from 0 to 2147483647"}},
    {"\"soft_deleted_versions\": [{\"id\": \"/x\"}, {\"properties\": {}},\n"
     "{\"properties\": {\"resourceArmId\": \"/x\"}}]",
     {"2:27 /soft_deleted_versions/0 a soft-deleted version needs an object 'properties' with 'resourceArmId'",
      "2:56 /soft_deleted_versions/1/properties the member 'resourceArmId' is missing; add it as a string",
      "3:34 /soft_deleted_versions/2/properties/resourceArmId '/x' is not the id of an image version; expected "
      ".../providers/Microsoft.Compute/galleries/<gallery>/images/<definition>/versions/<version>"}},
    {"\"locks\": [{\"id\": \"/subscriptions/s\"}, {\"id\": \"/providers/Microsoft.Authorization/locks/l\"}]",
     {"2:18 /locks/0/id '/subscriptions/s' is not the id of a lock; expected "
      "<scope>/providers/Microsoft.Authorization/locks/<name>",
      "2:46 /locks/1/id '/providers/Microsoft.Authorization/locks/l' is not the id of a lock; expected "
      "<scope>/providers/Microsoft.Authorization/locks/<name>"}},
    {"\"coverage\": [{\"scope\": \"s\", \"source\": \"locks\", \"status\": \"complete\"}, {}]",
     {"2:24 /coverage/0/scope 's' is not a resource id; expected "
      "/subscriptions/<id>/resourceGroups/<name>/providers/...",
      "2:71 /coverage/1 the member 'scope' is missing; add it as a string",
      "2:71 /coverage/1 the member 'source' is missing; add it as a string",
      "2:71 /coverage/1 the member 'status' is missing; add it as a string"}},
    {"\"scopes\": [3, \"x\"]",
     {"2:12 /scopes/0 expected a string, found a number",
      "2:15 /scopes/1 'x' is not a resource id; expected /subscriptions/<id>/resourceGroups/<name>/providers/..."}},
    {"\"virtual_machines\": [{\"id\": \"/vm\", \"properties\": {\"storageProfile\": {\"imageReference\": {\"id\":\n\"" +
         gallery_id + "/images/d/versions/newest\"}}}}]",
     {"3:1 /virtual_machines/0/properties/storageProfile/imageReference/id 'newest' is not an image version: a part is "
      "not a number; write three numbers such as 1.2.3, or 'latest'"}},
    {"\"virtual_machines\": [{\"id\": \"/vm\", \"properties\": {\"storageProfile\": {\"imageReference\": {\"id\":\n\"" +
         gallery_id + "/images/d\", \"exactVersion\": \"1.x\"}}}}, {\"id\": \"/VM\"}]",
     {"3:105 /virtual_machines/0/properties/storageProfile/imageReference/exactVersion '1.x' is not an image version: "
      "a part is not a number; write three numbers such as 1.2.3",
      "3:123 /virtual_machines/1/id this resource is listed already as element 0 of this array (ids compare without "
      "regard to case); list it once"}},
    {"\"references\": [{\"kind\": \"infrastructure_file\", \"target\": \"main\"}, {\"kind\": 1}]",
     {"2:58 /references/0/target 'main' is not a resource id; expected "
      "/subscriptions/<id>/resourceGroups/<name>/providers/...",
      "2:67 /references/1 the member 'target' is missing; add it as a string",
      "2:76 /references/1/kind expected a string, found a number"}},
    {"\"last_seen_in_use\": {\"/x\": \"2026-01-01T00:00:00Z\", \"" + version_id + "\": 3}",
     {"2:22 /last_seen_in_use/~1x '/x' is not the id of an image version; expected .../providers/Microsoft.Compute/"
      "galleries/<gallery>/images/<definition>/versions/<version>",
      "2:155 /last_seen_in_use/" +
          [] {
              std::string pointer = version_id;
              for (std::size_t at = 0; (at = pointer.find('/', at)) != std::string::npos; at += 2)
                  pointer.replace(at, 1, "~1");
              return pointer;
          }() +
          " expected a string, found a number"}},
    {"\"taken_at\": 7, \"watched_since\": false",
     {"2:13 /taken_at expected a string, found a number", "2:33 /watched_since expected a string, found a boolean"}},
    {"\"galleries\": [{\"id\": \"/g\\u0000\"}]",
     {"2:22 /galleries/0/id the string holds the character U+0000, which no value here may have; take it out"}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(estate_document)

BOOST_DATA_TEST_CASE(every_violation_has_its_line_column_and_pointer, refusals, refused) {
    const auto outcome = read_estate(with(refused.members), "estate.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().code == errc::invalid_document));
    BOOST_TEST(listed(outcome.error()) == refused.expected, boost::test_tools::per_element());
    BOOST_TEST(outcome.error().violations[0].document == "estate.json");
}

BOOST_AUTO_TEST_CASE(the_schema_must_be_there_and_known) {
    const auto of = [](std::string_view text) { return listed(read_estate(text, "e").error()); };
    BOOST_TEST(of("{}")[0] == "1:1  the member 'schema' is missing; add \"schema\": \"ingot.estate/1\"");
    BOOST_TEST(of("{\"schema\": \"ingot.plan/1\"}")[0] ==
               "1:12 /schema this is an ingot.plan/1 document; expected ingot.estate/1");
    BOOST_TEST(of("{\"schema\": 1}")[0] == "1:12 /schema expected a string, found a number");
    BOOST_TEST(of("{\"x\": ").size() == 1U); // broken off: who knows what would have followed
}

BOOST_AUTO_TEST_CASE(the_message_of_the_error_names_the_first_violation_and_counts_the_others) {
    const auto outcome = read_estate("{\"schema\": 1, \"scopes\": 2}", "estate.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST(outcome.error().message ==
               "estate.json:1:12: /schema: expected a string, found a number (and 1 more violation)");
}

BOOST_AUTO_TEST_CASE(violations_before_a_syntax_error_are_reported_with_it) {
    const auto outcome = read_estate(with("\"scopes\": [1],\n\"locks\": [}"), "estate.json");
    BOOST_REQUIRE(!outcome);
    const std::vector<std::string> expected{"2:12 /scopes/0 expected a string, found a number",
                                            "3:11 /locks/0 unexpected '}'; expected a value"};
    BOOST_TEST(listed(outcome.error()) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(null_and_unknown_members_are_ignored) {
    const estate read_one = read(
        "\"galleries\": null, \"taken_at\": null, \"scopes\": null, \"last_seen_in_use\": null, \"extra\": [1, {}],"
        "\"image_versions\": [{\"id\": \"" +
        version_id +
        "\", \"tags\": null, \"location\": null, \"plan\": 1, \"properties\": {\"publishingProfile\": null,"
        "\"replicationStatus\": null, \"safetyProfile\": {\"later\": [2]}}}]");
    BOOST_TEST(read_one.galleries.empty());
    BOOST_REQUIRE(read_one.image_versions.size() == 1U);
    gallery_image_version expected;
    expected.id = *resource_id::parse(version_id);
    expected.version = {1, 0, 0};
    BOOST_TEST((read_one.image_versions[0] == expected));
}

BOOST_AUTO_TEST_CASE(a_version_is_read_as_the_service_returns_it) {
    const estate read_one = read(R"("image_versions": [{
        "id": ")" + version_id + R"(", "name": "1.0.0", "location": "West US",
        "tags": {"Ingot-Stage": "candidate", "empty": null},
        "properties": {
          "provisioningState": "succeeded",
          "publishingProfile": {
            "targetRegions": [
              {"name": "West US", "regionalReplicaCount": 2, "storageAccountType": "Standard_ZRS",
               "excludeFromLatest": true,
               "additionalReplicaSets": [{"regionalReplicaCount": 3}, {"storageAccountType": "x"}]},
              {"name": "northeurope"}],
            "replicaCount": 4, "excludeFromLatest": false,
            "publishedDate": "2026-01-02T03:04:05.6+00:00", "endOfLifeDate": "0001-01-01T00:00:00Z"},
          "safetyProfile": {"blockDeletionBeforeEndOfLife": true},
          "storageProfile": {
            "source": {"id": ")" + gallery_id + R"(/images/base/versions/3.0.0"},
            "osDiskImage": {"sizeInGB": 30, "source": {"id": "/subscriptions/s/snapshots/x"}},
            "dataDiskImages": [{"lun": 0, "sizeInGB": 4,
                "source": {"communityGalleryImageId": "/CommunityGalleries/Pub/Images/i/Versions/1.1.1"}}]},
          "replicationStatus": {"aggregatedState": "Completed",
            "summary": [{"region": "West US", "state": "completed"}, {"region": "northeurope", "state": "Odd"}]},
          "validationsProfile": {"executedValidations": [{"status": "Succeeded"}, {"status": "failed"}]}},
        "systemData": {"createdAt": "2026-01-01T00:00:00Z"}}])");
    BOOST_REQUIRE(read_one.image_versions.size() == 1U);
    gallery_image_version expected;
    expected.id = *resource_id::parse(version_id);
    expected.version = {1, 0, 0};
    expected.location = region("westus");
    expected.tags = {{"Ingot-Stage", "candidate"}, {"empty", ""}};
    expected.provisioning_state = provisioning::succeeded;
    expected.publishing.target_regions = {{region("westus"), 2, "Standard_ZRS", true, 3},
                                          {region("northeurope"), std::nullopt, "", std::nullopt, 0}};
    expected.publishing.replica_count = 4;
    expected.publishing.exclude_from_latest = false;
    expected.publishing.published_date = parse_timestamp("2026-01-02T03:04:05.6Z");
    expected.safety.block_deletion_before_end_of_life = true;
    expected.storage.sources = {**parse_image_target(gallery_id + "/images/base/versions/3.0.0"),
                                **parse_image_target("/CommunityGalleries/pub/images/i/versions/1.1.1")};
    expected.storage.size_gb = 34;
    expected.replication = {{region("westus"), open_enum<replication_names>(replication::completed)},
                            {region("northeurope"), open_enum<replication_names>("Odd")}};
    expected.validation_failed = true;
    expected.created_at = parse_timestamp("2026-01-01T00:00:00Z");
    BOOST_TEST((read_one.image_versions[0] == expected));
}

BOOST_AUTO_TEST_CASE(a_replication_status_without_rows_is_still_a_status) {
    const estate read_one = read("\"image_versions\": [{\"id\": \"" + version_id +
                                 "\", \"properties\": {\"replicationStatus\": {\"aggregatedState\": \"Completed\"}}}]");
    BOOST_REQUIRE(read_one.image_versions[0].replication.has_value());
    BOOST_TEST(read_one.image_versions[0].replication->empty());
}

BOOST_AUTO_TEST_CASE(galleries_definitions_and_locks_are_read) {
    const estate read_one = read(
        "\"galleries\": [{\"id\": \"" + gallery_id +
        "\", \"properties\": {\"identifier\": {\"uniqueName\": \"S1-G\"}, \"softDeletePolicy\": "
        "{\"isSoftDeleteEnabled\": true}, \"sharingProfile\": {\"permissions\": \"community\", "
        "\"communityGalleryInfo\": {\"publicNames\": [\"Pub-1\"]}}}}], \"image_definitions\": [{\"id\": \"" +
        gallery_id + "/images/d\", \"tags\": {\"tier\": \"prod\"}}], \"locks\": [{\"id\": \"" + gallery_id +
        "/providers/microsoft.authorization/Locks/keep\", \"properties\": {\"level\": \"cannotdelete\"}}]");
    const gallery& g = read_one.galleries.at(0);
    BOOST_TEST(g.unique_name == "S1-G");
    BOOST_TEST(g.public_names.at(0) == "Pub-1");
    BOOST_TEST((g.permissions == sharing::community));
    BOOST_TEST(g.soft_delete_enabled);
    BOOST_TEST(read_one.image_definitions.at(0).tags.at("TIER") == "prod");
    const management_lock& lock = read_one.locks.at(0);
    BOOST_TEST(lock.scope.text() == gallery_id);
    BOOST_TEST((lock.level == lock_level::can_not_delete));
}

BOOST_AUTO_TEST_CASE(every_consumer_makes_its_references) {
    const std::string image = gallery_id + "/images/d";
    const std::string folded = resource_id::parse(image)->folded();
    const estate read_one = read(R"(
      "virtual_machines": [
        {"id": "/vm/pinned", "location": "West US",
         "properties": {"storageProfile": {"imageReference": {"id": ")" + image + R"(/versions/1.0.0",
           "exactVersion": "1.0.0"}}}},
        {"id": "/vm/floating",
         "properties": {"storageProfile": {"imageReference": {"id": ")" + image + R"(", "exactVersion": "2.0.0"}}}},
        {"id": "/vm/shared", "properties": {"storageProfile": {"imageReference":
           {"sharedGalleryImageId": "/SharedGalleries/S1-G/Images/D/Versions/latest"}}}},
        {"id": "/vm/community", "properties": {"storageProfile": {"imageReference":
           {"communityGalleryImageId": "/CommunityGalleries/Pub/Images/D/Versions/4.0.0"}}}},
        {"id": "/vm/market", "properties": {"storageProfile": {"imageReference":
           {"publisher": "Canonical", "exactVersion": "22.04.202401010"}}}},
        {"id": "/vm/managed", "properties": {"storageProfile": {"imageReference":
           {"id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/images/old"}}}},
        {"id": "/vm/bare"}],
      "scale_sets": [{"id": "/set", "location": "a", "properties": {"virtualMachineProfile": {"storageProfile":
         {"imageReference": {"id": ")" + image + R"(/versions/LATEST"}}}}}],
      "scale_set_instances": [{"id": "/set/0", "properties": {"storageProfile": {"imageReference":
         {"id": ")" + image + R"(/versions/3.0.0"}}}}],
      "disks": [{"id": "/disk", "properties": {"creationData": {
         "galleryImageReference": {"id": ")" + image + R"(/versions/5.0.0"},
         "imageReference": {"id": ")" + image + R"(/versions/6.0.0"}}}}],
      "image_templates": [
        {"id": "/template", "properties": {"source": {"imageVersionId": ")" + image + R"(/versions/latest",
         "exactVersion": ")" + image + R"(/versions/7.0.0"}}},
        {"id": "/template2", "properties": {"source": {"imageVersionId": ")" + image + R"(/versions/8.0.0"}}}],
      "references": [{"kind": "pool", "target": ")" + image + R"(/versions/latest", "where": "infra/main.bicep:41",
         "region": "West Europe"}, {"kind": "pool", "target": "/subscriptions/s"}])");
    const std::vector<std::string> expected{
        "disk /disk " + folded + "/versions/5.0.0 in ''",
        "disk /disk " + folded + "/versions/6.0.0 in ''",
        "image_template /template " + folded + "/versions/7.0.0 in ''",
        "image_template /template " + folded + "/versions/latest in ''",
        "image_template /template2 " + folded + "/versions/8.0.0 in ''",
        "pool infra/main.bicep:41 " + folded + "/versions/latest in 'westeurope'",
        "scale_set /set " + folded + "/versions/latest in 'a'",
        "scale_set_instance /set/0 " + folded + "/versions/3.0.0 in ''",
        "virtual_machine /vm/community /communitygalleries/pub/images/d/versions/4.0.0 in ''",
        "virtual_machine /vm/floating " + folded + "/versions/2.0.0 in ''",
        "virtual_machine /vm/floating " + folded + "/versions/latest in ''",
        "virtual_machine /vm/pinned " + folded + "/versions/1.0.0 in 'westus'",
        "virtual_machine /vm/shared /sharedgalleries/s1-g/images/d/versions/latest in ''",
    };
    BOOST_TEST(references_of(read_one) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(instants_that_cannot_be_read_are_absent) {
    const estate read_one = read("\"taken_at\": \"yesterday\", \"watched_since\": \"0001-01-01T00:00:00Z\", "
                                 "\"coverage\": [{\"scope\": \"/subscriptions/s\", \"source\": \"locks\", \"status\": "
                                 "\"complete\", \"at\": \"2026-01-01\"}], \"last_seen_in_use\": {\"" +
                                 version_id + "\": \"never\"}");
    BOOST_TEST(!read_one.taken_at);
    BOOST_TEST(!read_one.watched_since);
    BOOST_TEST(!read_one.coverage.at(0).at);
    BOOST_TEST(read_one.last_seen_in_use.empty());
}

BOOST_AUTO_TEST_CASE(of_two_spellings_in_last_seen_in_use_the_later_counts) {
    for (const bool later_first : {true, false}) {
        const std::string upper = "\"" + gallery_id + "/IMAGES/d/versions/1.0.0\": \"2026-02-01T00:00:00Z\"";
        const std::string lower = "\"" + version_id + "\": \"2026-01-01T00:00:00Z\"";
        const estate read_one = read("\"last_seen_in_use\": {" + (later_first ? upper + "," + lower : lower + "," + upper) +
                                     "}");
        BOOST_REQUIRE(read_one.last_seen_in_use.size() == 1U);
        BOOST_TEST((read_one.last_seen_in_use.begin()->second == *parse_timestamp("2026-02-01T00:00:00Z")));
    }
}

BOOST_AUTO_TEST_CASE(soft_deleted_versions_may_be_repeated) {
    const std::string row = "{\"id\": \"/bin/1\", \"properties\": {\"resourceArmId\": \"" + version_id + "\"}}";
    BOOST_TEST(read("\"soft_deleted_versions\": [" + row + "," + row + "]").soft_deleted_versions.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_no_bad_document) {
    const auto outcome = read_estate_file("/no/such/estate.json");
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().code == errc::not_found));
    BOOST_TEST(outcome.error().message == "cannot open '/no/such/estate.json': No such file or directory");
    BOOST_TEST((read_estate_file("/tmp").error().code == errc::unavailable));
}

BOOST_AUTO_TEST_SUITE_END()
