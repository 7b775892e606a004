#include <ingot/azure/client.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/image_definitions.hpp>
#include <ingot/azure/image_versions.hpp>
#include <ingot/azure/management_locks.hpp>
#include <ingot/azure/soft_deleted_versions.hpp>
#include <ingot/emulator/emulator.hpp>
#include <ingot/emulator/emulator_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

using namespace ingot;
using namespace std::chrono_literals;

namespace {

resource_id id(const std::string& text) { return *resource_id::parse(text); }

/// A client of an emulated Azure that waits in virtual time.
struct emulated_client {
    explicit emulated_client(emulator::options chosen = {}, azure_client_options options = {})
        : service(std::move(chosen)), carrier(service), client(carrier, std::move(options)) {}

    std::string make_definition(bool soft_delete = false) {
        azure::gallery_creation created;
        created.location = region("westeurope");
        created.soft_delete = azure::soft_delete_policy{soft_delete, {}, {}};
        const auto made = client.create(azure::galleries, gallery_id, created);
        BOOST_REQUIRE_MESSAGE(made.has_value(), (made ? std::string() : made.error().message));
        azure::image_definition_creation definition_body;
        definition_body.location = region("westeurope");
        definition_body.os_type = azure::os_type::linux_os;
        definition_body.os_state = azure::os_state::generalized;
        definition_body.identifier = {"p", "o", "s"};
        const auto defined = client.create(azure::image_definitions, definition, definition_body);
        BOOST_REQUIRE_MESSAGE(defined.has_value(), (defined ? std::string() : defined.error().message));
        return made->json;
    }

    result<azure::answer<gallery_image_version>> publish(const std::string& name) {
        azure::image_version_creation body;
        body.location = region("westeurope");
        body.source = azure::resource_source{id(group.text() + "/providers/Microsoft.Compute/images/built")};
        body.publishing.target_regions.resize(2);
        body.publishing.target_regions[0].name = region("westeurope");
        body.publishing.target_regions[1].name = region("eastus");
        return client.create(azure::image_versions, image(name), body);
    }

    [[nodiscard]] resource_id image(const std::string& name) const {
        return id(definition.text() + "/versions/" + name);
    }
    [[nodiscard]] const azure::service& at() const { return client.service(); }

    resource_id group = id("/subscriptions/5f0ad1e0-0000-4000-8000-000000000001/resourceGroups/images");
    resource_id gallery_id = id(group.text() + "/providers/Microsoft.Compute/galleries/golden");
    resource_id definition = id(gallery_id.text() + "/images/ubuntu-22");
    emulator::emulator service;
    emulator::emulator_transport carrier;
    azure_client client;
};

} // namespace

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(an_image_lives_from_publication_to_deletion) {
    emulated_client azure;
    azure.make_definition();
    const auto published = azure.publish("1.0.0");
    BOOST_REQUIRE(published.has_value());
    BOOST_TEST((published->resource.provisioning_state == provisioning::succeeded));

    azure.service.advance_to(azure.service.now() + 3h);
    const auto replicated = azure.client.get<gallery_image_version>(
        azure::image_versions.get_with_replication(azure.at(), azure.image("1.0.0")));
    BOOST_REQUIRE(replicated.has_value());
    BOOST_REQUIRE(replicated->resource.replication.has_value());
    BOOST_TEST(replicated->resource.replication->size() == 2U);
    for (const replication_row& row : *replicated->resource.replication)
        BOOST_TEST((row.state == replication::completed), row.name.name());

    BOOST_TEST(azure.client.call(azure::image_versions.remove(azure.at(), azure.image("1.0.0"))).has_value());
    const auto gone =
        azure.client.get<gallery_image_version>(azure::image_versions.get(azure.at(), azure.image("1.0.0")));
    BOOST_REQUIRE(!gone.has_value());
    BOOST_TEST((gone.error().code == errc::not_found));
    // The parents go as well, although the service goes on refusing for a while.
    BOOST_TEST(azure.client.call(azure::image_definitions.remove(azure.at(), azure.definition)).has_value());
    BOOST_TEST(azure.client.call(azure::galleries.remove(azure.at(), azure.gallery_id)).has_value());
}

