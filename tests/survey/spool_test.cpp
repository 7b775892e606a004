#include <ingot/survey/spool.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace ingot;

BOOST_AUTO_TEST_SUITE(spools)

BOOST_AUTO_TEST_CASE(what_went_in_comes_out_whatever_its_size) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{262143}, std::size_t{262144},
                                   std::size_t{262145}, std::size_t{3000000}}) {
        std::string text;
        while (text.size() < size) text += std::to_string(text.size()) + ' ';
        text.resize(size);
        spool through;
        for (std::size_t at = 0; at < size; at += 1013) BOOST_REQUIRE(through.write(text.substr(at, 1013)));
        text_sink out;
        BOOST_REQUIRE(through.copy_to(out));
        BOOST_TEST((out.text() == text), size);
        BOOST_TEST(through.next()->empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
