#include <ingot/azure/cloud.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <vector>

namespace azure = ingot::azure;

namespace {

struct expected_cloud {
    azure::cloud where;
    std::string scope;
    std::string tokens;
};

std::ostream& operator<<(std::ostream& out, const expected_cloud& one) { return out << one.where.name; }

const std::vector<expected_cloud> clouds{
    {azure::public_cloud(), "https://management.azure.com/.default",
     "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"},
    {azure::us_government_cloud(), "https://management.usgovcloudapi.net/.default",
     "https://login.microsoftonline.us/contoso.com/oauth2/v2.0/token"},
    {azure::china_cloud(), "https://management.chinacloudapi.cn/.default",
     "https://login.chinacloudapi.cn/contoso.com/oauth2/v2.0/token"},
    {{"Stack",
      "https://management.local.azurestack.external",
      "https://adfs.local.azurestack.external/adfs",
      {"https://management.adfs.azurestack.local/7bd1c3f8"},
      azure::identity_provider::adfs},
     "https://management.adfs.azurestack.local/7bd1c3f8/.default",
     "https://adfs.local.azurestack.external/adfs/oauth2/token"},
    {{"slash", "https://a.example", "https://login.example", {"https://b.example/"}, azure::identity_provider::entra},
     "https://b.example//.default",
     "https://login.example/contoso.com/oauth2/v2.0/token"},
    {{"own slash",
      "https://a.example",
      "https://login.example",
      {"https://b.example/", "https://A.example/"},
      azure::identity_provider::entra},
     "https://a.example/.default",
     "https://login.example/contoso.com/oauth2/v2.0/token"},
    {{"none", "https://a.example", "https://login.example", {}, azure::identity_provider::entra},
     "https://a.example/.default",
     "https://login.example/contoso.com/oauth2/v2.0/token"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(cloud)

BOOST_DATA_TEST_CASE(each_cloud_has_its_own_scope_and_token_endpoint, clouds, one) {
    BOOST_TEST(azure::scope_of(one.where) == one.scope);
    BOOST_TEST(azure::token_endpoint(one.where, "contoso.com") == one.tokens);
}

BOOST_AUTO_TEST_CASE(the_metadata_document_stands_below_the_endpoint) {
    const std::string expected = "https://management.example/metadata/endpoints?api-version=2022-09-01";
    BOOST_TEST(azure::metadata_url("https://management.example") == expected);
    BOOST_TEST(azure::metadata_url("https://management.example/") == expected);
}

BOOST_AUTO_TEST_SUITE_END()
