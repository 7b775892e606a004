#include <ingot/azure/cloud_metadata.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using ingot::azure::identity_provider;
using ingot::azure::read_cloud_metadata;

BOOST_AUTO_TEST_SUITE(cloud_metadata)

BOOST_AUTO_TEST_CASE(login_and_audiences_are_read_behind_a_byte_order_mark) {
    const auto cloud = read_cloud_metadata(
        "https://arm.example/", "\xEF\xBB\xBF{\"name\":\"Example\",\"authentication\":{\"loginEndpoint\":"
                                "\"https://login.example/\",\"audiences\":[\"https://a.example/\",7]}}");
    BOOST_REQUIRE(cloud.has_value());
    BOOST_TEST(cloud->name == "Example");
    BOOST_TEST(cloud->resource_manager == "https://arm.example");
    BOOST_TEST(cloud->login == "https://login.example");
    BOOST_TEST(cloud->audiences == std::vector<std::string>{"https://a.example/"},
               boost::test_tools::per_element());
    BOOST_TEST((cloud->provider == identity_provider::entra));
}

BOOST_DATA_TEST_CASE(a_federation_service_is_known_by_its_path_or_its_name,
                     (std::vector<std::string>{
                         R"("loginEndpoint":"https://login.example/adfs/")",
                         R"("loginEndpoint":"https://login.example","identityProvider":"adfs")"}),
                     members) {
    const auto cloud = read_cloud_metadata("https://arm.example", R"({"authentication":{)" + members + "}}");
    BOOST_REQUIRE(cloud.has_value());
    BOOST_TEST((cloud->provider == identity_provider::adfs));
}

BOOST_DATA_TEST_CASE(what_names_no_https_login_is_refused,
                     (std::vector<std::string>{
                         "", "[]", "{}", "<html>", R"({"authentication":[]})", R"({"authentication":{}})",
                         R"({"authentication":{"loginEndpoint":"http://127.0.0.1/adfs"}})",
                         R"({"authentication":{"loginEndpoint":"login.example"}})"}),
                     body) {
    const auto cloud = read_cloud_metadata("https://arm.example", body);
    BOOST_REQUIRE(!cloud);
    BOOST_TEST((cloud.error().code == ingot::errc::invalid_document));
    BOOST_TEST(cloud.error().message.find("https://arm.example") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
