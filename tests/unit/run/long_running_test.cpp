#include "scene.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <array>

using namespace std::chrono_literals;
using ingot::errc;

namespace {

const std::string other_status = scene::host + "/subscriptions/s/operations/2";
const std::string result_url = scene::host + "/subscriptions/s/results/1";

ingot::http::headers async(const std::string& url = scene::status) { return {{"Azure-AsyncOperation", url}}; }
ingot::http::headers location(const std::string& url = scene::status) { return {{"Location", url}}; }

} // namespace

BOOST_AUTO_TEST_SUITE(long_running)

BOOST_AUTO_TEST_CASE(a_write_that_is_complete_at_once_needs_no_second_request) {
    for (const std::string& body : {state_body("Succeeded"), state_body("succeeded"), std::string("{}"), std::string()}) {
        scene s;
        s.transport.expect("PUT", scene::version).reply(200, body);
        s.run(scene::put());
        BOOST_TEST(s.succeeded());
    }
}

BOOST_AUTO_TEST_CASE(a_put_is_followed_by_its_status_url_and_ends_with_the_resource) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, state_body("Creating"), async());
    s.transport.expect("GET", scene::status).reply(200, R"({"status": "InProgress", "percentComplete": 40})");
    s.transport.expect("GET", scene::status).reply(200, status_body("succeeded"));
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((*s.outcome)->body == state_body("Succeeded"));
    BOOST_TEST((s.elapsed() == 30s));
    BOOST_TEST((s.notes == std::vector<std::string>{"Creating", "InProgress"}));
    for (const auto& [at, request] : s.transport.sent())
        BOOST_TEST(request.body.empty() == (request.method == ingot::http::method::get));
}

BOOST_AUTO_TEST_CASE(the_latest_retry_after_and_the_latest_url_count) {
    scene s;
    s.transport.expect("PUT", scene::version)
        .reply(202, {}, {{"Azure-AsyncOperation", scene::status}, {"Retry-After", "100"}});
    s.transport.expect("GET", scene::status)
        .reply(200, status_body("Running"),
               {{"Azure-AsyncOperation", other_status}, {"Retry-After", "Thu, 01 Jan 2026 00:05:00 GMT"}});
    s.transport.expect("GET", other_status).reply(200, status_body("Succeeded"));
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((s.transport.sent()[1].at == scene::start + 100s));
    BOOST_TEST((s.transport.sent()[2].at == scene::start + 300s));
}

BOOST_AUTO_TEST_CASE(a_location_is_followed_until_it_gives_the_answer) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(202, {}, location());
    s.transport.expect("GET", scene::status).reply(202, {}, location(other_status));
    s.transport.expect("GET", other_status).reply(200, state_body("Succeeded"));
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_location_that_gives_a_refusal_is_the_failure_of_the_operation) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(202, {}, location());
    s.transport.expect("GET", scene::status).reply(409, error_body("PropertyChangeNotAllowed"));
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::conflict));
    BOOST_TEST(s.failure().service->code == "PropertyChangeNotAllowed");
}

BOOST_AUTO_TEST_CASE(without_a_url_the_resource_itself_is_watched) {
    for (const int status : {200, 201, 202}) {
        scene s;
        s.transport.expect("PATCH", scene::version).reply(status, state_body("Updating"));
        s.transport.expect("GET", scene::version).reply(200, state_body("Updating"));
        s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
        s.run(scene::patch());
        BOOST_TEST(s.succeeded());
        BOOST_TEST((s.elapsed() == 30s));
    }
}

BOOST_AUTO_TEST_CASE(a_location_beside_200_is_not_followed) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(200, state_body("Succeeded"), location());
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_status_url_that_is_the_resource_means_watching_it) {
    scene s;
    std::string with_port = scene::version;
    with_port.insert(scene::host.size(), ":443");
    s.transport.expect("PUT", scene::version).reply(201, {}, async(with_port));
    s.transport.expect("GET", scene::version).reply(200, state_body("Creating"));
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_write_whose_answer_is_cut_off_is_watched_at_the_resource) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(200, R"({"properties": {"provi)");
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

constexpr std::array ends_badly{"Failed", "failed", "Canceled", "CANCELED", "Cancelled"};

BOOST_DATA_TEST_CASE(an_end_other_than_success_is_a_failure_with_the_services_words, ends_badly, state) {
    for (const bool by_status : {true, false}) {
        scene s;
        if (by_status) {
            s.transport.expect("PUT", scene::version).reply(201, {}, async());
            s.transport.expect("GET", scene::status)
                .reply(200, R"({"status": ")" + std::string(state) +
                                R"(", "error": {"code": "PropertyChangeNotAllowed", "message": "M", "target": "T"}})");
        } else {
            s.transport.expect("PUT", scene::version).reply(201, state_body("Creating"));
            s.transport.expect("GET", scene::version).reply(200, state_body(state));
        }
        s.run(scene::put());
        BOOST_TEST((s.failure().code == errc::conflict));
        BOOST_TEST(s.says(state));
        BOOST_TEST(!s.says("may still"));
        if (by_status) BOOST_TEST(s.failure().service->code == "PropertyChangeNotAllowed");
    }
}

