#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;

namespace {

const std::string seeded_version =
    R"({"id": ")" + version_id("1.0.0") + R"(", "name": "1.0.0", "location": "West Europe",
    "unknownToUs": {"Kept": [1, 2.5, "x"]},
    "properties": {"provisioningState": "Succeeded", "storageProfile": {},
        "publishingProfile": {"publishedDate": "2025-05-05T05:05:05Z",
            "targetRegions": [{"name": "West Europe"}, {"name": "East US"}]}}})";

std::string estate(const std::string& more = "") {
    return R"({"schema": "ingot.estate/1", "coverage": [], "galleries": [{"id": ")" + gallery_id +
           R"(", "location": "West Europe", "properties": {}}], "image_definitions": [{"id": ")" +
           definition_id + R"(", "location": "West Europe", "properties": {}}])" + more + "}";
}

} // namespace

BOOST_AUTO_TEST_SUITE(seeding)

BOOST_AUTO_TEST_CASE(an_estate_is_loaded_as_it_is_and_dumped_again) {
    emulated_azure azure;
    BOOST_TEST(azure.service.seed(estate(R"(, "image_versions": [)" + seeded_version + "]")).has_value());
    const auto seen = azure.get(version_id("1.0.0"));
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(seen.number("/unknownToUs/Kept/0") == 1);
    BOOST_TEST(seen.text("/properties/publishingProfile/publishedDate") == "2025-05-05T05:05:05Z");
    const auto expanded = azure.get(version_id("1.0.0") + "?$expand=ReplicationStatus");
    BOOST_TEST(expanded.text("/properties/replicationStatus/summary/1/state") == "Completed");
    BOOST_TEST(azure.get(group).text("/name") == "images");

    const std::string dump = azure.service.snapshot();
    BOOST_TEST(dump.find(R"("Kept":[1,2.5,"x"])") != std::string::npos);
    emulated_azure twin;
    BOOST_TEST(twin.service.seed(dump).has_value());
    BOOST_TEST(twin.service.snapshot() == dump);
}

BOOST_AUTO_TEST_CASE(every_violation_is_reported_and_nothing_is_added) {
    emulated_azure azure;
    const auto refused = azure.service.seed(
        R"({"schema": "ingot.estate/1", "image_versions": [)" + seeded_version + "," + seeded_version +
        R"(, {"name": "no id"}], "galleries": {}, "locks": [{"id": "/subscriptions/x/locks/y"}]})");
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == ingot::errc::invalid_document));
    std::string pointers;
    for (const auto& violation : refused.error().violations) pointers += violation.pointer + ' ';
    BOOST_TEST(pointers.find("/image_versions/0/id ") != std::string::npos); // its definition is missing
    BOOST_TEST(pointers.find("/image_versions/1/id ") != std::string::npos); // and it is there twice
    BOOST_TEST(pointers.find("/image_versions/2/id ") != std::string::npos);
    BOOST_TEST(pointers.find("/galleries ") != std::string::npos);
    BOOST_TEST(pointers.find("/locks/0/id ") != std::string::npos);
    BOOST_TEST(azure.service.snapshot().find("1.0.0") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(text_that_is_no_estate_is_refused_with_line_and_column) {
    emulated_azure azure;
    const auto broken = azure.service.seed("{\n  \"schema\": nope}");
    BOOST_TEST_REQUIRE(!broken.has_value());
    BOOST_TEST(broken.error().violations.front().line == 2U);
    BOOST_TEST(!azure.service.seed("[]").has_value());
    BOOST_TEST(!azure.service.seed(R"({"schema": "ingot.policy/1"})").has_value());
}

BOOST_AUTO_TEST_CASE(a_seeded_version_that_is_listed_as_soft_deleted_can_be_restored_whole) {
    emulated_azure azure;
    BOOST_TEST(
        azure.service
            .seed(estate(R"(, "image_versions": [)" + seeded_version + R"(], "soft_deleted_versions": [
        {"id": "/x", "name": "1.0.0", "location": "West Europe", "properties": {"resourceArmId": ")" +
                         version_id("1.0.0") + R"(", "softDeletedTime": "2025-12-31T00:00:00+00:00"}}])"))
            .has_value());
    BOOST_TEST(azure.get(version_id("1.0.0")).status == 404);
    BOOST_TEST(azure.patch(version_id("1.0.0"), R"({"properties": {"restore": true}})").status == 200);
    azure.settle();
    BOOST_TEST(azure.get(version_id("1.0.0")).number("/unknownToUs/Kept/0") == 1);
}

BOOST_AUTO_TEST_CASE(seeded_soft_deleted_versions_expire_in_time) {
    emulated_azure azure;
    BOOST_TEST(azure.service
                   .seed(estate(R"(, "soft_deleted_versions": [{"location": "West Europe", "properties":
        {"resourceArmId": ")" + version_id("1.0.0") +
                                R"(", "softDeletedTime": "2025-12-31T00:00:00Z"}}])"))
                   .has_value());
    const std::string bin = gallery_id + "/softDeletedArtifactTypes/images/artifacts/ubuntu-22/versions";
    azure.pass(24h * 5);
    BOOST_TEST(azure.get(bin).size("/value") == 1U);
    azure.pass(24h);
    BOOST_TEST(azure.get(bin).size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_machines_load_and_are_paged_through) {
    constexpr std::size_t count = 100'000;
    std::string machines;
    for (std::size_t i = 0; i < count; ++i)
        machines +=
            (i == 0 ? "" : ",") + (R"({"id": ")" + compute + "/virtualMachines/vm" + std::to_string(i) +
                                   R"(", "location": "West Europe", "properties": {"storageProfile":
        {"imageReference": {"id": ")" +
                                   definition_id + R"(", "exactVersion": "1.0.0"}}}})");
    ingot::emulator::options chosen;
    chosen.page_size = 1000;
    emulated_azure azure(chosen);
    BOOST_TEST(azure.service.seed(estate(R"(, "virtual_machines": [)" + machines + "]")).has_value());
    std::size_t seen = 0;
    for (std::string next = compute + "/virtualMachines"; !next.empty();) {
        const auto page = azure.get(next);
        seen += page.size("/value");
        next = page.text("/nextLink");
    }
    BOOST_TEST(seen == count);
}

BOOST_AUTO_TEST_SUITE_END()
