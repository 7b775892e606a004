#include "scene.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <array>
#include <utility>

using namespace std::chrono_literals;
using ingot::errc;

BOOST_AUTO_TEST_SUITE(retry)

constexpr std::array passing{408, 429, 500, 502, 503, 504};

BOOST_DATA_TEST_CASE(a_status_that_may_pass_is_tried_again, passing, status) {
    scene s;
    s.transport.expect("GET", scene::version).reply(status, "<html>");
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::get());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((s.elapsed() >= 500ms && s.elapsed() <= 1s));
}

constexpr std::array<std::pair<int, errc>, 10> lasting{{{301, errc::unsupported},
                                                        {400, errc::invalid_argument},
                                                        {401, errc::unauthenticated},
                                                        {403, errc::forbidden},
                                                        {404, errc::not_found},
                                                        {409, errc::conflict},
                                                        {412, errc::precondition_failed},
                                                        {422, errc::invalid_argument},
                                                        {501, errc::unavailable},
                                                        {507, errc::unavailable}}};

BOOST_AUTO_TEST_CASE(any_other_status_ends_it_with_what_to_do_next) {
    for (const auto& [status, code] : lasting) {
        scene s;
        s.transport.expect("GET", scene::version)
            .reply(status, error_body("SomeCode", "Some words."),
                   {{"x-ms-request-id", "r-1"}, {"x-ms-correlation-request-id", "c-1"}});
        s.run(scene::get());
        BOOST_TEST((s.failure().code == code), status);
        BOOST_TEST_REQUIRE(s.failure().service.has_value());
        BOOST_TEST(s.failure().service->http_status == status);
        BOOST_TEST(s.failure().service->code == "SomeCode");
        BOOST_TEST(s.failure().service->request_id == "r-1");
        BOOST_TEST(s.failure().service->correlation_request_id == "c-1");
        BOOST_TEST(s.says("GET /subscriptions/s/"));
        BOOST_TEST(s.says("SomeCode: Some words."));
        BOOST_TEST(!s.says("api-version"));
    }
}

BOOST_AUTO_TEST_CASE(retry_after_is_never_undercut) {
    scene s;
    s.transport.expect("GET", scene::version).reply(429, {}, {{"Retry-After", "1200"}});
    s.transport.expect("GET", scene::version).reply(503, {}, {{"Retry-After", "Thu, 01 Jan 2026 01:00:00 GMT"}});
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::get());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((s.transport.sent()[1].at >= scene::start + 1200s));
    BOOST_TEST((s.transport.sent()[2].at >= scene::start + 1h));
    BOOST_TEST((s.elapsed() < 1h + 2s));
}

BOOST_AUTO_TEST_CASE(the_attempts_are_counted_and_the_last_failure_is_told) {
    scene s;
    for (int i = 0; i < 6; ++i) s.transport.expect("GET", scene::version).reply(503, error_body("ServerBusy"));
    s.run(scene::get());
    BOOST_TEST((s.failure().code == errc::unavailable));
    BOOST_TEST(s.says("ServerBusy"));
    BOOST_TEST(s.says("(after 6 attempts)"));
    BOOST_TEST(s.notes.size() == 5u);
    BOOST_TEST((s.elapsed() == 23'250ms)); // three quarters of 1 + 2 + 4 + 8 + 16 seconds
}

BOOST_AUTO_TEST_CASE(a_write_that_states_the_whole_resource_is_sent_again_when_its_answer_is_lost) {
    for (const auto& [what, name] : {std::pair(scene::put(), "PUT"), std::pair(scene::patch(), "PATCH")}) {
        scene s;
        s.transport.expect(name, scene::version).drop();
        s.transport.expect(name, scene::version).reply(200, state_body("Succeeded"));
        s.run(what);
        BOOST_TEST(s.succeeded());
    }
}

BOOST_AUTO_TEST_CASE(a_post_that_acts_is_never_sent_again_when_its_answer_is_lost) {
    for (const int status : {0, 408, 500, 502, 503, 504}) {
        scene s;
        auto& awaited = s.transport.expect("POST", scene::version);
        if (status == 0)
            awaited.drop();
        else
            awaited.reply(status);
        s.run(scene::post());
        BOOST_TEST((s.failure().code == errc::unavailable));
        BOOST_TEST(s.says("may have taken effect"));
        BOOST_TEST(s.transport.sent().size() == 1u);
    }
}

BOOST_AUTO_TEST_CASE(a_throttled_post_was_not_done_and_is_sent_again) {
    scene s;
    s.transport.expect("POST", scene::version).reply(429, {}, {{"Retry-After", "7"}});
    s.transport.expect("POST", scene::version).reply(200, "{}");
    s.run(scene::post());
    BOOST_TEST(s.succeeded());
    BOOST_TEST((s.elapsed() >= 7s));
}

BOOST_AUTO_TEST_CASE(a_post_that_only_asks_is_sent_again) {
    scene s;
    s.transport.expect("POST", scene::version).drop(errc::timed_out);
    s.transport.expect("POST", scene::version).reply(200, "{}");
    s.run(scene::operation(ingot::http::method::post, ingot::run::operation_kind::read));
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_conflict_after_a_lost_answer_tells_of_the_doubt) {
    scene s;
    s.transport.expect("PUT", scene::version).drop();
    s.transport.expect("PUT", scene::version).reply(412, error_body("PreconditionFailed"));
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::precondition_failed));
    BOOST_TEST(s.says("may have taken effect"));
}

