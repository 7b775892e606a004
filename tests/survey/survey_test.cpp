#include "survey_scene.hpp"

#include <ingot/client/read_only_transport.hpp>
#include <ingot/plan/resolve_latest.hpp>
#include <ingot/testing/failing_transport.hpp>
#include <ingot/testing/scripted_transport.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace ingot;
using namespace survey_scene;

namespace {

std::string version(const std::string& number) {
    return resource(definition + "/versions/" + number,
                    R"("provisioningState": "Succeeded", "publishingProfile": {"targetRegions": [{"name": "West Europe"}], )"
                    R"("publishedDate": "2025-06-01T00:00:00Z"}, "storageProfile": {})");
}

std::string uniform(const std::string& name, const std::string& mode = "Uniform") {
    return resource(group + "virtualMachineScaleSets/" + name,
                    R"("orchestrationMode": ")" + mode +
                        R"(", "virtualMachineProfile": {"storageProfile": {"imageReference": {"id": ")" + definition + R"("}}})");
}

std::string estate_text() {
    std::string versions;
    for (int i = 0; i < 7; ++i) versions += (i == 0 ? "" : ", ") + version("1.0." + std::to_string(i));
    std::string machines;
    for (int i = 0; i < 7; ++i)
        machines += (i == 0 ? "" : ", ") +
                    resource(group + "virtualMachines/vm" + std::to_string(i),
                             R"("storageProfile": {"imageReference": {"id": ")" + definition + "/versions/1.0." +
                                 std::to_string(i % 3) + R"("}})");
    return R"({"schema": "ingot.estate/1", "galleries": [)" +
           resource(group + "galleries/golden",
                    R"("softDeletePolicy": {"isSoftDeleteEnabled": true}, "identifier": {"uniqueName": "u"})") +
           R"(], "image_definitions": [)" + resource(definition, R"("osType": "Linux", "osState": "Generalized")") +
           R"(], "image_versions": [)" + versions + R"(], "virtual_machines": [)" + machines + R"(], "scale_sets": [)" +
           uniform("web") + ", " + uniform("flex", "Flexible") + R"(], "scale_set_instances": [)" +
           resource(group + "virtualMachineScaleSets/web/virtualMachines/0",
                    R"("storageProfile": {"imageReference": {"id": ")" + definition + R"(", "exactVersion": "1.0.6"}})") +
           R"(], "disks": [)" +
           resource(group + "disks/d0", R"("creationData": {"createOption": "FromImage", "galleryImageReference": {"id": ")" +
                                            definition + R"(/versions/1.0.4"}})") +
           R"(], "locks": [{"id": ")" + definition +
           R"(/providers/Microsoft.Authorization/locks/stay", "name": "stay", "properties": {"level": "CanNotDelete"}}]})";
}

emulator::emulator seeded(std::size_t page_size) { return seeded_with(estate_text(), page_size); }

/// A subscription whose lists are all empty but for what the test says.
class scripted_subscription {
public:
    testing::scripted_transport carrier{start};

    using expectation = testing::scripted_transport::expectation;

    scripted_subscription& with(const std::string& list, const std::function<void(expectation&)>& how) {
        changed_.emplace_back(list, how);
        return *this;
    }

    void script() {
        for (const auto& [list, version] : std::vector<std::pair<std::string, std::string>>{
                 {"Microsoft.Compute/galleries", "2024-03-03"},
                 {"Microsoft.Compute/virtualMachines", "2024-07-01"},
                 {"Microsoft.Compute/virtualMachineScaleSets", "2024-07-01"},
                 {"Microsoft.Compute/disks", "2024-03-02"},
                 {"Microsoft.VirtualMachineImages/imageTemplates", "2024-02-01"},
                 {"Microsoft.Authorization/locks", "2020-05-01"}}) {
            expectation& asked = carrier.expect("GET", endpoint + subscription + "/providers/" + list + "?api-version=" + version);
            asked.reply(200, R"({"value": []})");
            for (const auto& [name, how] : changed_)
                if (name == list) how(asked);
        }
    }

private:
    std::vector<std::pair<std::string, std::function<void(expectation&)>>> changed_;
};

const std::string denial = R"({"error": {"code": "AuthorizationFailed", "message": "The client has no right."}})";

} // namespace

BOOST_AUTO_TEST_SUITE(surveys)

