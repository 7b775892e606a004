#include <ingot/survey/detail/id_queue.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <random>
#include <string>

using ingot::survey_detail::id_queue;

BOOST_AUTO_TEST_SUITE(id_queues)

BOOST_AUTO_TEST_CASE(ids_come_out_as_they_went_in_whatever_they_share) {
    const std::string letters = "ab/\xc3\xa4";
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937 chance(seed);
        id_queue queue;
        std::deque<std::string> expected;
        std::string id;
        for (int step = 0; step < 300; ++step) {
            if (chance() % 3 != 0 || expected.empty()) {
                id.resize(chance() % (id.size() + 1));
                for (std::size_t more = chance() % (seed % 5 == 0 ? 400 : 6); more > 0; --more)
                    id += letters[chance() % letters.size()];
                queue.push(id);
                expected.push_back(id);
            } else {
                BOOST_REQUIRE_MESSAGE(queue.pop() == expected.front(), "seed " << seed << ", step " << step);
                expected.pop_front();
            }
            BOOST_REQUIRE(queue.size() == expected.size());
            BOOST_REQUIRE(queue.empty() == expected.empty());
        }
        for (; !expected.empty(); expected.pop_front()) BOOST_REQUIRE(queue.pop() == expected.front());
    }
}

BOOST_AUTO_TEST_CASE(the_versions_of_a_definition_take_a_few_bytes_each) {
    const std::string definition = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/images/providers/"
                                   "Microsoft.Compute/galleries/golden/images/ubuntu/versions/1.0.";
    id_queue queue;
    for (int version = 0; version < 10'000; ++version) queue.push(definition + std::to_string(version));
    BOOST_TEST(queue.bytes() < 10'000U * 8);
    // And none when they have been taken out.
    for (int version = 0; version < 9'000; ++version) static_cast<void>(queue.pop());
    BOOST_TEST(queue.bytes() < 4'000U * 8);
    while (!queue.empty()) static_cast<void>(queue.pop());
    BOOST_TEST(queue.bytes() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
