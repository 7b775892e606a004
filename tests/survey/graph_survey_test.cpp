#include "survey_scene.hpp"

#include <ingot/apply/usage_check.hpp>
#include <ingot/client/read_only_transport.hpp>
#include <ingot/http/url.hpp>
#include <ingot/testing/scripted_transport.hpp>

#include <array>
#include <map>

using namespace ingot;
using namespace survey_scene;
using namespace std::chrono_literals;

namespace {

const std::string golden = subscription + "/resourceGroups/images/providers/Microsoft.Compute/galleries/golden";
const std::string image = golden + "/images/ubuntu";
const std::string work = "/resourceGroups/work/providers/Microsoft.Compute/";
const std::string graph_url = endpoint + "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01";

std::string machine(const std::string& id, const std::string& version) {
    return resource(id, R"("storageProfile": {"imageReference": {"id": ")" + image + version + R"("}})");
}

/// Ten versions; 1 to 4 and the latest are used, by each kind of consumer.
std::string world(const std::string& machines = {}) {
    std::string versions;
    for (int i = 0; i < 10; ++i)
        versions += (i == 0 ? "" : ", ") +
                    resource(image + "/versions/1.0." + std::to_string(i),
                             R"("provisioningState": "Succeeded", "publishingProfile": {"targetRegions": [{"name": )"
                             R"("West Europe"}], "publishedDate": "2025-06-01T00:00:00Z"}, "storageProfile": {})");
    return R"({"schema": "ingot.estate/1", "galleries": [)" + resource(golden, R"("identifier": {"uniqueName": "u"})") +
           R"(], "image_definitions": [)" + resource(image, R"("osType": "Linux", "osState": "Generalized")") +
           R"(], "image_versions": [)" + versions + R"(], "virtual_machines": [)" +
           machine(subscription + work + "virtualMachines/vm", "/versions/1.0.1") + machines + R"(], "scale_sets": [)" +
           resource(subscription + work + "virtualMachineScaleSets/web",
                    R"("orchestrationMode": "Uniform", "virtualMachineProfile": {"storageProfile": {"imageReference": )"
                    R"({"id": ")" + image + R"("}}})") +
           R"(], "scale_set_instances": [)" +
           resource(subscription + work + "virtualMachineScaleSets/web/virtualMachines/0",
                    R"("storageProfile": {"imageReference": {"id": ")" + image + R"(", "exactVersion": "1.0.2"}})") +
           R"(], "disks": [)" +
           resource(subscription + work + "disks/d", R"("creationData": {"createOption": "FromImage", )"
                                                     R"("galleryImageReference": {"id": ")" + image + R"(/versions/1.0.3"}})") +
           R"(], "image_templates": [)" +
           resource(subscription + "/resourceGroups/work/providers/Microsoft.VirtualMachineImages/imageTemplates/t",
                    R"("source": {"type": "SharedImageVersion", "imageVersionId": ")" + image + R"(/versions/1.0.4"})") +
           R"(], "locks": [{"id": "/subscriptions/22222222-2222-2222-2222-222222222222/providers/)"
           R"(Microsoft.Authorization/locks/stay", "name": "stay", "properties": {"level": "CanNotDelete"}}]})";
}

survey_options through_graph(std::vector<std::string> subscriptions = {subscription}) {
    survey_options options = options_for(std::move(subscriptions));
    options.through = survey_route::graph;
    return options;
}

std::set<std::string> in_use(const estate& judged) {
    std::set<std::string> found;
    for (const verdict& one : decide(judged, eager_policy(), *judged.taken_at).verdicts)
        for (const hold& held : one.holds)
            if (held.code == hold_code::in_use) found.insert(std::string(one.id.name()));
    return found;
}

constexpr std::array consumers{survey_source::virtual_machines, survey_source::scale_sets,
                               survey_source::scale_set_instances, survey_source::disks,
                               survey_source::image_templates};

/// A page of Resource Graph.
std::string page(const std::string& rows, const std::string& more) { return R"({"data": [)" + rows + "]" + more + "}"; }

const std::string vm_row = machine(subscription + work + "virtualMachines/a", "/versions/1.0.1");
const std::string other_row = machine(subscription + work + "virtualMachines/b", "/versions/1.0.1");