BOOST_AUTO_TEST_CASE(a_list_is_read_along_all_its_pages) {
    emulator::options small;
    small.page_size = 2;
    emulated_client azure(small);
    azure.make_definition();
    for (const std::string name : {"1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4"})
        BOOST_REQUIRE(azure.publish(name).has_value());
    const auto request = azure::image_versions.list(azure.at(), azure.definition);
    const auto all = azure.client.list<gallery_image_version>(request);
    BOOST_REQUIRE(all.has_value());
    BOOST_TEST(all->size() == 5U);
    int pages = 0;
    BOOST_TEST(azure.client.each_page(request, [&](const std::string&) { ++pages; }).has_value());
    BOOST_TEST(pages == 3);
}

BOOST_AUTO_TEST_CASE(a_soft_deleted_version_is_listed_and_restored) {
    emulated_client azure;
    azure.make_definition(true);
    BOOST_REQUIRE(azure.publish("1.0.0").has_value());
    const resource_id image = azure.image("1.0.0");
    BOOST_REQUIRE(azure.client.call(azure::image_versions.remove(azure.at(), image)).has_value());
    std::string bin;
    const auto listed =
        azure.client.each_page(azure::soft_deleted_versions.list(azure.at(), azure.definition),
                               [&](const std::string& page) { bin += page; });
    BOOST_REQUIRE(listed.has_value());
    BOOST_TEST(bin.find("1.0.0") != std::string::npos, bin);
    const auto back =
        azure.client.get<gallery_image_version>(azure::image_versions.restore(azure.at(), image));
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST(back->resource.version.to_string() == "1.0.0");
}

BOOST_AUTO_TEST_CASE(an_update_changes_what_it_names_and_nothing_else) {
    emulated_client azure;
    azure.make_definition();
    BOOST_REQUIRE(azure.publish("1.0.0").has_value());
    azure::image_version_update tagged;
    tagged.tags = tags{{"ingot-stage", "candidate"}};
    const auto changed = azure.client.update(azure::image_versions, azure.image("1.0.0"), tagged);
    BOOST_REQUIRE_MESSAGE(changed.has_value(), (changed ? std::string() : changed.error().message));
    BOOST_TEST(*find_tag(changed->resource.tags, "ingot-stage") == "candidate");
    BOOST_TEST(changed->resource.publishing.target_regions.size() == 2U);

    azure::image_version_update hidden;
    hidden.publishing = azure::publishing_body{};
    hidden.publishing->target_regions.resize(2);
    hidden.publishing->target_regions[0].name = region("westeurope");
    hidden.publishing->target_regions[1].name = region("eastus");
    hidden.publishing->target_regions[1].exclude_from_latest = true;
    const auto excluded = azure.client.update(azure::image_versions, azure.image("1.0.0"), hidden);
    BOOST_REQUIRE_MESSAGE(excluded.has_value(), (excluded ? std::string() : excluded.error().message));
    BOOST_TEST((excluded->resource.publishing.target_regions[1].exclude_from_latest == true));
    BOOST_TEST(*find_tag(excluded->resource.tags, "ingot-stage") == "candidate");
}

BOOST_AUTO_TEST_CASE(a_body_with_a_mistake_is_not_sent) {
    int sent = 0;
    azure_client_options options;
    options.progress = [&](const run::operation_state&, const run::progress&) { ++sent; };
    emulated_client azure({}, options);
    const auto refused = azure.client.create(azure::galleries, azure.gallery_id, azure::gallery_creation{});
    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == errc::invalid_argument));
    BOOST_TEST(refused.error().violations.front().pointer == "/location");
    BOOST_TEST(sent == 0);
    const auto nothing = azure.client.get<gallery>(azure::galleries.get(azure.at(), azure.gallery_id));
    BOOST_TEST((nothing.error().code == errc::not_found));
}

