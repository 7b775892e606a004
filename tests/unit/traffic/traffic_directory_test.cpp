#define BOOST_TEST_DYN_LINK
#include <ingot/traffic/traffic_directory.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <string>

using ingot::traffic_directory;
namespace fs = std::filesystem;
namespace http = ingot::http;

namespace {

struct scratch {
    scratch() {
        std::string form = (fs::temp_directory_path() / "ingot-traffic-XXXXXX").string();
        path = ::mkdtemp(form.data());
    }
    ~scratch() { fs::remove_all(path); }

    fs::path path;
};

} // namespace

BOOST_AUTO_TEST_SUITE(traffic_directories)

BOOST_FIXTURE_TEST_CASE(files_are_numbered_in_the_order_of_recording_and_their_owner_s_alone, scratch) {
    auto traffic = traffic_directory::create((path / "new/one").string());
    BOOST_TEST_REQUIRE(traffic.has_value());
    BOOST_TEST(traffic->record({http::method::put, "https://a/", {}, {}}, {201, {}, {}}).has_value());
    BOOST_TEST(traffic->record({http::method::remove, "https://a/", {}, {}}, {204, {}, {}}).has_value());
    BOOST_TEST(fs::file_size(path / "new/one/000001-PUT-201.json") > 0U);
    BOOST_TEST(fs::exists(path / "new/one/000002-DELETE-204.json"));
    BOOST_TEST((fs::status(path / "new/one").permissions() == fs::perms::owner_all));
}

BOOST_FIXTURE_TEST_CASE(a_recording_is_not_added_to_another, scratch) {
    BOOST_TEST(traffic_directory::create(path.string())
                   ->record({http::method::get, "https://a/", {}, {}}, {200, {}, {}})
                   .has_value());
    const auto again = traffic_directory::create(path.string());
    BOOST_TEST_REQUIRE(!again.has_value());
    BOOST_TEST((again.error().code == ingot::errc::conflict));
}

BOOST_FIXTURE_TEST_CASE(a_directory_that_went_away_is_an_error_that_names_the_file, scratch) {
    auto traffic = traffic_directory::create((path / "gone").string());
    fs::remove_all(path / "gone");
    const auto failed = traffic->record({http::method::get, "https://a/", {}, {}}, {200, {}, {}});
    BOOST_TEST_REQUIRE(!failed.has_value());
    BOOST_TEST(failed.error().message.find("000001-GET-200.json") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
