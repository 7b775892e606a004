#include <ingot/survey/detail/question_queue.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using ingot::survey_detail::question;
using ingot::survey_detail::question_count;
using ingot::survey_detail::question_queue;

BOOST_AUTO_TEST_SUITE(question_queues)

BOOST_AUTO_TEST_CASE(lists_go_before_what_they_list) {
    question_queue queue(2, 10);
    queue.push(0, question::version, "v");
    queue.push(0, question::versions, "d");
    queue.push(0, question::galleries);
    BOOST_TEST(queue.unanswered_lists() == 2U);
    for (const question expected : {question::galleries, question::versions, question::version})
        BOOST_TEST((queue.next()->what == expected));
    BOOST_TEST(!queue.next());
}

BOOST_AUTO_TEST_CASE(scopes_take_turns) {
    question_queue queue(4, 100);
    for (const std::string id : {"a", "b"})
        for (const std::size_t scope : {std::size_t{0}, std::size_t{1}}) queue.push(scope, question::version, id);
    std::string order;
    while (const auto asked = queue.next()) order += asked->id + std::to_string(asked->scope) + ' ';
    BOOST_TEST(order == "a0 a1 b0 b1 ");
}

BOOST_AUTO_TEST_CASE(a_scope_that_gets_no_answers_leaves_room_for_the_others) {
    question_queue queue(3, 8);
    for (int number = 0; number < 1'000; ++number) queue.push(0, question::version, std::to_string(number));
    int first = 0;
    while (queue.next()) ++first;
    BOOST_TEST(first == 3);
    queue.push(1, question::version, "x");
    BOOST_REQUIRE(queue.next());
    queue.ended(1, question::version);
    queue.ended(0, question::version);
    BOOST_TEST(queue.next()->id == "3");
    BOOST_TEST(!queue.next());
}

BOOST_AUTO_TEST_CASE(each_question_is_handed_out_once_and_never_more_of_them_than_allowed) {
    for (unsigned seed = 0; seed < 100; ++seed) {
        std::mt19937 chance(seed);
        const std::size_t at_once = 1 + chance() % 4;
        const std::size_t at_most = 1 + chance() % 12;
        question_queue queue(at_once, at_most);
        std::vector<std::string> pushed;
        std::vector<std::string> handed;
        std::vector<std::pair<std::size_t, question>> open;
        for (int step = 0; step < 600 || !queue.empty() || !open.empty(); ++step) {
            if (step < 300) {
                const std::size_t scope = chance() % 4;
                const auto what = static_cast<question>(chance() % question_count);
                pushed.push_back(std::to_string(step));
                queue.push(scope, what, pushed.back());
            }
            if (auto asked = chance() % 2 == 0 ? queue.next() : std::nullopt) {
                handed.push_back(std::move(asked->id));
                open.emplace_back(asked->scope, asked->what);
            } else if (!open.empty()) {
                std::swap(open.back(), open[chance() % open.size()]);
                queue.ended(open.back().first, open.back().second);
                open.pop_back();
            }
            BOOST_REQUIRE(open.size() <= at_most);
            for (const auto& one : open)
                BOOST_REQUIRE(std::count(open.begin(), open.end(), one) <= static_cast<std::ptrdiff_t>(at_once));
            BOOST_REQUIRE(queue.handed_out() == open.size());
            BOOST_REQUIRE(queue.unanswered() == pushed.size() - handed.size() + open.size());
            BOOST_REQUIRE_MESSAGE(step < 20'000, "seed " << seed << " comes to no end");
        }
        std::sort(pushed.begin(), pushed.end());
        std::sort(handed.begin(), handed.end());
        BOOST_TEST((pushed == handed), "seed " << seed);
        BOOST_TEST(queue.unanswered_lists() == 0U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
