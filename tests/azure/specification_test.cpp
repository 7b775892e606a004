#include "request_table.hpp"

#include <ingot/core/case_fold.hpp>
#include <ingot/http/url.hpp>

#include <rapidjson/document.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

// Every request that can be built stands in the provider's own OpenAPI files, with its method and
// api-version.

using namespace ingot_test;
using ingot::fold;
namespace filesystem = std::filesystem;

namespace {

const filesystem::path specification = filesystem::path(INGOT_AZURE_SPEC) / "specification";

boost::test_tools::assertion_result is_present(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result there(filesystem::is_directory(specification));
    there.message() << "there are no OpenAPI files in " << specification.string() << "; set INGOT_AZURE_SPEC";
    return there;
}

/// Whose files are not among those at hand: DiskRP, Microsoft.VirtualMachineImages, and subscriptions.
bool is_elsewhere(const std::string& path) {
    constexpr std::array types{"/providers/microsoft.compute/disks", "/providers/microsoft.compute/snapshots",
                               "/providers/microsoft.virtualmachineimages/"};
    const std::string folded = fold(path);
    return folded == "/subscriptions" || std::count(folded.begin(), folded.end(), '/') == 2 ||
           std::any_of(types.begin(), types.end(),
                       [&](std::string_view type) { return folded.find(type) != std::string::npos; });
}

struct declared_path {
    std::regex shape;
    std::string version;
    std::string methods; ///< ` get put `
};

/// A parameter stands for one segment, a scope or an id for several.
std::regex shape_of(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    std::string shape;
    for (std::size_t at = 0; at < path.size(); ++at) {
        if (path[at] == '{') {
            const auto end = path.find('}', at);
            const std::string name = path.substr(at + 1, end - at - 1);
            const bool several = name == "scope" || name == "resourceId" || name == "policyAssignmentId" ||
                                 name == "parentResourcePath";
            shape += several ? ".+" : "[^/]+";
            at = end;
        } else {
            if (std::string_view(".()+*?[]^$|\\").find(path[at]) != std::string_view::npos) shape += '\\';
            shape += path[at];
        }
    }
    return std::regex(shape, std::regex::icase);
}

std::vector<declared_path> read_specification() {
    std::vector<declared_path> all;
    for (const auto& entry : filesystem::recursive_directory_iterator(specification)) {
        const std::string name = entry.path().string();
        if (entry.path().extension() != ".json" || name.find("/examples/") != std::string::npos) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        rapidjson::Document document;
        document.Parse(text.c_str());
        if (document.HasParseError() || !document.HasMember("info") || !document.HasMember("paths")) continue;
        const std::string version = document["info"]["version"].GetString();
        for (const auto& path : document["paths"].GetObject()) {
            declared_path one{shape_of(path.name.GetString()), version, " "};
            for (const auto& method : path.value.GetObject())
                one.methods += method.name.GetString() + std::string(" ");
            all.push_back(std::move(one));
        }
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(specification_files)

BOOST_AUTO_TEST_CASE(every_request_is_declared_in_the_openapi_files,
                     *boost::unit_test::precondition(is_present)) {
    const auto declared = read_specification();
    BOOST_REQUIRE(declared.size() > 100);
    std::size_t checked = 0;
    for (const expected_request& row : all_requests()) {
        const std::string path = ingot::http::path_of(row.made->request.url);
        if (is_elsewhere(path)) continue;
        const std::string asked = ' ' + fold(row.method) + ' ';
        const bool known = std::any_of(declared.begin(), declared.end(), [&](const declared_path& one) {
            return one.methods.find(asked) != std::string::npos &&
                   row.target.find("?api-version=" + one.version) != std::string::npos &&
                   std::regex_match(path, one.shape);
        });
        BOOST_TEST(known, row.what << ": " << row.method << ' ' << row.target << " is not declared");
        ++checked;
    }
    BOOST_TEST(checked > 100);
}

BOOST_AUTO_TEST_SUITE_END()