BOOST_AUTO_TEST_CASE(a_subscription_becomes_an_estate_that_plans_are_made_of) {
    for (const std::size_t page_size : {std::size_t{1}, std::size_t{2}, std::size_t{50}}) {
        auto azure = seeded(page_size);
        emulator::emulator_transport carrier(azure);
        read_only_transport only_reads(carrier);
        const surveyed all = survey_and_read(only_reads);
        BOOST_TEST(all.report.complete());
        BOOST_TEST(all.report.galleries_complete());
        BOOST_TEST(all.read.galleries.size() == 1U);
        BOOST_TEST(all.read.image_definitions.size() == 1U);
        BOOST_TEST(all.read.image_versions.size() == 7U);
        BOOST_TEST(all.read.locks.size() == 1U);
        BOOST_TEST(all.read.references.size() == 12U); // 7 machines, 2 scale sets, an instance by two ways, a disk
        BOOST_TEST(all.read.coverage.size() == 8U);
        for (const gallery_image_version& one : all.read.image_versions) BOOST_TEST(one.replication.has_value());
        BOOST_TEST((all.read.taken_at == start));
    }
}

BOOST_AUTO_TEST_CASE(resources_are_written_as_the_service_gave_them) {
    auto azure = seeded(50);
    emulator::emulator_transport carrier(azure);
    const auto answer = azure.handle({http::method::get,
                                      endpoint + compute + "virtualMachines?api-version=2024-07-01", {}, {}});
    const auto begin = answer.body.find("[{") + 1;
    const std::string first = answer.body.substr(begin, answer.body.find(",{\"id\"", begin) - begin);
    BOOST_TEST(first.size() > 50U);
    BOOST_TEST(survey_and_read(carrier).text.find(first) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(versions_in_the_recycle_bin_are_read_where_it_is_on) {
    auto azure = seeded(50);
    const std::string gone = definition + "/versions/1.0.3";
    emulator::emulator_transport carrier(azure);
    // The lock on the definition is in the way.
    const auto lock = azure.handle({http::method::remove,
                                    endpoint + "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/im%C3%A4ges"
                                               "/providers/Microsoft.Compute/galleries/golden/images/ubuntu/providers/"
                                               "Microsoft.Authorization/locks/stay?api-version=2020-05-01", {}, {}});
    BOOST_REQUIRE(lock.status < 300);
    const auto deleted = azure.handle({http::method::remove,
                                       endpoint + "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/im%C3%A4ges"
                                                  "/providers/Microsoft.Compute/galleries/golden/images/ubuntu/versions/1.0.3"
                                                  "?api-version=2024-03-03", {}, {}});
    BOOST_REQUIRE(deleted.status < 300);
    azure.advance_to(azure.now() + std::chrono::hours(1));
    const surveyed all = survey_and_read(carrier);
    BOOST_TEST(all.report.complete());
    BOOST_TEST(all.read.image_versions.size() == 6U);
    BOOST_REQUIRE(all.read.soft_deleted_versions.size() == 1U);
    BOOST_TEST((all.read.soft_deleted_versions.front() == *resource_id::parse(gone)));
}

BOOST_AUTO_TEST_CASE(versions_in_the_recycle_bin_are_read_also_where_it_has_been_switched_off) {
    emulator::emulator azure;
    const std::string plain = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/golden";
    const std::string image = plain + "/images/ubuntu";
    const std::string text =
        R"({"schema": "ingot.estate/1", "galleries": [)" +
        resource(plain, R"("softDeletePolicy": {"isSoftDeleteEnabled": false}, "identifier": {"uniqueName": "u"})") +
        R"(], "image_definitions": [)" + resource(image, R"("osType": "Linux", "osState": "Generalized")") +
        R"(], "soft_deleted_versions": [{"id": ")" + plain +
        R"(/softDeletedArtifactTypes/Images/artifacts/ubuntu/versions/1.0.0", "properties": {"resourceArmId": ")" + image +
        R"(/versions/1.0.0", "softDeletedTime": "2025-12-31T00:00:00+00:00"}}]})";
    const auto done = azure.seed(text);
    BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().message));
    emulator::emulator_transport carrier(azure);
    const surveyed all = survey_and_read(carrier);
    BOOST_TEST(all.report.complete());
    BOOST_TEST(all.read.soft_deleted_versions.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_recycle_bin_counts_as_empty_only_by_the_services_word) {
    struct {
        int status;
        std::string body;
        completeness expected;
    } const answers[] = {
        {404, R"({"error": {"code": "ResourceNotFound", "message": "no bin"}})", completeness::complete},
        {400, R"({"error": {"code": "FeatureNotSupported", "message": "no bin"}})", completeness::complete},
        {404, "<html>", completeness::partial},
        {403, denial, completeness::partial},
        {400, R"({"error": {"code": "BadRequest", "message": "?"}})", completeness::partial},
    };
    for (const auto& answer : answers) {
        scripted_subscription azure;
        const std::string plain = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/g";
        azure
            .with("Microsoft.Compute/galleries",
                  [&](auto& asked) { asked.reply(200, R"({"value": [)" + resource(plain, "") + "]}"); })
            .script();
        azure.carrier.expect("GET", endpoint + plain + "/images?api-version=2024-03-03")
            .reply(200, R"({"value": [)" + resource(plain + "/images/d", "") + "]}");
        azure.carrier.expect("GET", endpoint + plain + "/images/d/versions?api-version=2024-03-03")
            .reply(200, R"({"value": []})");
        azure.carrier
            .expect("GET", endpoint + plain +
                               "/softDeletedArtifactTypes/Images/artifacts/d/versions?api-version=2024-03-03")
            .reply(answer.status, answer.body);
        const surveyed all = survey_and_read(azure.carrier);
        BOOST_TEST(azure.carrier.complaints().empty());
        BOOST_TEST((row(all.report, survey_source::image_versions).status == answer.expected), answer.body);
    }
}

