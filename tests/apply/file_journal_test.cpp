#include <ingot/journal/file_journal.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

using namespace ingot;

namespace {

/// A directory of its own for each test.
struct journal_place {
    std::filesystem::path directory;
    std::string path;

    journal_place() {
        std::string name = (std::filesystem::temp_directory_path() / "ingot-journal-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        directory = name;
        path = (directory / "run.jsonl").string();
    }
    journal_place(const journal_place&) = delete;
    journal_place& operator=(const journal_place&) = delete;
    ~journal_place() { std::filesystem::remove_all(directory); }

    [[nodiscard]] std::string bytes() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void replace(const std::string& text) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << text; }

    void fill(int records) const {
        auto log = file_journal::open(path);
        BOOST_REQUIRE(log);
        for (int i = 0; i < records; ++i) BOOST_REQUIRE(log->append(R"({"n":)" + std::to_string(i) + "}"));
        BOOST_REQUIRE(log->sync());
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(file_journals)

BOOST_AUTO_TEST_CASE(records_come_back_byte_for_byte_and_in_order) {
    const journal_place place;
    place.fill(2);
    auto again = file_journal::open(place.path);
    BOOST_REQUIRE(again);
    BOOST_TEST(again->note().empty());
    BOOST_REQUIRE(again->append(R"({"text": "\"prev\":\"x\",\"seq\":9}"})"));
    const std::vector<std::string> expected{R"({"n":0})", R"({"n":1})", R"({"text": "\"prev\":\"x\",\"seq\":9}"})"};
    BOOST_TEST(*again->read_all() == expected, boost::test_tools::per_element());
    const auto reader = file_journal::open_to_read(place.path);
    BOOST_REQUIRE(reader);
    BOOST_TEST(*file_journal::open_to_read(place.path)->read_all() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_last_line_that_is_cut_anywhere_is_taken_off_and_noted) {
    const journal_place place;
    place.fill(3);
    const std::string whole = place.bytes();
    const auto second_end = whole.find('\n', whole.find('\n') + 1) + 1;
    for (std::size_t length = second_end + 1; length < whole.size(); length += 7) {
        place.replace(whole.substr(0, length));
        {
            auto reader = file_journal::open_to_read(place.path);
            BOOST_REQUIRE(reader);
            BOOST_TEST(!reader->note().empty());
            BOOST_TEST(place.bytes().size() == length);
        }
        auto log = file_journal::open(place.path);
        BOOST_REQUIRE(log);
        BOOST_TEST(log->note().find("line 3") != std::string::npos);
        BOOST_TEST(place.bytes() == whole.substr(0, second_end));
        BOOST_REQUIRE(log->append(R"({"n":2})"));
        BOOST_TEST(place.bytes() == whole);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_journal_is_refused_and_left_as_it_is) {
    const journal_place place;
    for (const std::string foreign : {"my notes, without a newline", "my notes\n", "{\"hash\": 1}"}) {
        place.replace(foreign);
        const auto opened = file_journal::open(place.path);
        BOOST_TEST((!opened && opened.error().code == errc::invalid_document), foreign);
        BOOST_TEST(place.bytes() == foreign);
    }
    const auto device = file_journal::open("/dev/null");
    BOOST_TEST((!device && device.error().code == errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(any_change_of_a_line_breaks_the_chain_and_is_named_by_its_line) {
    const journal_place place;
    place.fill(3);
    const std::string whole = place.bytes();
    std::size_t line = 1;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        if (whole[at] == '\n') {
            ++line;
            continue;
        }
        std::string changed = whole;
        changed[at] = changed[at] == 'a' ? 'b' : 'a';
        place.replace(changed);
        const auto opened = file_journal::open(place.path);
        BOOST_REQUIRE(!opened);
        BOOST_TEST((opened.error().code == errc::invalid_document));
        BOOST_REQUIRE(opened.error().violations.size() == 1U);
        BOOST_TEST(opened.error().violations.front().line == line);
        BOOST_TEST(place.bytes() == changed);
    }
}

BOOST_AUTO_TEST_CASE(lines_that_were_taken_out_or_moved_break_the_chain) {
    const journal_place place;
    place.fill(3);
    const std::string whole = place.bytes();
    const auto first = whole.find('\n') + 1;
    const auto second = whole.find('\n', first) + 1;
    const std::string a = whole.substr(0, first);
    const std::string b = whole.substr(first, second - first);
    const std::string c = whole.substr(second);
    for (const std::string& broken : {b + c, a + c, b + a + c, a + c + b, a + a + b + c, a + "\n" + b}) {
        place.replace(broken);
        BOOST_TEST(!file_journal::open(place.path));
    }
}

BOOST_AUTO_TEST_CASE(a_second_holder_is_refused_and_told_who_the_first_is) {
    const journal_place place;
    {
        const auto first = file_journal::open(place.path);
        BOOST_REQUIRE(first);
        const auto second = file_journal::open(place.path);
        BOOST_REQUIRE(!second);
        BOOST_TEST((second.error().code == errc::conflict));
        BOOST_TEST(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos);
        BOOST_TEST(file_journal::open_to_read(place.path).has_value());
    }
    BOOST_TEST(file_journal::open(place.path).has_value());
    BOOST_TEST(!std::filesystem::exists(place.path + ".lock"));
}

BOOST_AUTO_TEST_CASE(the_lock_of_a_process_that_was_killed_is_free) {
    const journal_place place;
    const ::pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        auto log = file_journal::open(place.path);
        if (log) static_cast<void>(log->append(R"({"from":"the child"})"));
        ::_exit(log ? 7 : 1); // no destructor runs
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    BOOST_REQUIRE(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 7);
    BOOST_TEST(std::filesystem::exists(place.path + ".lock"));
    auto log = file_journal::open(place.path);
    BOOST_REQUIRE(log);
    BOOST_TEST(log->read_all()->size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_record_is_refused_and_a_reader_cannot_write) {
    const journal_place place;
    {
        auto log = file_journal::open(place.path);
        BOOST_REQUIRE(log);
        BOOST_TEST(!log->append(""));
        BOOST_TEST(!log->append("[]"));
        BOOST_TEST(!log->append("{\n}"));
        BOOST_TEST(log->append("{}").has_value());
    }
    auto reader = file_journal::open_to_read(place.path);
    BOOST_REQUIRE(reader);
    BOOST_TEST(!reader->append("{}"));
    BOOST_TEST((file_journal::open_to_read(place.path + ".none").error().code == errc::not_found));
    BOOST_TEST(!file_journal::open(place.path + ".none/run.jsonl"));
}

BOOST_AUTO_TEST_SUITE_END()