/// Machines alone, through Resource Graph, whose answers are those.
surveyed machines_from(const std::vector<std::pair<http::response, std::string>>& answers,
                       std::vector<std::string> subscriptions = {subscription}) {
    testing::scripted_transport carrier(start);
    for (const auto& [answer, expected_token] : answers)
        carrier.expect("POST", graph_url).answer([answer = answer, token = expected_token](const http::request& asked) -> result<http::response> {
            const bool has = asked.body.find(R"("$skipToken":")" + token + '"') != std::string::npos;
            BOOST_TEST(has == !token.empty(), asked.body);
            return answer;
        });
    survey_options options = through_graph(std::move(subscriptions));
    options.sources = {survey_source::virtual_machines};
    surveyed all = survey_and_read(carrier, options);
    BOOST_TEST(carrier.complaints().empty());
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(surveys_through_resource_graph)

BOOST_AUTO_TEST_CASE(each_kind_of_consumer_is_found_and_uses_what_it_uses_by_the_providers) {
    auto azure = seeded_with(world(), 50);
    emulator::emulator_transport wire(azure);
    read_only_transport carrier(wire);
    const surveyed direct = survey_and_read(carrier);
    const surveyed indirect = survey_and_read(carrier, through_graph());
    BOOST_TEST(in_use(direct.read) == (std::set<std::string>{"1.0.1", "1.0.2", "1.0.3", "1.0.4", "1.0.9"}),
               boost::test_tools::per_element());
    BOOST_TEST(in_use(indirect.read) == in_use(direct.read), boost::test_tools::per_element());
    BOOST_TEST(indirect.read.references.size() == direct.read.references.size());
    for (const survey_source source : consumers) BOOST_TEST(row(indirect.report, source).resources == 1U, name_of(source));
    BOOST_TEST(indirect.report.galleries_complete());
}

BOOST_AUTO_TEST_CASE(what_was_read_through_an_index_is_never_complete_and_deletes_nothing) {
    auto azure = seeded_with(world(), 50);
    emulator::emulator_transport carrier(azure);
    const surveyed direct = survey_and_read(carrier);
    const surveyed indirect = survey_and_read(carrier, through_graph());
    BOOST_TEST(direct.report.complete());
    BOOST_TEST(deletable(direct.read, eager_policy()).size() == 5U);
    BOOST_TEST(!indirect.report.complete());
    for (const survey_source source : consumers) {
        BOOST_TEST((row(indirect.report, source).status == completeness::partial), name_of(source));
        BOOST_TEST(row(indirect.report, source).detail.find("Resource Graph") != std::string::npos);
        // Whichever of them a policy asks for.
        BOOST_TEST(deletable(indirect.read, eager_policy({std::string(name_of(source))})).empty());
    }
    BOOST_TEST(deletable(indirect.read, eager_policy()).empty());
}

BOOST_AUTO_TEST_CASE(what_is_asked_again_before_a_deletion_is_asked_of_the_providers_alone) {
    class getting final : public transport {
    public:
        explicit getting(transport& wire) : wire_(wire) {}
        void start(exchange_id exchange, http::request request) override {
            BOOST_TEST((request.method == http::method::get), request.url);
            ++requests;
            wire_.start(exchange, std::move(request));
        }
        std::vector<completion> wait(timestamp until) override { return wire_.wait(until); }
        timestamp now() const override { return wire_.now(); }
        void cancel(exchange_id exchange) override { wire_.cancel(exchange); }
        std::size_t requests = 0;

    private:
        transport& wire_;
    };
    emulator::options settings;
    settings.now = start;
    settings.graph_hides = {subscription.substr(subscription.rfind('/') + 1)};
    emulator::emulator azure(settings);
    BOOST_REQUIRE(azure.seed(world()));
    emulator::emulator_transport wire(azure);
    getting carrier(wire);
    usage_check_options asked;
    asked.endpoint = endpoint;
    asked.subscriptions = {subscription};
    const usage_check check = provider_usage_check(carrier, std::move(asked));
    const auto users = check(*resource_id::parse(image + "/versions/1.0.1"));
    BOOST_REQUIRE(users);
    BOOST_TEST(users->size() == 1U);
    BOOST_TEST(carrier.requests > 4U);
}

BOOST_AUTO_TEST_CASE(locks_are_not_to_be_had_and_that_is_said) {
    auto azure = seeded_with(world(), 50);
    emulator::emulator_transport carrier(azure);
    const surveyed indirect = survey_and_read(carrier, through_graph());
    BOOST_TEST((row(indirect.report, survey_source::locks).status == completeness::failed));
    BOOST_TEST(row(indirect.report, survey_source::locks).detail.find("no locks") != std::string::npos);
    BOOST_TEST(indirect.read.locks.empty());
}

BOOST_AUTO_TEST_CASE(what_the_caller_may_not_read_is_not_taken_for_nothing) {
    emulator::options settings;
    settings.now = start;
    settings.graph_hides = {subscription.substr(subscription.rfind('/') + 1)};
    emulator::emulator azure(settings);
    BOOST_REQUIRE(azure.seed(world()));
    emulator::emulator_transport carrier(azure);
    const surveyed indirect = survey_and_read(carrier, through_graph());
    BOOST_TEST(in_use(indirect.read).empty());
    for (const survey_source source : consumers) BOOST_TEST((row(indirect.report, source).status == completeness::partial));
    BOOST_TEST(deletable(indirect.read, eager_policy()).empty());
}

BOOST_AUTO_TEST_CASE(pages_are_followed_to_the_end_of_a_thousand_and_more) {
    std::string more;
    for (int i = 0; i < 2'500; ++i) more += ", " + machine(subscription + work + "virtualMachines/vm" + std::to_string(i), "");
    auto azure = seeded_with(world(more), 50);
    emulator::emulator_transport carrier(azure);
    const surveyed indirect = survey_and_read(carrier, through_graph());
    BOOST_TEST(row(indirect.report, survey_source::virtual_machines).resources == 2'501U);
    BOOST_TEST(row(indirect.report, survey_source::virtual_machines).detail.find("fewer") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(subscriptions_are_asked_for_by_the_hundred_within_the_quota) {
    class watched final : public transport {
    public:
        explicit watched(transport& wire) : wire_(wire) {}
        void start(exchange_id exchange, http::request request) override {
            if (request.method == http::method::post) {
                const auto list = request.body.substr(0, request.body.find(']'));
                sizes.push_back(static_cast<std::size_t>(std::count(list.begin(), list.end(), ',')) + 1);
                at.push_back(wire_.now());
            }
            wire_.start(exchange, std::move(request));
        }
        std::vector<completion> wait(timestamp until) override {
            auto ended = wire_.wait(until);
            for (const completion& one : ended) refused += one.outcome && one.outcome->status == 429 ? 1U : 0U;
            return ended;
        }
        timestamp now() const override { return wire_.now(); }
        void cancel(exchange_id exchange) override { wire_.cancel(exchange); }
        std::vector<std::size_t> sizes;
        std::vector<timestamp> at;
        std::size_t refused = 0;

    private:
        transport& wire_;
    };
    std::vector<std::string> many{subscription};
    for (int i = 0; i < 349; ++i) many.push_back("33333333-3333-3333-3333-" + std::to_string(100'000'000'000 + i));
    auto azure = seeded_with(world(", " + machine("/subscriptions/" + many[299] + work + "virtualMachines/far", "/versions/1.0.7")), 50);
    emulator::emulator_transport wire(azure);
    watched carrier(wire);
    survey_options options = through_graph(many);
    options.sources.assign(consumers.begin(), consumers.end());
    const surveyed all = survey_and_read(carrier, options);
    BOOST_TEST(carrier.refused == 0U);
    BOOST_TEST(carrier.sizes.size() == 20U);
    for (const std::size_t size : carrier.sizes) BOOST_TEST((size == 100U || size == 50U));
    // 15 in 5 seconds, and no sooner the next.
    BOOST_TEST((carrier.at[14] < start + 1s));
    BOOST_TEST((carrier.at[15] >= start + 5s));
    BOOST_TEST(all.report.sources.size() == 5U * 350U);
    for (const surveyed_source& one : all.report.sources) {
        BOOST_TEST((one.status == completeness::partial));
        const bool is_far = one.scope.ends_with(many[299]) && one.source == survey_source::virtual_machines;
        BOOST_TEST(one.resources == (is_far || one.scope == subscription ? 1U : 0U));
    }
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_said_and_what_came_is_kept) {
    const std::string whole = R"(, "totalRecords": 2, "count": 2, "resultTruncated": "false")";
    const http::headers limit{{"x-ms-tenant-subscription-limit-hit", "true"}};
    const http::response first{200, {}, page(vm_row, whole + R"(, "$skipToken": "t")")};
    using answers = std::vector<std::pair<http::response, std::string>>;
    struct {
        std::string name;
        answers given;
        std::size_t kept;
        completeness status;
        std::string said; ///< empty: nothing is missing
    } const cases[] = {
        {"whole", {{{200, {}, page(vm_row + "," + other_row, whole)}, ""}}, 2, completeness::partial, ""},
        {"two pages", {{first, ""}, {{200, {}, page(other_row, whole)}, "t"}}, 2, completeness::partial, ""},
        {"cut off",
         {{{200, {}, page(vm_row, R"(, "totalRecords": 2, "resultTruncated": "true")")}, ""}}, 1, completeness::partial,
         "resultTruncated"},
        {"nothing said of being cut off", {{{200, {}, page(vm_row, R"(, "totalRecords": 1)")}, ""}}, 1,
         completeness::partial, "resultTruncated"},
        {"fewer than counted", {{{200, {}, page(vm_row, whole)}, ""}}, 1, completeness::partial, "fewer"},
        {"fewer on the last page", {{first, ""}, {{200, {}, page("", whole)}, "t"}}, 1, completeness::partial, "fewer"},
        {"not counted", {{{200, {}, page(vm_row, R"(, "resultTruncated": "false")")}, ""}}, 1, completeness::partial,
         "how many"},
        {"too many subscriptions", {{{200, limit, page(vm_row + "," + other_row, whole)}, ""}}, 2, completeness::partial,
         "10,000"},
        {"the same page again", {{first, ""}, {first, "t"}}, 1, completeness::partial, "do not come to an end"},
        {"a page without rows and with another", {{{200, {}, page("", whole + R"(, "$skipToken": "t")")}, ""}}, 0,
         completeness::partial, "do not come to an end"},
        {"an unknown row", {{{200, {}, page(R"({"name": "x"})", whole)}, ""}}, 0, completeness::failed, "without an id"},
        {"a table", {{{200, {}, R"({"data": {"columns": [], "rows": []}, "totalRecords": 0, "resultTruncated": "false"})"}, ""}},
         0, completeness::failed, "without an id"},
        {"no data", {{{200, {}, "{}"}, ""}}, 0, completeness::failed, "without an id"},
        {"denied", {{{403, {}, R"({"error": {"code": "AuthorizationFailed", "message": "no right"}})"}, ""}}, 0,
         completeness::denied, "no right"},
        {"denied on the way",
         {{first, ""}, {{403, {}, R"({"error": {"code": "AuthorizationFailed", "message": "no right"}})"}, "t"}}, 1,
         completeness::partial, "no right"},
    };
    for (const auto& one : cases) {
        BOOST_TEST_CONTEXT(one.name) {
            const surveyed all = machines_from(one.given);
            const surveyed_source& machines = row(all.report, survey_source::virtual_machines);
            BOOST_TEST(machines.resources == one.kept);
            BOOST_TEST(all.read.references.size() == one.kept);
            BOOST_TEST((machines.status == one.status));
            BOOST_TEST(machines.detail.find(one.said) != std::string::npos, machines.detail);
            BOOST_TEST((machines.detail.substr(0, 12) == "read through") == one.said.empty(), machines.detail);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_quota_that_the_service_says_is_used_up_is_waited_for) {
    testing::scripted_transport carrier(start);
    const std::string counted = R"(, "totalRecords": 2, "resultTruncated": "false")";
    carrier.expect("POST", graph_url)
        .reply(200, page(vm_row, counted + R"(, "$skipToken": "t")"),
               {{"x-ms-user-quota-remaining", "0"}, {"x-ms-user-quota-resets-after", "00:00:05"}});
    carrier.expect("POST", graph_url).reply(200, page(other_row, counted));
    survey_options options = through_graph();
    options.sources = {survey_source::virtual_machines};
    std::vector<driver_pause> pauses;
    options.progress = [&](const survey_progress& now) {
        if (now.pause) pauses.push_back(*now.pause);
    };
    static_cast<void>(survey_and_read(carrier, options));
    BOOST_TEST((carrier.now() >= start + 5s));
    BOOST_REQUIRE(pauses.size() == 1U);
    BOOST_TEST(pauses.front().for_budget);
    BOOST_TEST((pauses.front().until == start + 5s));
}

BOOST_AUTO_TEST_CASE(a_fault_counts_for_each_subscription_of_the_query) {
    const surveyed all = machines_from({{{403, {}, R"({"error": {"code": "AuthorizationFailed", "message": "no"}})"}, ""}},
                                       {"a", "b", "c"});
    BOOST_TEST(all.report.sources.size() == 3U);
    for (const surveyed_source& one : all.report.sources) BOOST_TEST((one.status == completeness::denied), one.scope);
}

BOOST_AUTO_TEST_CASE(a_row_of_another_subscription_shows_use_all_the_same) {
    const std::string strange = machine("/subscriptions/zzz" + work + "virtualMachines/s", "/versions/1.0.1");
    const surveyed all = machines_from({{{200, {}, page(strange, R"(, "totalRecords": 1, "resultTruncated": "false")")}, ""}});
    BOOST_TEST(all.read.references.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
