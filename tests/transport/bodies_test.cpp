#include "surroundings.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace {

struct served {
    ingot::result<ingot::http::response> outcome;
    std::vector<std::string> requests;
};

/// What becomes of a read of that path, and every request that the server saw.
served read(const std::string& path, ingot::curl_transport_options options = trusting()) {
    peer server({"python3", beside("https_server.py"), certificate("good")});
    const auto transport = transport_with(std::move(options));
    auto outcome = get(*transport, "https://127.0.0.1:" + server.port() + path);
    return {std::move(outcome), server.end()};
}

} // namespace

BOOST_AUTO_TEST_SUITE(bodies)

BOOST_AUTO_TEST_CASE(a_compressed_body_is_handed_out_as_it_was_before) {
    for (const std::string form : {"gzip", "deflate"}) {
        const auto one = read("/" + form);
        BOOST_TEST_REQUIRE(one.outcome.has_value());
        BOOST_TEST(one.outcome->body == R"({"form": ")" + form + "\"}");
    }
}

BOOST_AUTO_TEST_CASE(a_chunked_body_is_handed_out_whole) {
    const auto one = read("/chunked");
    BOOST_TEST_REQUIRE(one.outcome.has_value());
    BOOST_TEST(one.outcome->body == R"({"form": "chunked"})");
}

BOOST_AUTO_TEST_CASE(the_size_of_a_body_is_capped_after_it_was_decompressed) {
    auto options = trusting();
    options.max_response_bytes = std::size_t{1} << 20U; // the 64 MiB come as some 64 KiB
    const auto one = read("/bomb", std::move(options));
    BOOST_TEST_REQUIRE(!one.outcome.has_value());
    BOOST_TEST((one.outcome.error().code == ingot::errc::invalid_argument), one.outcome.error().message);
    BOOST_TEST(one.outcome.error().message.find("larger") != std::string::npos, one.outcome.error().message);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_cut_or_cannot_be_decompressed_is_no_answer) {
    for (const std::string path : {"/cut", "/broken"}) {
        const auto one = read(path);
        BOOST_TEST_REQUIRE(!one.outcome.has_value());
        BOOST_TEST(one.outcome.error().message.find("GET " + path) == 0U, one.outcome.error().message);
    }
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_and_the_other_host_hears_nothing) {
    peer other({"python3", beside("https_server.py"), certificate("good")});
    const auto one = read("/to?https://127.0.0.1:" + other.port() + "/stolen");
    BOOST_TEST_REQUIRE(one.outcome.has_value());
    BOOST_TEST(one.outcome->status == 302);
    BOOST_TEST(one.requests.size() == 1U);
    BOOST_TEST(one.requests.front().find("Bearer planted-token") != std::string::npos);
    BOOST_TEST(other.end().empty());
}

BOOST_AUTO_TEST_SUITE_END()