BOOST_AUTO_TEST_CASE(a_state_never_heard_of_is_on_the_way) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    s.transport.expect("GET", scene::status).reply(200, status_body("Migrating"));
    s.transport.expect("GET", scene::status).reply(200); // an empty 200 is the end
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

constexpr std::array unreadable{400, 401, 403, 409, 429, 500, 502, 503};

BOOST_DATA_TEST_CASE(a_status_that_cannot_be_read_does_not_fail_the_operation, unreadable, status) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    s.transport.expect("GET", scene::status).reply(status, error_body("X"));
    s.transport.expect("GET", scene::status).drop();
    s.transport.expect("GET", scene::status).reply(200, "<html>");
    s.transport.expect("GET", scene::status).reply(200, "{}");
    s.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_status_that_stays_unreadable_leaves_the_outcome_open) {
    scene s;
    s.options.retry.max_attempts = 3;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    for (int i = 0; i < 3; ++i) s.transport.expect("GET", scene::status).reply(500, error_body("X"));
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::unavailable));
    BOOST_TEST(s.says("may still complete"));
    BOOST_TEST(s.says("(after 3 attempts)"));
}

BOOST_AUTO_TEST_CASE(a_polling_url_unknown_right_after_the_start_is_on_the_way) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    s.transport.expect("GET", scene::status).reply(404);
    s.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    s.transport.expect("GET", scene::version).reply(404); // a new resource, not yet known everywhere
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_polling_url_that_expired_gives_way_to_the_resource) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, {}, {{"Azure-AsyncOperation", scene::status}, {"Retry-After", "600"}});
    s.transport.expect("GET", scene::status).reply(404);
    s.transport.expect("GET", scene::version).reply(200, state_body("Succeeded"));
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(an_expired_url_of_a_post_leaves_the_outcome_open) {
    scene s;
    s.transport.expect("POST", scene::version).reply(202, {}, {{"Location", scene::status}, {"Retry-After", "600"}});
    s.transport.expect("GET", scene::status).reply(404);
    s.run(scene::post());
    BOOST_TEST((s.failure().code == errc::not_found));
    BOOST_TEST(s.says("may still complete"));
}

BOOST_AUTO_TEST_CASE(a_post_ends_with_what_its_location_gives) {
    scene s;
    s.transport.expect("POST", scene::version)
        .reply(202, {}, {{"Azure-AsyncOperation", scene::status}, {"Location", result_url}});
    s.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    s.transport.expect("GET", result_url).reply(200, R"({"value": [{"code": "output"}]})");
    s.run(scene::post());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((*s.outcome)->body == R"({"value": [{"code": "output"}]})");
}

BOOST_AUTO_TEST_CASE(a_post_without_a_location_ends_with_its_status) {
    scene s;
    s.transport.expect("POST", scene::version).reply(202, {}, async());
    s.transport.expect("GET", scene::status).reply(200, R"({"status": "Succeeded", "properties": {"output": 1}})");
    s.run(scene::post());
    BOOST_TEST(s.succeeded());
    scene nameless;
    nameless.transport.expect("POST", scene::version).reply(202);
    nameless.run(scene::post());
    BOOST_TEST((nameless.failure().code == errc::unsupported));
    scene at_once;
    at_once.transport.expect("POST", scene::version).reply(204);
    at_once.run(scene::post());
    BOOST_TEST(at_once.succeeded());
}

BOOST_AUTO_TEST_CASE(the_result_of_a_success_is_asked_for_until_it_is_given) {
    scene s;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    s.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    s.transport.expect("GET", scene::version).reply(500);
    s.transport.expect("GET", scene::version).drop();
    s.transport.expect("GET", scene::version).reply(200, "{\"cut\": ");
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::put());
    BOOST_TEST(s.succeeded());
    scene denied;
    denied.transport.expect("PUT", scene::version).reply(201, {}, async());
    denied.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    denied.transport.expect("GET", scene::version).reply(403, error_body("AuthorizationFailed"));
    denied.run(scene::put());
    BOOST_TEST((denied.failure().code == errc::forbidden));
    BOOST_TEST(denied.says("asking for its result"));
}

constexpr std::array gone{200, 204, 404};

BOOST_DATA_TEST_CASE(a_removal_is_done_when_the_resource_is_gone, gone, status) {
    scene s;
    s.transport.expect("DELETE", scene::version).reply(status);
    s.run(scene::remove());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_404_by_a_gateway_does_not_prove_a_removal) {
    scene s;
    s.transport.expect("DELETE", scene::version).reply(404, "<html>Not Found</html>");
    s.run(scene::remove());
    BOOST_TEST((s.failure().code == errc::not_found));
}

