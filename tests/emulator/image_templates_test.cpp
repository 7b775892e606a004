#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/unit_test.hpp>

using namespace ingot_test;

namespace {

const std::string templates = group + "/providers/Microsoft.VirtualMachineImages/imageTemplates";
const std::string nightly = templates + "/nightly";

std::string body_of(const std::string& distribute, const std::string& more = "") {
    return R"({"location": "West Europe", "properties": {"source": {"type": "PlatformImage", "publisher": "Canonical",
        "offer": "ubuntu", "sku": "22", "version": "latest"}, "customize": [])" +
           more + R"(, "distribute": [)" + distribute + "]}}";
}

std::string to_gallery(const std::string& more = "", const std::string& name = "golden") {
    return R"({"type": "SharedImage", "runOutputName": ")" + name + R"(", "galleryImageId": ")" + definition_id +
           R"(", "targetRegions": [{"name": "West Europe"}, {"name": "East US"}])" + more + "}";
}

const std::string latest_scheme = R"(, "versioning": {"scheme": "Latest", "major": 1})";

/// An emulator with a definition and a template that publishes to it.
struct factory : emulated_azure {
    factory() {
        make_definition();
        static_cast<void>(put(nightly, body_of(to_gallery(latest_scheme))));
        settle();
    }

    answer run() { return post(nightly + "/run", ""); }
    std::string state() { return get(nightly).text("/properties/lastRunStatus/runState"); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(image_templates)

BOOST_AUTO_TEST_CASE(a_run_builds_an_image_and_publishes_the_next_version) {
    factory azure;
    const auto accepted = azure.run();
    BOOST_TEST(accepted.status == 202);
    BOOST_TEST(azure.state() == "Running");
    BOOST_TEST(azure.get(nightly).text("/properties/lastRunStatus/runSubState") == "Building");
    BOOST_TEST(azure.get(accepted.header("Location")).status == 202);
    azure.settle();
    BOOST_TEST(azure.state() == "Succeeded");
    BOOST_TEST(azure.get(accepted.header("Location")).status == 200);
    BOOST_TEST(azure.get(version_id("1.0.1")).text("/properties/provisioningState") == "Succeeded");
    BOOST_TEST(azure.get(version_id("1.0.1")).size("/properties/publishingProfile/targetRegions") == 2);
    const auto outputs = azure.get(nightly + "/runOutputs");
    BOOST_TEST(outputs.size("/value") == 1);
    BOOST_TEST(outputs.text("/value/0/properties/artifactId") == version_id("1.0.1"));
    static_cast<void>(azure.run());
    azure.settle();
    BOOST_TEST(azure.get(version_id("1.0.2")).status == 200);
}

BOOST_AUTO_TEST_CASE(a_version_without_a_scheme_is_named_by_the_day) {
    factory azure;
    static_cast<void>(azure.put(templates + "/dated", body_of(to_gallery())));
    azure.settle();
    static_cast<void>(azure.post(templates + "/dated/run", ""));
    azure.settle();
    const auto versions = azure.get(definition_id + "/versions");
    BOOST_TEST(versions.size("/value") == 1);
    BOOST_TEST(versions.text("/value/0/name").substr(0, 2) == "0.");
}

BOOST_AUTO_TEST_CASE(while_it_runs_it_is_neither_run_nor_changed_nor_deleted) {
    factory azure;
    static_cast<void>(azure.run());
    for (const auto& refused : {azure.run().code(), azure.put(nightly, body_of(to_gallery())).code(),
                                azure.remove(nightly).code()})
        BOOST_TEST(refused == "OperationNotAllowed");
    azure.settle();
    BOOST_TEST(azure.remove(nightly).status == 202);
    azure.settle();
    BOOST_TEST(azure.get(nightly).status == 404);
    BOOST_TEST(azure.get(nightly + "/runOutputs/golden").status == 404);
    BOOST_TEST(azure.get(version_id("1.0.1")).status == 200); // what it made outlives it
}

BOOST_AUTO_TEST_CASE(a_run_that_is_cancelled_publishes_nothing) {
    factory azure;
    BOOST_TEST(azure.post(nightly + "/cancel", "").code() == "OperationNotAllowed");
    const auto run = azure.run();
    BOOST_TEST(azure.post(nightly + "/cancel", "").status == 202);
    BOOST_TEST(azure.state() == "Canceling");
    azure.settle();
    BOOST_TEST(azure.state() == "Canceled");
    BOOST_TEST(azure.get(run.header("Azure-AsyncOperation")).text("/status") == "Failed");
    BOOST_TEST(azure.get(definition_id + "/versions").size("/value") == 0);
}

BOOST_AUTO_TEST_CASE(a_run_fails_when_it_is_told_to_and_once_only) {
    factory azure;
    azure.service.fail_image_build(nightly);
    static_cast<void>(azure.run());
    azure.settle();
    BOOST_TEST(azure.state() == "Failed");
    BOOST_TEST(azure.get(definition_id + "/versions").size("/value") == 0);
    static_cast<void>(azure.run());
    azure.settle();
    BOOST_TEST(azure.state() == "Succeeded");
}

BOOST_AUTO_TEST_CASE(a_build_that_takes_longer_than_its_timeout_fails) {
    factory azure;
    static_cast<void>(azure.put(templates + "/hasty", body_of(to_gallery(), R"(, "buildTimeoutInMinutes": 5)")));
    azure.settle();
    static_cast<void>(azure.post(templates + "/hasty/run", ""));
    azure.settle();
    const auto shown = azure.get(templates + "/hasty");
    BOOST_TEST(shown.text("/properties/lastRunStatus/runState") == "Failed");
    BOOST_TEST(shown.text("/properties/lastRunStatus/message").find("buildTimeoutInMinutes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_distribution_that_fails_beside_one_that_works_is_a_partial_success) {
    factory azure;
    const std::string none = R"({"type": "SharedImage", "runOutputName": "lost", "galleryImageId": ")" + gallery_id +
                             R"(/images/none"})";
    static_cast<void>(azure.put(templates + "/both", body_of(to_gallery(latest_scheme) + "," + none)));
    azure.settle();
    static_cast<void>(azure.post(templates + "/both/run", ""));
    azure.settle();
    const auto shown = azure.get(templates + "/both");
    BOOST_TEST(shown.text("/properties/lastRunStatus/runState") == "PartiallySucceeded");
    BOOST_TEST(shown.text("/properties/lastRunStatus/message").find("lost") != std::string::npos);
    BOOST_TEST(azure.get(templates + "/both/runOutputs").size("/value") == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_built_or_distributed_is_refused_at_once) {
    factory azure;
    const auto refused = [&](const std::string& name, const std::string& body) {
        static_cast<void>(azure.put(templates + "/" + name, body));
        azure.settle();
        return azure.post(templates + "/" + name + "/run", "").status;
    };
    BOOST_TEST(refused("twice", body_of(to_gallery() + "," + to_gallery())) == 400);
    BOOST_TEST(refused("nowhere", body_of("")) == 400);
    BOOST_TEST(refused("sourceless", R"({"location": "West Europe", "properties": {"distribute": []}})") == 400);
    BOOST_TEST(azure.post(templates + "/absent/run", "").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
