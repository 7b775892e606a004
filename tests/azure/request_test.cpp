#include "request_table.hpp"

#include <ingot/azure/disks.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/image_definitions.hpp>
#include <ingot/azure/image_versions.hpp>
#include <ingot/azure/management_locks.hpp>
#include <ingot/azure/shared_galleries.hpp>
#include <ingot/azure/soft_deleted_versions.hpp>
#include <ingot/azure/virtual_machines.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

using namespace ingot_test;
namespace azure = ingot::azure;
using ingot::errc;
using ingot::resource_id;

namespace {

const std::string group = "/subscriptions/s/resourceGroups/g";
const std::string compute = group + "/providers/Microsoft.Compute/";

resource_id id(const std::string& text) { return *resource_id::parse(text); }

void check_refused(const azure::request& made, const std::string& why) {
    BOOST_REQUIRE_MESSAGE(!made.has_value(), ("not refused: " + (made ? made->request.url : std::string())));
    BOOST_TEST((made.error().code == errc::invalid_argument));
    BOOST_TEST(made.error().message.find(why) != std::string::npos, made.error().message);
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(every_operation_leaves_as_the_service_wants_it) {
    for (const expected_request& row : all_requests()) {
        BOOST_TEST_CONTEXT(row.what) {
            BOOST_REQUIRE_MESSAGE(row.made.has_value(),
                                  (row.made ? std::string() : row.made.error().message));
            const ingot::run::operation& made = *row.made;
            BOOST_TEST(name_of(made.request.method) == row.method);
            BOOST_TEST(made.request.url == "https://management.azure.com" + row.target);
            BOOST_TEST(made.request.body == row.body);
            BOOST_TEST((made.kind == row.kind));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_only_read_never_leaves_by_a_method_that_changes) {
    for (const expected_request& row : all_requests()) {
        const bool asks =
            row.kind == ingot::run::operation_kind::read || row.kind == ingot::run::operation_kind::list;
        const bool posted = row.method == "POST";
        BOOST_TEST((!asks || posted || row.method == "GET"), row.what);
    }
}

BOOST_AUTO_TEST_CASE(a_deletion_waits_until_the_last_child_is_forgotten) {
    for (const expected_request& row : all_requests())
        BOOST_TEST(row.made->wait_for_children == (row.method == "DELETE"), row.what);
}

BOOST_AUTO_TEST_CASE(another_endpoint_and_other_api_versions_can_be_set) {
    azure::service at{"https://management.chinacloudapi.cn/", {}};
    at.versions.disks = "2025-01-02";
    BOOST_TEST(azure::disks.get(at, id(compute + "disks/d"))->request.url ==
               "https://management.chinacloudapi.cn" + compute + "disks/d?api-version=2025-01-02");
}

BOOST_AUTO_TEST_CASE(a_resource_of_another_type_is_never_reached) {
    const azure::service at;
    check_refused(azure::image_versions.remove(at, id(compute + "galleries/g/images/i")),
                  "galleries/images/versions");
    check_refused(azure::disks.remove(at, id(compute + "virtualMachines/v")),
                  "Microsoft.Compute/disks/<name>");
    check_refused(azure::disks.remove(at, id(compute + "disks/d/x/y")), "Microsoft.Compute/disks");
    check_refused(azure::disks.remove(at, id(compute + "disks")), "Microsoft.Compute/disks");
    check_refused(azure::disks.get(at, id("/subscriptions/s/providers/Microsoft.Compute/disks/d")),
                  "resourceGroups");
    check_refused(azure::management_locks.remove(at, id(compute + "disks/d")),
                  "Microsoft.Authorization/locks");
    check_refused(azure::management_locks.remove(at, id("/locks/l")), "Microsoft.Authorization/locks");
    check_refused(azure::soft_deleted_versions.list(at, id(compute + "galleries/g")), "galleries/images");
    check_refused(azure::image_definitions.list(at, id(compute + "disks/d")), "Microsoft.Compute/galleries");
}

BOOST_AUTO_TEST_CASE(types_compare_without_regard_to_case) {
    const auto made =
        azure::disks.get({}, id("/SUBSCRIPTIONS/s/resourcegroups/g/PROVIDERS/microsoft.compute/DISKS/d"));
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->request.url == "https://management.azure.com/SUBSCRIPTIONS/s/resourcegroups/g/PROVIDERS/"
                                    "microsoft.compute/DISKS/d?api-version=2024-03-02");
}

BOOST_AUTO_TEST_CASE(a_scope_must_be_of_the_kind_that_the_list_is_over) {
    const azure::service at;
    check_refused(azure::disks.list(at, id(compute + "disks/d")),
                  "neither a subscription nor a resource group");
    check_refused(azure::disks.list(at, id("/subscriptions")), "neither a subscription nor a resource group");
    check_refused(azure::virtual_machines.list_status(at, id(group)), "not a subscription");
    check_refused(azure::management_locks.list(at, resource_id()), "no scope");
}

BOOST_AUTO_TEST_CASE(names_are_encoded_and_cannot_climb) {
    const azure::service at;
    const auto made = azure::disks.get(at, id("/subscriptions/s/resourceGroups/Größe (1)/providers/"
                                              "Microsoft.Compute/disks/a?b#c%"));
    BOOST_REQUIRE(made.has_value());
    BOOST_TEST(made->request.url ==
               "https://management.azure.com/subscriptions/s/resourceGroups/Gr%C3%B6%C3%9Fe%20%281%29/"
               "providers/Microsoft.Compute/disks/a%3Fb%23c%25?api-version=2024-03-02");
    for (const std::string name : {".", ".."})
        check_refused(azure::disks.remove(at, id(compute + "disks/" + name)), "cannot be a name");
    const ingot::region west("westeurope");
    check_refused(azure::shared_galleries.get(at, id("/subscriptions/s"), west, ".."), "cannot be a name");
    check_refused(azure::shared_galleries.get(at, id("/subscriptions/s"), ingot::region(), "g"),
                  "cannot be a name");
    BOOST_TEST(
        azure::shared_galleries.get(at, id("/subscriptions/s"), west, "a/b")->request.url ==
        "https://management.azure.com/subscriptions/s/providers/Microsoft.Compute/locations/westeurope/"
        "sharedGalleries/a%2Fb?api-version=2024-03-03");
}

BOOST_AUTO_TEST_CASE(new_things_in_a_gallery_need_a_name_that_the_service_takes) {
    const azure::service at;
    const std::string eighty(80, 'a');
    struct row {
        std::string name;
        bool gallery;
        bool definition;
    };
    for (const auto& [name, gallery, definition] :
         {row{"a", true, true}, row{"Golden_1.x", true, true}, row{"a-b", false, true},
          row{"-a", false, false}, row{"a-", false, false}, row{"_a", false, false}, row{"a_", false, false},
          row{"a.", false, false}, row{"a b", false, false}, row{"ä", false, false}, row{eighty, true, true},
          row{eighty + "a", false, false}}) {
        const resource_id where = id(compute + "galleries/" + name);
        const resource_id below = id(compute + "galleries/g/images/" + name);
        BOOST_TEST(azure::galleries.create_or_update(at, where, "{}").has_value() == gallery, name);
        BOOST_TEST(azure::image_definitions.create_or_update(at, below, "{}").has_value() == definition,
                   name);
        BOOST_TEST(azure::galleries.get(at, where).has_value(), name);
        BOOST_TEST(azure::image_definitions.get(at, below).has_value(), name);
    }
    for (const std::string name : {"latest", "1.0", "1.2.03", "1.2.2147483648", "1.2.3.4"}) {
        const resource_id image = id(compute + "galleries/g/images/i/versions/" + name);
        BOOST_TEST(!azure::image_versions.create_or_update(at, image, "{}").has_value(), name);
        BOOST_TEST(azure::image_versions.get(at, image).has_value(), name);
    }
}

BOOST_AUTO_TEST_CASE(deleting_past_the_recycle_bin_needs_an_api_version_that_can) {
    const resource_id image = id(compute + "galleries/g/images/i/versions/1.0.0");
    for (const auto& profile : azure::gallery_profiles) {
        azure::service at;
        at.versions.galleries = profile.api_version;
        const auto made = azure::image_versions.remove(at, image, azure::version_deletion::permanent);
        BOOST_REQUIRE(made.has_value() == profile.has_bypass_soft_delete);
        if (made)
            BOOST_TEST(made->request.url == "https://management.azure.com" + image.text() + "?api-version=" +
                                                at.versions.galleries + "&bypassSoftDelete=true");
        else
            BOOST_TEST((made.error().code == errc::unsupported));
        BOOST_TEST(azure::image_versions.remove(at, image)->request.url.find("bypass") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_deletion_waits_for_children_unless_told_not_to) {
    const azure::service at;
    const resource_id gallery = id(compute + "galleries/g");
    BOOST_TEST(azure::galleries.remove(at, gallery)->wait_for_children);
    BOOST_TEST(!azure::galleries.remove(at, gallery, azure::child_refusal::final)->wait_for_children);
}

BOOST_AUTO_TEST_CASE(a_body_that_could_not_be_written_is_not_sent) {
    azure::json_body broken = ingot::fail(errc::invalid_argument, "not UTF-8");
    check_refused(azure::disks.create_or_update({}, id(compute + "disks/d"), std::move(broken)), "not UTF-8");
}

BOOST_AUTO_TEST_SUITE_END()
