#include <ingot/http/url.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

namespace http = ingot::http;

BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(an_absolute_url_splits_into_its_parts) {
    const auto parts = http::parse_url("HTTPS://Management.Azure.com/subscriptions/A?api-version=2024-03-03#top");
    BOOST_TEST_REQUIRE(parts.has_value());
    BOOST_TEST(parts->scheme == "https");
    BOOST_TEST(parts->host == "management.azure.com");
    BOOST_TEST(parts->port == 443);
    BOOST_TEST(parts->target == "/subscriptions/A?api-version=2024-03-03");
}

BOOST_AUTO_TEST_CASE(a_missing_path_is_the_root) {
    BOOST_TEST(http::parse_url("http://localhost:8080")->target == "/");
    BOOST_TEST(http::parse_url("http://localhost:8080")->port == 8080);
    BOOST_TEST(http::parse_url("https://h?x=1")->target == "/?x=1");
    BOOST_TEST(http::parse_url("http://[::1]:81/a")->host == "[::1]");
    BOOST_TEST(http::parse_url("http://[::1]:81/a")->port == 81);
}

constexpr std::array refused{"",
                             "management.azure.com",
                             "/subscriptions",
                             "ftp://host/",
                             "file:///etc/passwd",
                             "https://",
                             "https:///path",
                             "https://user@host/",
                             "https://management.azure.com@evil.example/",
                             "https://management.azure.com:443@evil.example/",
                             "https://host:0/",
                             "https://host:65536/",
                             "https://host:+1/",
                             "https://host:/",
                             "https://host:44 3/",
                             "https://host\\@evil.example/",
                             "https://host/a b",
                             "https://host/\r\nX: y",
                             "https://h\xC3\xB6st/",
                             "https://[::1",
                             "https://[]/",
                             "https://[::1]evil/",
                             "https://[host]/"};

BOOST_DATA_TEST_CASE(what_could_mislead_is_refused, refused, text) { BOOST_TEST(!http::parse_url(text).has_value()); }

BOOST_AUTO_TEST_CASE(an_explicit_default_port_does_not_make_another_origin) {
    BOOST_TEST(http::same_origin("https://host/a", "https://HOST:443/b?c"));
    BOOST_TEST(http::same_origin("http://host:80", "http://host"));
    BOOST_TEST(!http::same_origin("https://host", "https://host:8443"));
    BOOST_TEST(!http::same_origin("https://host", "http://host:443"));
    BOOST_TEST(!http::same_origin("https://host", "https://host.evil.example"));
    BOOST_TEST(!http::same_origin("https://host", "https://host@evil.example"));
    BOOST_TEST(!http::same_origin("nonsense", "nonsense"));
}

BOOST_AUTO_TEST_CASE(loopback_is_told_by_name_and_address_alone) {
    for (const auto* here : {"http://localhost/", "http://127.0.0.1:1/", "http://127.8.9.10/", "http://[::1]/"})
        BOOST_TEST(http::is_loopback(*http::parse_url(here)), here);
    for (const auto* elsewhere : {"http://127.example.com/", "http://127.0.0.1.nip.io/", "http://localhost.example/",
                                  "http://10.0.0.1/", "http://[::2]/", "http://127.1/"})
        BOOST_TEST(!http::is_loopback(*http::parse_url(elsewhere)), elsewhere);
}

BOOST_AUTO_TEST_CASE(joining_leaves_one_slash) {
    BOOST_TEST(http::join_url("https://host/", "/subscriptions/a?b=c") == "https://host/subscriptions/a?b=c");
    BOOST_TEST(http::join_url("https://host", "subscriptions") == "https://host/subscriptions");
    BOOST_TEST(http::join_url("https://host/base/", "/x") == "https://host/base/x");
}

BOOST_AUTO_TEST_CASE(a_reference_is_absolute_verbatim_or_a_path_on_the_same_host) {
    const std::string base = "https://host/a?b";
    BOOST_TEST(http::resolve_url(base, "https://Other/X?y=%2F").value() == "https://Other/X?y=%2F");
    BOOST_TEST(http::resolve_url(base, "/status/1").value() == "https://host:443/status/1");
    BOOST_TEST(!http::resolve_url(base, "//evil.example/").has_value());
    BOOST_TEST(!http::resolve_url(base, "status/1").has_value());
    BOOST_TEST(!http::resolve_url(base, "").has_value());
    BOOST_TEST(!http::resolve_url(base, "/a b").has_value());
}

BOOST_AUTO_TEST_CASE(a_message_shows_no_query) {
    BOOST_TEST(http::path_of("https://host/blob?sig=secret") == "/blob");
    BOOST_TEST(http::path_of("secret") == "(unreadable URL)");
}

BOOST_AUTO_TEST_SUITE_END()