BOOST_AUTO_TEST_CASE(a_failure_that_cannot_pass_is_not_tried_again) {
    for (const errc code : {errc::invalid_argument, errc::guard_rail, errc::unauthenticated}) {
        scene s;
        s.transport.expect("PUT", scene::version).drop(code, "never");
        s.run(scene::put());
        BOOST_TEST((s.failure().code == code));
        BOOST_TEST(!s.says("may have taken effect"));
    }
}

BOOST_AUTO_TEST_CASE(a_body_cut_off_is_asked_for_again) {
    scene s;
    s.transport.expect("GET", scene::version).reply(200, R"({"id": "/subscr)");
    s.transport.expect("GET", scene::version).reply(200, "{}");
    s.run(scene::get());
    BOOST_TEST(s.succeeded());
}

BOOST_AUTO_TEST_CASE(a_signature_quoted_by_the_service_is_cut_out) {
    scene s;
    s.transport.expect("GET", scene::version)
        .reply(400, error_body("BadUri", R"(https://a.blob/x.vhd?sv=1&SIG=canary%3D&se=2 is bad)"));
    s.run(scene::get());
    BOOST_TEST(!s.says("canary"));
    BOOST_TEST(s.failure().service->message.find("canary") == std::string::npos);
    BOOST_TEST(s.says("&se=2 is bad"));
}

BOOST_AUTO_TEST_CASE(a_long_message_is_cut_between_characters) {
    scene s;
    std::string long_text;
    for (int i = 0; i < 700; ++i) long_text += "\xC3\xA9";
    s.transport.expect("GET", scene::version).reply(400, error_body("Long", "x" + long_text));
    s.run(scene::get());
    const std::string& kept = s.failure().service->message;
    BOOST_TEST(kept.size() <= 1004u);
    BOOST_TEST(kept.substr(kept.size() - 5) == "\xC3\xA9...");
}

BOOST_AUTO_TEST_CASE(the_deadline_ends_it_in_the_middle_of_an_exchange) {
    scene s;
    s.options.deadline = scene::start + 30s;
    s.transport.expect("PUT", scene::version).after(1h);
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::timed_out));
    BOOST_TEST(s.says("may have taken effect"));
    BOOST_TEST((s.elapsed() == 30s));
    BOOST_TEST(s.transport.in_flight() == 0u);
}

BOOST_AUTO_TEST_CASE(the_deadline_ends_it_in_a_wait_and_tells_the_last_failure) {
    scene s;
    s.options.deadline = scene::start + 30s;
    s.transport.expect("GET", scene::version).reply(429, error_body("TooManyRequests"), {{"Retry-After", "600"}});
    s.run(scene::get());
    BOOST_TEST((s.failure().code == errc::timed_out));
    BOOST_TEST(s.says("TooManyRequests"));
    BOOST_TEST((s.elapsed() == 30s));
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_after_the_deadline) {
    scene s;
    s.options.deadline = scene::start;
    s.run(scene::put());
    BOOST_TEST((s.failure().code == errc::timed_out));
    BOOST_TEST(s.transport.sent().empty());
}

BOOST_AUTO_TEST_CASE(a_parent_is_deleted_again_while_its_children_linger) {
    auto patient = scene::remove();
    patient.wait_for_children = true;
    {
        scene s;
        for (int i = 0; i < 9; ++i)
            s.transport.expect("DELETE", scene::version).reply(409, error_body("CannotDeleteResource"));
        s.transport.expect("DELETE", scene::version).reply(200);
        s.run(patient);
        BOOST_TEST(s.succeeded());
    }
    {
        scene s; // not without end
        s.options.retry.children_grace = 1min;
        for (int i = 0; i < 8; ++i)
            s.transport.expect("DELETE", scene::version).reply(409, error_body("CannotDeleteResource"));
        s.run(patient);
        BOOST_TEST((s.failure().code == errc::conflict));
    }
    {
        scene s; // not for another reason
        s.transport.expect("DELETE", scene::version).reply(409, error_body("ScopeLocked"));
        s.run(patient);
        BOOST_TEST(s.failure().service->code == "ScopeLocked");
    }
    {
        scene s; // not unasked
        s.transport.expect("DELETE", scene::version).reply(409, error_body("CannotDeleteResource"));
        s.run(scene::remove());
        BOOST_TEST((s.failure().code == errc::conflict));
    }
}

BOOST_AUTO_TEST_SUITE_END()