BOOST_AUTO_TEST_CASE(a_removal_is_followed_by_its_urls) {
    scene by_status;
    by_status.transport.expect("DELETE", scene::version).reply(202, {}, async());
    by_status.transport.expect("GET", scene::status).reply(200, status_body("Deleting"));
    by_status.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    by_status.run(scene::remove());
    BOOST_TEST(by_status.succeeded());
    scene by_location;
    by_location.transport.expect("DELETE", scene::version).reply(202, {}, location());
    by_location.transport.expect("GET", scene::status).reply(202);
    by_location.transport.expect("GET", scene::status).reply(204);
    by_location.run(scene::remove());
    BOOST_TEST(by_location.succeeded());
    scene failing;
    failing.transport.expect("DELETE", scene::version).reply(202, {}, async());
    failing.transport.expect("GET", scene::status).reply(200, R"({"status": "Failed", "error": {"code": "ImageInUse", "message": "m"}})");
    failing.run(scene::remove());
    BOOST_TEST(failing.failure().service->code == "ImageInUse");
}

BOOST_AUTO_TEST_CASE(a_removal_whose_polling_url_is_unknown_looks_at_the_resource) {
    scene s;
    s.transport.expect("DELETE", scene::version).reply(202, {}, async());
    s.transport.expect("GET", scene::status).reply(404);
    s.transport.expect("GET", scene::version).reply(200, state_body("Deleting"));
    s.transport.expect("GET", scene::version).reply(404, error_body("ResourceNotFound"));
    s.run(scene::remove());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_removal_without_urls_watches_the_resource_until_it_is_gone) {
    scene s;
    s.transport.expect("DELETE", scene::version).reply(202);
    s.transport.expect("GET", scene::version).reply(200, state_body("Failed")); // as it was before
    s.transport.expect("GET", scene::version).reply(200, state_body("Deleting"));
    s.transport.expect("GET", scene::version).reply(404, "<html>");
    s.transport.expect("GET", scene::version).reply(404);
    s.run(scene::remove());
    BOOST_TEST(s.succeeded());
    scene failing;
    failing.transport.expect("DELETE", scene::version).reply(200, state_body("Deleting"));
    failing.transport.expect("GET", scene::version).reply(200, state_body("Deleting"));
    failing.transport.expect("GET", scene::version).reply(200, state_body("Failed"));
    failing.run(scene::remove());
    BOOST_TEST((failing.failure().code == errc::conflict));
}

BOOST_AUTO_TEST_CASE(urls_on_another_host_are_errors_and_never_followed) {
    const std::string evil = "https://evil.example/operations/1";
    for (const auto& headers : {async(evil), location(evil)}) {
        scene s;
        s.transport.expect("PUT", scene::version).reply(202, {}, headers);
        s.run(scene::put());
        BOOST_TEST((s.failure().code == errc::guard_rail));

        scene later;
        const bool by_async = headers.find("Location") == std::nullopt;
        later.transport.expect("PUT", scene::version).reply(202, {}, by_async ? async() : location());
        later.transport.expect("GET", scene::status).reply(202, {}, headers);
        later.run(scene::put());
        BOOST_TEST((later.failure().code == errc::guard_rail));
    }
    scene result;
    result.transport.expect("POST", scene::version)
        .reply(202, {}, {{"Azure-AsyncOperation", scene::status}, {"Location", evil}});
    result.run(scene::post());
    BOOST_TEST((result.failure().code == errc::guard_rail));
}

BOOST_AUTO_TEST_CASE(a_saved_operation_goes_on_in_another_process_without_being_sent_again) {
    scene s;
    s.options.deadline = scene::start + 20s;
    s.transport.expect("PUT", scene::version).reply(201, {}, async());
    s.transport.expect("GET", scene::status).reply(200, status_body("Running"));
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::timed_out));
    BOOST_TEST(s.says("may still complete"));

    scene later;
    auto saved = s.saved.back();
    saved.deadline = ingot::timestamp::max();
    later.transport.expect("GET", scene::status).reply(200, status_body("Succeeded"));
    later.transport.expect("GET", scene::version).reply(200, "{}");
    later.run(saved);
    BOOST_TEST(later.succeeded());
}

BOOST_AUTO_TEST_CASE(a_write_saved_while_it_was_out_is_sent_again_only_where_that_is_safe) {
    for (const auto& what : {scene::put(), scene::post()}) {
        auto out = ingot::run::begin(what);
        out.stage = ingot::run::stage::submitting;
        out.began = scene::start;
        scene s;
        const bool safe = what.request.method == ingot::http::method::put;
        if (safe) s.transport.expect("PUT", scene::version).reply(200, "{}");
        s.run(out);
        BOOST_TEST(s.succeeded() == safe);
        if (!safe) BOOST_TEST(s.says("may have taken effect"));
    }
}

BOOST_AUTO_TEST_SUITE_END()
