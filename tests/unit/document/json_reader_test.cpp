#include "reading.hpp"

#include <ingot/document/json_reader.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

using namespace ingot;
using namespace std::string_literals;

namespace {

/// Hands a text out in runs of a few bytes, so that every token meets the edge of a run.
class small_runs final : public byte_source {
public:
    small_runs(std::string_view text, std::size_t length) : rest_(text), length_(length) {}

    result<std::string_view> next() override {
        run_ = std::string(rest_.substr(0, length_)); // a fresh copy: the earlier run must not be needed
        rest_.remove_prefix(run_.size());
        return std::string_view(run_);
    }

private:
    std::string_view rest_;
    std::size_t length_;
    std::string run_;
};

std::vector<std::string> violations_of(byte_source& source, json_limits limits = {},
                                       json_comments comments = json_comments::refused) {
    violation_list violations("doc.json", limits.max_violations);
    json_tree tree;
    BOOST_REQUIRE(read_json(source, limits, comments, violations, tree).has_value());
    return violations.empty() ? std::vector<std::string>() : listed(violations.take_error());
}

struct refusal {
    std::string text;
    std::vector<std::string> expected;
};

std::ostream& operator<<(std::ostream& out, const refusal& r) { return out << r.text; }

const std::vector<refusal> refusals{
    {"", {"1:1  the document ends too early: a value is missing; is it cut short?"}},
    {"  \n ", {"2:2  the document ends too early: a value is missing; is it cut short?"}},
    {"{\"a\": 1", {"1:8  the document ends too early: ',' or '}' after the member is missing; is it cut short?"}},
    {"{\"a\": [1, 2",
     {"1:12 /a/2 the document ends too early: ',' or ']' after the element is missing; is it cut short?"}},
    {"{\n  \"a\": \"x", {"2:10 /a the document ends too early: the closing '\"' of a string is missing; is it cut short?"}},
    {"{\"a\" 1}", {"1:6 /a unexpected '1'; expected ':' after the member name"}},
    {"{\"a\": 1 \"b\": 2}", {"1:9  unexpected '\"'; expected ',' or '}' after the member"}},
    {"{\n\t\"a\": 1,\n}", {"3:1  unexpected '}'; expected a member name in double quotes"}},
    {"{a: 1}", {"1:2  unexpected 'a'; expected a member name in double quotes"}},
    {"[1, 2,]", {"1:7 /2 unexpected ']'; expected a value"}},
    {"{\"a\": 1} x", {"1:10  unexpected 'x'; expected nothing more after the root value"}},
    {"{} {}", {"1:4  unexpected '{'; expected nothing more after the root value"}},
    {"{}\0"s, {"1:3  the text holds a NUL byte; expected nothing more after the root value"}},
    {"{\"a\0b\": 1}"s, {"1:4  the text holds a NUL byte; expected the closing '\"' of a string"}},
    {"{\"a\": NaN}", {"1:7 /a NaN and Infinity are no JSON numbers; expected a finite number"}},
    {"{\"a\": Infinity}", {"1:7 /a NaN and Infinity are no JSON numbers; expected a finite number"}},
    {"{\"a\": 1e999}", {"1:7 /a the number is out of the range of a double; write one below 1.8e308"}},
    {"{\"a\": 1e-999}", {"1:7 /a the number is out of the range of a double; write one that a double can hold"}},
    {"{\"a\": 1.}", {"1:9 /a unexpected '}'; expected a digit after the decimal point"}},
    {"{\"a\": 1e}", {"1:9 /a unexpected '}'; expected a digit in the exponent"}},
    {"{\"a\": 01}", {"1:8  unexpected '1'; expected ',' or '}' after the member"}},
    {"{\"a\": \"\xFF\"}", {"1:8 /a the text is not valid UTF-8 here; save the document as UTF-8"}},
    {"{\"a\": \"\xC3", {"1:8 /a the text is not valid UTF-8 here; save the document as UTF-8"}},
    {"{\"a\": \"\xED\xA0\x80\"}", {"1:8 /a the text is not valid UTF-8 here; save the document as UTF-8"}},
    {"{\"a\": \"\xC0\xAF\"}", {"1:8 /a the text is not valid UTF-8 here; save the document as UTF-8"}},
    {"{\"a\": \"\\ud800\"}",
     {"1:8 /a a \\u escape names half of a surrogate pair; write both halves, or the character itself"}},
    {"{\"a\": \"x\\udc00\"}",
     {"1:7 /a a \\u escape names half of a surrogate pair; write both halves, or the character itself"}},
    {"{\"a\": \"\\u12g4\"}", {"1:8 /a a \\u escape needs four hexadecimal digits"}},
    {"{\"a\": \"\\x\"}",
     {"1:8 /a unknown escape; JSON has \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits"}},
    {"{\"a\": \"x\ny\"}",
     {"1:9 /a a string holds a control character (the end of the line); write it as an escape such as \\n"}},
    {"{\"a\": \"x\ty\"}",
     {"1:9 /a a string holds a control character (the byte 0x09); write it as an escape such as \\n"}},
    {"{ // note\n}", {"1:3  comments are not allowed in this document; expected a member name in double quotes"}},
    {"{\"a\": 1,\n \"b\": {\"c\": 1, \"d\": 2, \"c\": 3},\n \"a\": 2}",
     {"2:24 /b/c the member 'c' stands twice in this object; keep one of them",
      "3:2 /a the member 'a' stands twice in this object; keep one of them"}},
    {"{\"\\u0061\": 1, \"a\": 2}", {"1:15 /a the member 'a' stands twice in this object; keep one of them"}},
    {"{\"a/b\": {\"~\": [0, {\"x\": 1, \"x\": 1}]}}",
     {"1:28 /a~1b/~0/1/x the member 'x' stands twice in this object; keep one of them"}},
    {"{\"a\": 1, \"a\": tru}",
     {"1:18 /a unexpected '}'; expected a value"}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(json_reader)

BOOST_DATA_TEST_CASE(every_violation_has_its_line_column_and_pointer, refusals, refused) {
    text_source source(refused.text);
    BOOST_TEST(violations_of(source) == refused.expected, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(positions_do_not_depend_on_how_the_bytes_arrive, refusals, refused) {
    for (const std::size_t length : {1U, 2U, 3U, 7U}) {
        small_runs source(refused.text, length);
        BOOST_TEST(violations_of(source) == refused.expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped_and_takes_no_column) {
    text_source good("\xEF\xBB\xBF{\"a\": 1}");
    BOOST_TEST(violations_of(good).empty());
    text_source bad("\xEF\xBB\xBF{a}");
    BOOST_TEST(violations_of(bad) == std::vector<std::string>{
                                         "1:2  unexpected 'a'; expected a member name in double quotes"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(comments_are_taken_where_they_are_allowed) {
    text_source good("// head\n{ /* in ** between */ \"a\": 1 // tail\n}\n// end");
    BOOST_TEST(violations_of(good, {}, json_comments::allowed).empty());
    text_source open("{}\n/* never closed");
    BOOST_TEST(violations_of(open, {}, json_comments::allowed) ==
                   std::vector<std::string>{"2:16  the document ends too early: a whole comment, '// ...' or "
                                            "'/* ... */' is missing; is it cut short?"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_keep_their_place_and_their_digits) {
    text_source source("{\n  \"list\": [\n    {\"n\": 12.50, \"s\": \"\\u00e9\"}, null, true\n  ]\n}");
    violation_list violations("doc.json", 10);
    json_tree tree;
    BOOST_REQUIRE(read_json(source, {}, json_comments::refused, violations, tree).has_value());
    BOOST_REQUIRE(violations.empty());
    const json_value list = *tree.root().member("list");
    BOOST_TEST(list.size() == 3U);
    const json_value first = *list.begin();
    const json_value n = *first.member("n");
    BOOST_TEST(n.text() == "12.50");
    BOOST_TEST(n.number() == 12.5);
    BOOST_TEST(!n.integer());
    BOOST_TEST(n.pointer() == "/list/0/n");
    BOOST_TEST((n.at() == text_position{3, 11}));
    BOOST_TEST((n.name_at() == text_position{3, 6}));
    BOOST_TEST(first.member("s")->text() == "\xC3\xA9");
    std::vector<json_kind> kinds;
    for (const json_value element : list) kinds.push_back(element.kind());
    BOOST_TEST((kinds == std::vector{json_kind::object, json_kind::null, json_kind::boolean}));
}

BOOST_AUTO_TEST_CASE(integers_are_numbers_without_a_fraction) {
    const std::vector<std::pair<std::string, std::optional<std::int64_t>>> table{
        {"0", 0},
        {"-7", -7},
        {"3.0", 3},
        {"3e2", 300},
        {"9223372036854775807", 9223372036854775807},
        {"9223372036854775808", std::nullopt},
        {"1e30", std::nullopt},
        {"0.5", std::nullopt},
    };
    for (const auto& [text, expected] : table) {
        text_source source(text);
        violation_list violations("doc.json", 10);
        json_tree tree;
        BOOST_REQUIRE(read_json(source, {}, json_comments::refused, violations, tree).has_value());
        BOOST_TEST_INFO(text);
        BOOST_TEST((tree.root().integer() == expected));
    }
}

BOOST_AUTO_TEST_CASE(a_million_open_brackets_are_refused_at_the_depth_limit) {
    const std::string text(1'000'000, '[');
    text_source source(text);
    const auto found = violations_of(source);
    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(found[0].find("1:65 /0/0/0") == 0U);
    BOOST_TEST(found[0].find("more than 64 levels deep") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_depth_limit_itself_is_allowed) {
    text_source source(std::string_view("[[[]]]"));
    BOOST_TEST(violations_of(source, {.max_depth = 3}).empty());
    text_source deeper(std::string_view("[[[[]]]]"));
    BOOST_TEST(violations_of(deeper, {.max_depth = 3}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_document_may_have_the_greatest_length_and_no_byte_more) {
    const std::string text = "{\"a\": 1}";
    text_source fits(text);
    BOOST_TEST(violations_of(fits, {.max_bytes = text.size()}).empty());
    text_source longer(text + " ");
    const std::string with_blank = text + " ";
    text_source blank(with_blank);
    BOOST_TEST(violations_of(blank, {.max_bytes = text.size()}) ==
                   std::vector<std::string>{
                       "1:9  the document is longer than 8 bytes; split it or raise the limit"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_string_beyond_the_limit_is_refused_before_it_is_held) {
    const json_limits limits{.max_string = 100'000};
    const std::string a_little = "{\n \"a\": \"" + std::string(100'001, 'x') + "\"}";
    text_source little(a_little);
    BOOST_TEST(violations_of(little, limits) ==
                   std::vector<std::string>{
                       "2:7 /a a string or number is longer than 100000 bytes; shorten it"},
               boost::test_tools::per_element());
    const std::string a_lot = "{\n \"a\": \"" + std::string(3'000'000, 'x');
    text_source lot(a_lot);
    BOOST_TEST(violations_of(lot, limits) ==
                   std::vector<std::string>{
                       "2:7 /a a string, number or comment is longer than 100000 bytes; shorten it"},
               boost::test_tools::per_element());
    const std::string blanks = "{" + std::string(3'000'000, ' ') + "}";
    text_source blank(blanks);
    BOOST_TEST(violations_of(blank, limits).empty());
}

BOOST_AUTO_TEST_CASE(violations_beyond_the_limit_are_counted) {
    text_source source("{\"a\":1,\"a\":1,\"a\":1,\"a\":1,\"a\":1}");
    const auto found = violations_of(source, {.max_violations = 2});
    BOOST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[2] == "0:0  and 2 more; mend those above and read the document again");
}

namespace {

class note_pieces final : public json_visitor {
public:
    json_delivery root_member(std::string_view name) override {
        notes.push_back("root " + std::string(name));
        if (name == "list") return json_delivery::each_element;
        if (name == "map") return json_delivery::each_member;
        return name == "one" ? json_delivery::whole : json_delivery::skipped;
    }
    void piece(const json_value& value) override {
        notes.push_back("piece " + value.pointer() + ' ' + std::to_string(value.size()));
    }
    void unexpected(const json_value& value) override {
        notes.push_back("unexpected " + value.pointer() + ' ' + std::string(describe(value.kind())));
    }

    std::vector<std::string> notes;
};

} // namespace

BOOST_AUTO_TEST_CASE(a_root_object_is_handed_over_in_pieces) {
    text_source source(R"({"list": [{"a": 1}, 7, []], "skip": [{"x": [1, {"y": 1, "y": 2}]}, 3, [4]],
        "map": {"k": {"v": 1, "w": 2}, "l": 0, "k": 1}, "one": {"deep": [1, 2]}, "list2": 3})");
    violation_list violations("doc.json", 10);
    note_pieces visitor;
    BOOST_REQUIRE(read_json(source, {}, json_comments::refused, violations, visitor).has_value());
    const std::vector<std::string> expected{
        "root list", "piece /list/0 1", "piece /list/1 0", "piece /list/2 0", "root skip", "root map",
        "piece /map/k 2", "piece /map/l 0", "piece /map/k 0", "root one", "piece /one 1", "root list2"};
    BOOST_TEST(visitor.notes == expected, boost::test_tools::per_element());
    const auto found = listed(violations.take_error());
    const std::vector<std::string> wrong{
        "1:57 /skip/0/x/1/y the member 'y' stands twice in this object; keep one of them",
        "2:48 /map/k the member 'k' stands twice in this object; keep one of them"};
    BOOST_TEST(found == wrong, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_not_divided_as_expected_comes_without_its_children) {
    text_source source(R"({"list": {"a": [1]}, "map": [1, 2], "one": null})");
    violation_list violations("doc.json", 10);
    note_pieces visitor;
    BOOST_REQUIRE(read_json(source, {}, json_comments::refused, violations, visitor).has_value());
    BOOST_TEST(violations.empty());
    const std::vector<std::string> expected{"root list", "unexpected /list an object", "root map",
                                            "unexpected /map an array", "root one", "piece /one 0"};
    BOOST_TEST(visitor.notes == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_root_that_is_no_object_is_refused) {
    for (const std::string_view text : {"[1]", "\"x\"", "null"}) {
        text_source source(text);
        violation_list violations("doc.json", 10);
        note_pieces visitor;
        BOOST_REQUIRE(read_json(source, {}, json_comments::refused, violations, visitor).has_value());
        BOOST_REQUIRE(!violations.empty());
        BOOST_TEST(listed(violations.take_error())[0].find("1:1  the document must be an object, not ") == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_source_that_fails_is_a_failure_and_no_violation) {
    class broken final : public byte_source {
        result<std::string_view> next() override { return fail(errc::unavailable, "the disk is gone"); }
    } source;
    violation_list violations("doc.json", 10);
    json_tree tree;
    const auto outcome = read_json(source, {}, json_comments::refused, violations, tree);
    BOOST_REQUIRE(!outcome);
    BOOST_TEST(outcome.error().message == "the disk is gone");
    BOOST_TEST(violations.empty());
}

BOOST_AUTO_TEST_SUITE_END()