BOOST_AUTO_TEST_CASE(whether_to_wait_for_children_to_go_is_the_callers_choice) {
    emulated_client azure;
    azure.make_definition();
    BOOST_REQUIRE(azure.publish("1.0.0").has_value());
    BOOST_REQUIRE(azure.client.remove(azure::image_versions, azure.image("1.0.0")).has_value());
    // The service goes on seeing the child for a while.
    const auto at_once =
        azure.client.remove(azure::image_definitions, azure.definition, azure::child_refusal::final);
    BOOST_REQUIRE(!at_once.has_value());
    BOOST_REQUIRE(at_once.error().service.has_value());
    BOOST_TEST(at_once.error().service->code == "CannotDeleteResource");
    BOOST_TEST(azure.client.remove(azure::image_definitions, azure.definition).has_value());
}

BOOST_AUTO_TEST_CASE(a_lock_is_the_services_refusal_with_its_code) {
    emulated_client azure;
    azure.make_definition();
    const auto lock = azure.client.get<management_lock>(azure::management_locks.create_or_update(
        azure.at(), id(azure.gallery_id.text() + "/providers/Microsoft.Authorization/locks/stay"),
        R"({"properties":{"level":"CanNotDelete"}})"));
    BOOST_REQUIRE(lock.has_value());
    BOOST_TEST(lock->resource.forbids_deletion());
    const auto refused = azure.client.call(azure::image_definitions.remove(azure.at(), azure.definition));
    BOOST_REQUIRE(!refused.has_value());
    BOOST_REQUIRE(refused.error().service.has_value());
    BOOST_TEST(refused.error().service->code == "ScopeLocked");
}

BOOST_AUTO_TEST_CASE(progress_is_told_and_a_stop_ends_the_waiting) {
    bool stop = false;
    int told = 0;
    azure_client_options options;
    options.driver.stop = [&] { return stop; };
    options.progress = [&](const run::operation_state&, const run::progress&) { stop = ++told == 3; };
    emulated_client azure({}, options);
    azure.make_definition();
    told = 0;
    stop = false;
    const auto ended = azure.publish("1.0.0");
    BOOST_REQUIRE(!ended.has_value());
    BOOST_TEST((ended.error().code == errc::cancelled));
    BOOST_TEST(told == 3);
}

BOOST_AUTO_TEST_CASE(a_request_that_must_not_be_sent_is_not) {
    emulated_client azure;
    const auto wrong = azure.client.call(azure::galleries.remove(azure.at(), azure.definition));
    BOOST_REQUIRE(!wrong.has_value());
    BOOST_TEST((wrong.error().code == errc::invalid_argument));
    const auto no_list =
        azure.client.each_page(azure::galleries.get(azure.at(), azure.gallery_id), [](const std::string&) {});
    BOOST_REQUIRE(!no_list.has_value());
    BOOST_TEST((no_list.error().code == errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(what_the_model_does_not_know_stays_in_the_text_and_enumerations_are_open) {
    const std::string json =
        R"({"id":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b/versions/1.0.0",)"
        R"("new":[1,{"deep":null}],"properties":{"provisioningState":"Hibernating","publishingProfile":{"targetRegions":[]}}})";
    const auto read = azure::read_resource<gallery_image_version>(json, "test");
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->provisioning_state.spelling() == "Hibernating");
    BOOST_TEST(!read->provisioning_state.known().has_value());
}

BOOST_AUTO_TEST_CASE(a_page_with_something_unreadable_is_no_page) {
    for (const std::string body :
         {R"({"value":[{"name":"no id"}]})", R"({"value":7})", R"({"value":[)", "<html>"}) {
        const auto page = azure::read_page<gallery>(body, "GET /galleries");
        BOOST_REQUIRE_MESSAGE(!page.has_value(), body);
        BOOST_TEST((page.error().code == errc::invalid_document));
        BOOST_TEST(page.error().violations.front().document == "GET /galleries");
    }
}

BOOST_AUTO_TEST_SUITE_END()