BOOST_AUTO_TEST_CASE(any_exchange_may_fail_and_no_source_that_lacks_anything_counts_as_complete) {
    auto azure = seeded(3);
    emulator::emulator_transport carrier(azure);
    const surveyed whole = survey_and_read(carrier);
    for (const testing::failure how : testing::all_failures) {
        bool failed = true;
        for (std::size_t n = 0; failed; ++n) {
            testing::failing_transport broken(carrier, n, how);
            auto options = options_for();
            options.driver.retry.max_attempts = 1;
            const surveyed part = survey_and_read(broken, options);
            failed = broken.failed();
            BOOST_TEST(part.report.complete() == !failed);
            const bool versions = row(part.report, survey_source::image_versions).status == completeness::complete;
            const bool machines = row(part.report, survey_source::virtual_machines).status == completeness::complete;
            if (versions) BOOST_TEST(part.read.image_versions.size() == whole.read.image_versions.size());
            if (machines) BOOST_TEST(part.text.find("virtualMachines/vm6") != std::string::npos);
            // With the usual attempts nothing of it is felt.
            testing::failing_transport mended(carrier, n, how);
            BOOST_TEST(survey_and_read(mended).report.complete());
            BOOST_REQUIRE(n < 1000U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_source_that_is_denied_says_so_with_the_services_words) {
    scripted_subscription azure;
    azure.with("Microsoft.Compute/virtualMachines", [](auto& asked) { asked.reply(403, denial); }).script();
    const surveyed all = survey_and_read(azure.carrier);
    BOOST_TEST(azure.carrier.complaints().empty());
    const surveyed_source& machines = row(all.report, survey_source::virtual_machines);
    BOOST_TEST((machines.status == completeness::denied));
    BOOST_TEST(machines.detail.find("The client has no right.") != std::string::npos);
    BOOST_TEST((row(all.report, survey_source::scale_sets).status == completeness::complete));
    BOOST_TEST(!all.report.complete());
    BOOST_TEST(all.report.galleries_complete());
    const auto written = std::find_if(all.read.coverage.begin(), all.read.coverage.end(),
                                      [](const coverage_row& one) { return one.source == "virtual_machines"; });
    BOOST_REQUIRE(written != all.read.coverage.end());
    BOOST_TEST((written->status == completeness::denied));
    BOOST_TEST((written->at == start));
}

BOOST_AUTO_TEST_CASE(a_list_that_ends_half_way_is_partial) {
    scripted_subscription azure;
    const std::string next = endpoint + "/next-page";
    azure
        .with("Microsoft.Compute/virtualMachines",
              [&](auto& asked) {
                  asked.reply(200, R"({"value": [)" + resource(group + "virtualMachines/a", "") + R"(], "nextLink": ")" + next + R"("})");
              })
        .script();
    azure.carrier.expect("GET", next).reply(400, R"({"error": {"code": "BadRequest", "message": "expired token"}})");
    const surveyed all = survey_and_read(azure.carrier);
    const surveyed_source& machines = row(all.report, survey_source::virtual_machines);
    BOOST_TEST((machines.status == completeness::partial));
    BOOST_TEST(machines.resources == 1U);
    BOOST_TEST(machines.detail.find("expired token") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_next_page_on_another_host_is_not_followed) {
    scripted_subscription azure;
    azure
        .with("Microsoft.Compute/disks",
              [&](auto& asked) { asked.reply(200, R"({"value": [], "nextLink": "https://evil.example/x"})"); })
        .script();
    const surveyed all = survey_and_read(azure.carrier);
    BOOST_TEST((row(all.report, survey_source::disks).status != completeness::complete));
    BOOST_TEST(azure.carrier.complaints().empty());
}

BOOST_AUTO_TEST_CASE(something_without_an_id_makes_a_list_incomplete) {
    scripted_subscription azure;
    azure.with("Microsoft.Compute/disks", [&](auto& asked) { asked.reply(200, R"({"value": [{"name": "x"}]})"); }).script();
    const surveyed all = survey_and_read(azure.carrier);
    BOOST_TEST((row(all.report, survey_source::disks).status == completeness::failed));
}

BOOST_AUTO_TEST_CASE(what_is_listed_twice_stands_once) {
    scripted_subscription azure;
    const std::string one = resource(group + "virtualMachines/a", "");
    const std::string same = resource(group + "VIRTUALMACHINES/A", "");
    azure.with("Microsoft.Compute/virtualMachines", [&](auto& asked) { asked.reply(200, R"({"value": [)" + one + "," + same + "]}"); })
        .script();
    const surveyed all = survey_and_read(azure.carrier);
    BOOST_TEST(row(all.report, survey_source::virtual_machines).resources == 1U);
    BOOST_TEST(all.report.notes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(galleries_that_are_denied_leave_their_versions_unknown) {
    scripted_subscription azure;
    azure.with("Microsoft.Compute/galleries", [](auto& asked) { asked.reply(403, denial); })
        .with("Microsoft.Compute/virtualMachineScaleSets", [](auto& asked) { asked.reply(403, denial); })
        .script();
    const surveyed all = survey_and_read(azure.carrier);
    for (const survey_source source : {survey_source::galleries, survey_source::image_versions, survey_source::scale_sets,
                                       survey_source::scale_set_instances})
        BOOST_TEST((row(all.report, source).status == completeness::denied), name_of(source));
    BOOST_TEST(!all.report.galleries_complete());
}

BOOST_AUTO_TEST_CASE(a_version_that_went_between_list_and_read_is_left_out_and_noted) {
    for (const bool by_gateway : {false, true}) {
        scripted_subscription azure;
        const std::string ascii = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/g";
        azure
            .with("Microsoft.Compute/galleries",
                  [&](auto& asked) { asked.reply(200, R"({"value": [)" + resource(ascii, "") + "]}"); })
            .script();
        const std::string image = ascii + "/images/d";
        const std::string number = image + "/versions/1.0.0";
        azure.carrier.expect("GET", endpoint + ascii + "/images?api-version=2024-03-03")
            .reply(200, R"({"value": [)" + resource(image, "") + "]}");
        azure.carrier.expect("GET", endpoint + image + "/versions?api-version=2024-03-03")
            .reply(200, R"({"value": [)" + resource(number, "") + "]}");
        azure.carrier
            .expect("GET", endpoint + ascii +
                               "/softDeletedArtifactTypes/Images/artifacts/d/versions?api-version=2024-03-03")
            .reply(200, R"({"value": []})");
        azure.carrier.expect("GET", endpoint + number + "?api-version=2024-03-03&$expand=ReplicationStatus")
            .reply(404, by_gateway ? "<html>" : R"({"error": {"code": "ResourceNotFound", "message": "gone"}})");
        const surveyed all = survey_and_read(azure.carrier);
        BOOST_TEST(azure.carrier.complaints().empty());
        BOOST_TEST(all.read.image_versions.empty());
        const surveyed_source& versions = row(all.report, survey_source::image_versions);
        BOOST_TEST((versions.status == (by_gateway ? completeness::partial : completeness::complete)));
        BOOST_TEST(all.report.notes.size() == (by_gateway ? 0U : 1U));
    }
}

BOOST_AUTO_TEST_CASE(a_source_is_as_old_as_its_first_request) {
    scripted_subscription azure;
    const std::string next = endpoint + "/next-page";
    azure
        .with("Microsoft.Compute/virtualMachines",
              [&](auto& asked) { asked.after(std::chrono::minutes(9)).reply(200, R"({"value": [], "nextLink": ")" + next + R"("})"); })
        .script();
    azure.carrier.expect("GET", next).after(std::chrono::minutes(9)).reply(200, R"({"value": []})");
    const surveyed all = survey_and_read(azure.carrier);
    BOOST_TEST((row(all.report, survey_source::virtual_machines).at == start));
    BOOST_TEST((azure.carrier.now() == start + std::chrono::minutes(18)));
}

BOOST_AUTO_TEST_CASE(a_deadline_leaves_a_whole_document_with_failed_sources) {
    scripted_subscription azure;
    azure
        .with("Microsoft.Compute/virtualMachines",
              [&](auto& asked) { asked.after(std::chrono::hours(9)).reply(200, R"({"value": []})"); })
        .script();
    auto options = options_for();
    options.driver.deadline = start + std::chrono::minutes(1);
    const surveyed all = survey_and_read(azure.carrier, options);
    BOOST_TEST((row(all.report, survey_source::virtual_machines).status == completeness::failed));
    BOOST_TEST((row(all.report, survey_source::disks).status == completeness::complete));
}

BOOST_AUTO_TEST_CASE(a_survey_that_is_stopped_gives_no_report) {
    auto azure = seeded(2);
    for (int polls = 0;; ++polls) {
        emulator::emulator_transport carrier(azure);
        auto options = options_for();
        int asked = 0;
        bool stopped = false;
        options.driver.stop = [&] { return stopped = asked++ >= polls; };
        text_sink document;
        const auto report = survey(carrier, options, document);
        BOOST_TEST(report.has_value() == !stopped);
        if (!stopped) {
            BOOST_TEST(polls > 3);
            return;
        }
        BOOST_TEST((report.error().code == errc::cancelled));
    }
}

BOOST_AUTO_TEST_CASE(a_sink_that_fails_ends_the_survey) {
    class full_sink final : public byte_sink {
    public:
        explicit full_sink(int writes) : left_(writes) {}
        result<void> write(std::string_view) override {
            if (left_-- > 0) return {};
            return fail(errc::unavailable, "no space left");
        }

    private:
        int left_;
    };
    auto azure = seeded(50);
    emulator::emulator_transport carrier(azure);
    for (const int writes : {0, 1, 5}) {
        full_sink sink(writes);
        const auto report = survey(carrier, options_for(), sink);
        BOOST_REQUIRE(!report);
        BOOST_TEST(report.error().message == "no space left");
    }
}

BOOST_AUTO_TEST_CASE(scopes_are_written_before_anything_is_asked_and_each_once) {
    auto azure = seeded(50);
    emulator::emulator_transport carrier(azure);
    class watching_sink final : public byte_sink {
    public:
        result<void> write(std::string_view bytes) override {
            if (first.empty()) first = bytes;
            return {};
        }
        std::string first;
    } sink;
    const auto report = survey(carrier, options_for({"11111111-1111-1111-1111-111111111111", subscription + "/",
                                                     "/SUBSCRIPTIONS/other"}),
                               sink);
    BOOST_REQUIRE(report);
    BOOST_TEST(sink.first.find("\"scopes\":[\"" + subscription + "\",\"/subscriptions/other\"]") != std::string::npos, sink.first);
    BOOST_TEST(report->sources.size() == 16U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_subscription_or_endpoint_is_refused) {
    testing::scripted_transport carrier(start);
    for (const std::vector<std::string>& bad :
         {std::vector<std::string>{}, std::vector<std::string>{""}, std::vector<std::string>{"/subscriptions/"},
          std::vector<std::string>{"a/b"}}) {
        text_sink document;
        const auto report = survey(carrier, options_for(bad), document);
        BOOST_REQUIRE(!report);
        BOOST_TEST((report.error().code == errc::invalid_argument));
    }
    auto options = options_for();
    options.endpoint = "management.azure.com";
    text_sink document;
    BOOST_TEST(!survey(carrier, options, document));
    BOOST_TEST(carrier.sent().empty());
}

BOOST_AUTO_TEST_CASE(progress_only_grows) {
    auto azure = seeded(2);
    emulator::emulator_transport carrier(azure);
    auto options = options_for();
    std::uint64_t answers = 0;
    std::uint64_t resources = 0;
    options.progress = [&](const survey_progress& now) {
        BOOST_TEST(now.answers == answers + (now.pause ? 0U : 1U));
        BOOST_TEST(now.resources >= resources);
        BOOST_TEST(now.scope == subscription);
        answers = now.answers;
        resources = now.resources;
    };
    const surveyed all = survey_and_read(carrier, options);
    BOOST_TEST(answers == all.report.answers);
    BOOST_TEST(resources == 21U);
}

BOOST_AUTO_TEST_SUITE_END()
