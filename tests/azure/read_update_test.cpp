#include "complete_bodies.hpp"
#include "openapi_schema.hpp"
#include "stranger.hpp"

#include <ingot/azure/read_update.hpp>
#include <ingot/azure/write_body.hpp>

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

using namespace ingot::azure;
using ingot::errc;
using ingot_test::stranger;
using rapidjson::Document;
using rapidjson::Pointer;
using rapidjson::Value;

namespace {

const std::filesystem::path gallery_file =
    std::filesystem::path(INGOT_AZURE_SPEC) /
    "specification/compute/resource-manager/Microsoft.Compute/GalleryRP/stable/2024-03-03/gallery.json";

boost::test_tools::assertion_result is_present(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(std::filesystem::exists(gallery_file));
    there.message() << "there is no " << gallery_file.string() << "; set INGOT_AZURE_SPEC";
    return there;
}

std::string text_of(const Value& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return buffer.GetString();
}

/// A version as the service gives it: what was written, and what it adds.
Document read_version() {
    Document version;
    version.Parse(write_body({}, ingot_test::complete_version_creations().front())->c_str());
    auto& memory = version.GetAllocator();
    version.AddMember(
        "id",
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b/versions/1.0.0",
        memory);
    version.AddMember("name", "1.0.0", memory);
    version.AddMember("type", "Microsoft.Compute/galleries/images/versions", memory);
    Pointer("/properties/provisioningState").Set(version, "Succeeded");
    Pointer("/properties/publishingProfile/publishedDate").Set(version, "2026-01-01T00:00:00Z");
    Pointer("/properties/replicationStatus/aggregatedState").Set(version, "Completed");
    Pointer("/properties/storageProfile/osDiskImage/sizeInGB").Set(version, 30);
    Pointer("/properties/safetyProfile/reportedForPolicyViolation").Set(version, false);
    Pointer("/properties/validationsProfile/validationEtag").Set(version, "e");
    return version;
}

} // namespace

BOOST_AUTO_TEST_SUITE(updates_that_were_read)

BOOST_AUTO_TEST_CASE(target_regions_go_back_as_they_came_whatever_the_service_has_added_to_them) {
    std::size_t with_strangers = 0;
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
        Document version = read_version();
        stranger adds(seed);
        for (const char* const list : {"/properties/publishingProfile/targetRegions",
                                       "/properties/publishingProfile/targetExtendedLocations"})
            adds.strew(*Pointer(list).Get(version), version.GetAllocator());
        const auto update = read_image_version_update(text_of(version), "version");
        BOOST_REQUIRE_MESSAGE(update.has_value(),
                              "seed " << seed << ": " << (update ? "" : update.error().message));
        const auto body = write_body({}, *update);
        BOOST_REQUIRE_MESSAGE(body.has_value(),
                              "seed " << seed << ": " << (body ? "" : body.error().message));
        if (body->find("x-") != std::string::npos) ++with_strangers;
        Document sent;
        sent.Parse(body->c_str());
        BOOST_REQUIRE_MESSAGE(!sent.HasParseError(), *body);
        for (const char* const list : {"/properties/publishingProfile/targetRegions",
                                       "/properties/publishingProfile/targetExtendedLocations"})
            BOOST_TEST((*Pointer(list).Get(sent) == *Pointer(list).Get(version)),
                       "seed " << seed << ": " << text_of(*Pointer(list).Get(version)) << " became "
                               << text_of(*Pointer(list).Get(sent)));
    }
    BOOST_TEST(with_strangers > 200U);
}

