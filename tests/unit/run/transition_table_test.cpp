#include <ingot/arm/rapidjson_arm_body_reader.hpp>
#include <ingot/run/advance.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

using namespace ingot;
using namespace ingot::run;
using namespace std::chrono_literals;

namespace {

const timestamp now = *parse_timestamp("2026-01-01T12:00:00Z");
const std::string url = "https://management.azure.com/subscriptions/s/x?api-version=1";

/// One letter for each pair: what must come of an operation in that stage when that event comes.
///   s it sends; w it waits; f it ends well; e it ends with a failure; . nothing; ! cannot be
/// Responses are 200 with a resource in the state Succeeded; woke comes at the instant waited for.
constexpr std::array<std::string_view, stage_count> expected{
    //  started, response_received, exchange_failed, woke, cancelled
    "s!!!e", // fresh
    "wfw.e", // submitting
    "s!!se", // submit_waiting
    "sfw.e", // polling
    "s!!se", // poll_waiting
    "sfw.e", // fetching
    "s!!se", // fetch_waiting
    "e....", // finished
};

operation_state in_stage(stage where) {
    operation_state state = begin({{http::method::get, url, {}, {}}, operation_kind::read, false});
    state.stage = where;
    state.wake_at = now;
    state.began = now - 1min;
    const bool followed = where == stage::polling || where == stage::poll_waiting;
    if (followed || where == stage::fetching || where == stage::fetch_waiting) {
        state.operation.kind = operation_kind::write;
        state.operation.request.method = http::method::put;
        state.polled = poll_target::resource;
        state.accepted = now - 1min;
    }
    return state;
}

event event_at(std::size_t index) {
    switch (index) {
    case 0: return started{};
    case 1: return response_received{{200, {}, R"({"properties": {"provisioningState": "Succeeded"}})"}};
    case 2: return exchange_failed{{errc::unavailable, "connection closed", {}, {}}};
    case 3: return woke{};
    default: return cancelled{};
    }
}

const retry_policy policy;
const rapidjson_arm_body_reader reader;
const context around{now, 0.5, policy, reader};

char letter_of(const outcome& next) {
    if (next.effects.empty()) return '.';
    const effect& last = next.effects.back();
    if (std::holds_alternative<send_request>(last)) return 's';
    if (std::holds_alternative<wait_until>(last)) return 'w';
    const auto* end = std::get_if<finished>(&last);
    BOOST_TEST_REQUIRE(end != nullptr);
    if (end->outcome) return 'f';
    return end->outcome.error().code == errc::internal ? '!' : 'e';
}

bool is_waiting(stage where) {
    return where == stage::submit_waiting || where == stage::poll_waiting || where == stage::fetch_waiting;
}

bool is_out(stage where) {
    return where == stage::submitting || where == stage::polling || where == stage::fetching;
}

} // namespace

BOOST_AUTO_TEST_SUITE(transition_table)

BOOST_AUTO_TEST_CASE(every_pair_of_stage_and_event_does_what_the_table_says) {
    std::size_t pairs = 0;
    for (std::size_t s = 0; s < stage_count; ++s) {
        for (std::size_t e = 0; e < event_count; ++e) {
            const auto where = static_cast<stage>(s);
            const outcome next = advance(in_stage(where), event_at(e), around);
            const std::string pair = std::string(name_of(where)) + " x " + std::string(name_of_event(e));
            BOOST_TEST(letter_of(next) == expected[s][e], pair);
            BOOST_TEST(is_possible(where, e) == (expected[s][e] != '!'), pair);
            ++pairs;
        }
    }
    BOOST_TEST(pairs == stage_count * event_count);
}

BOOST_AUTO_TEST_CASE(the_stage_after_fits_the_last_effect_and_nothing_follows_it) {
    for (std::size_t s = 0; s < stage_count; ++s) {
        for (std::size_t e = 0; e < event_count; ++e) {
            const outcome next = advance(in_stage(static_cast<stage>(s)), event_at(e), around);
            const auto decisive = std::count_if(next.effects.begin(), next.effects.end(), [](const effect& one) {
                return std::holds_alternative<send_request>(one) || std::holds_alternative<wait_until>(one) ||
                       std::holds_alternative<finished>(one);
            });
            BOOST_TEST(decisive <= 1);
            switch (letter_of(next)) {
            case 's': BOOST_TEST(is_out(next.state.stage)); break;
            case 'w': BOOST_TEST(is_waiting(next.state.stage)); break;
            case '.': BOOST_TEST((next.state.stage == static_cast<stage>(s))); break;
            default: BOOST_TEST((next.state.stage == stage::finished));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(past_its_deadline_every_stage_ends_when_it_wakes) {
    for (std::size_t s = 1; s + 1 < stage_count; ++s) {
        operation_state late = in_stage(static_cast<stage>(s));
        late.deadline = now;
        const outcome next = advance(std::move(late), woke{}, around);
        BOOST_TEST_REQUIRE(letter_of(next) == 'e', name_of(static_cast<stage>(s)));
        BOOST_TEST((std::get<finished>(next.effects.back()).outcome.error().code == errc::timed_out));
    }
    operation_state never_begun = in_stage(stage::fresh);
    never_begun.deadline = now;
    const outcome next = advance(std::move(never_begun), started{}, around);
    BOOST_TEST((std::get<finished>(next.effects.back()).outcome.error().code == errc::timed_out));
}

BOOST_AUTO_TEST_CASE(who_wakes_too_early_waits_on) {
    for (const stage where : {stage::submit_waiting, stage::poll_waiting, stage::fetch_waiting}) {
        for (const event& what : {event(woke{}), event(started{})}) {
            operation_state state = in_stage(where);
            state.wake_at = now + 5s;
            const outcome next = advance(std::move(state), what, around);
            BOOST_TEST_REQUIRE(letter_of(next) == 'w');
            BOOST_TEST((std::get<wait_until>(next.effects.back()).until == now + 5s));
            BOOST_TEST((next.state.stage == where));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_delay_doubles_up_to_its_cap_and_spreads_over_its_upper_half) {
    BOOST_TEST((backoff(policy, 1, 0.0) == 500ms));
    BOOST_TEST((backoff(policy, 1, 1.0) == 1s));
    BOOST_TEST((backoff(policy, 3, 0.5) == 3s));
    BOOST_TEST((backoff(policy, 1000, 1.0) == 60s));
    BOOST_TEST((backoff(policy, 1000, 7.0) == 60s));
    BOOST_TEST((backoff(policy, 2, -1.0) == 1s));
}

BOOST_AUTO_TEST_SUITE_END()