BOOST_AUTO_TEST_CASE(what_only_the_service_sets_is_not_sent_back,
                     *boost::unit_test::precondition(is_present)) {
    const auto update = read_image_version_update(text_of(read_version()), "version");
    BOOST_REQUIRE(update.has_value());
    const auto body = write_body({}, *update);
    BOOST_REQUIRE(body.has_value());
    for (const std::string& problem :
         ingot_test::openapi_schema(gallery_file, "GalleryImageVersionUpdate").violations(*body))
        BOOST_ERROR(problem);
    Document sent;
    sent.Parse(body->c_str());
    BOOST_TEST(text_of(sent["properties"]["storageProfile"]) == "{}");
    BOOST_TEST(!sent["properties"]["publishingProfile"].HasMember("endOfLifeDate"));
    BOOST_TEST(text_of(sent["tags"]) == R"({"ingot-stage":"candidate"})");
    BOOST_TEST(sent["properties"]["safetyProfile"]["blockDeletionBeforeEndOfLife"].IsTrue());
}

BOOST_AUTO_TEST_CASE(what_a_type_knows_wins_over_what_was_kept) {
    auto update = read_image_version_update(text_of(read_version()), "version");
    BOOST_REQUIRE(update.has_value());
    update->publishing->target_regions[0].unknown["excludeFromLatest"] = "\"never\"";
    update->publishing->target_regions[0].exclude_from_latest = true;
    const auto body = write_body({}, *update);
    BOOST_REQUIRE(body.has_value());
    BOOST_TEST(body->find("never") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_definition_says_again_what_it_is_and_keeps_its_features) {
    Document definition;
    definition.Parse(write_body({}, ingot_test::complete_definition_creation())->c_str());
    Pointer("/properties/features/0/since").Set(definition, 7);
    const std::string json = text_of(definition);
    auto update = read_image_definition_update(json, "definition");
    BOOST_REQUIRE(update.has_value());
    BOOST_TEST(
        *write_body({}, *update) ==
        R"({"properties":{"hyperVGeneration":"V2","identifier":{"offer":"linux.base","publisher":"contoso",)"
        R"("sku":"22_04-lts"},"osState":"Generalized","osType":"Linux"},"tags":{"tier":"prod"}})");
    auto features = read_image_features(json, "definition");
    BOOST_REQUIRE(features.has_value());
    update->features = *features;
    BOOST_TEST(
        write_body({}, *update)
            ->find(
                R"("features":[{"name":"SecurityType","since":7,"startsAtVersion":"2.0.0","value":"TrustedLaunch"}])") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_again_is_refused_with_its_place) {
    struct row {
        std::string json;
        std::string pointer;
        std::string why;
    };
    for (
        const auto& [json, pointer, why] :
        {row{R"([])", "", "expected an object"},
         row{R"({"properties":{}})", "", "no properties.publishingProfile.targetRegions"},
         row{R"({"properties":{"publishingProfile":{"targetRegions":[7]}}})",
             "/properties/publishingProfile/targetRegions/0", "expected an object"},
         row{R"({"properties":{"publishingProfile":{"targetRegions":[{"name":"a","regionalReplicaCount":"3"}]}}})",
             "/properties/publishingProfile/targetRegions/0/regionalReplicaCount", "expected a number"},
         row{R"({"tags":{"a":1},"properties":{"publishingProfile":{"targetRegions":[{"name":"a"}]}}})",
             "/tags/a", "expected a string"},
         row{R"({"properties":)", "", ""}}) {
        const auto update = read_image_version_update(json, "GET version");
        BOOST_REQUIRE_MESSAGE(!update.has_value(), json);
        BOOST_TEST((update.error().code == errc::invalid_document));
        const ingot::violation& first = update.error().violations.front();
        BOOST_TEST(first.document == "GET version");
        if (!why.empty()) BOOST_TEST(first.pointer == pointer);
        BOOST_TEST(first.message.find(why) != std::string::npos, first.message);
    }
    const auto features =
        read_image_features(R"({"properties":{"features":[{"startsAtVersion":"2"}]}})", "d");
    BOOST_REQUIRE(!features.has_value());
    BOOST_TEST(features.error().violations.front().pointer == "/properties/features/0/startsAtVersion");
}

BOOST_AUTO_TEST_SUITE_END()
