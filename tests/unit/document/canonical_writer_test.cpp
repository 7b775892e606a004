#include <ingot/crypto/sha256.hpp>
#include <ingot/document/canonical_writer.hpp>

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace ingot;

namespace {

double from_bits(std::uint64_t bits) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

template <class Write>
std::string written(Write write) {
    text_sink sink;
    canonical_writer out(sink);
    write(out);
    const auto finished = out.finish();
    return finished ? sink.text() : "failed: " + finished.error().message;
}

} // namespace

BOOST_AUTO_TEST_SUITE(canonical_json)

// Source: RFC 8785, appendix B.
BOOST_AUTO_TEST_CASE(numbers_are_written_as_ecmascript_writes_them) {
    const std::vector<std::pair<std::uint64_t, std::string>> table{
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };
    for (const auto& [bits, expected] : table) BOOST_TEST(format_ecmascript_number(from_bits(bits)) == expected);
    BOOST_TEST(format_ecmascript_number(0.5) == "0.5");
    BOOST_TEST(format_ecmascript_number(100) == "100");
    BOOST_TEST(format_ecmascript_number(-1.5e-9) == "-1.5e-9");
}

// Source: RFC 8785, section 3.2.3.
BOOST_AUTO_TEST_CASE(names_are_ordered_by_utf16_code_units) {
    const std::vector<std::string> in_order{"\r", "1", "\xC2\x80", "\xC3\xB6", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                            "\xEF\xAC\xB3"};
    for (std::size_t a = 0; a < in_order.size(); ++a)
        for (std::size_t b = 0; b < in_order.size(); ++b)
            BOOST_TEST(less_utf16(in_order[a], in_order[b]) == (a < b));
    BOOST_TEST(less_utf16("a", "ab"));
}

BOOST_AUTO_TEST_CASE(a_document_has_no_blanks_and_only_the_escapes_that_it_needs) {
    BOOST_TEST(written([](canonical_writer& out) {
                   out.begin_object();
                   out.key("a");
                   out.begin_array();
                   out.integer(-3);
                   out.number(0.25);
                   out.null();
                   out.boolean(true);
                   out.begin_object();
                   out.end_object();
                   out.begin_array();
                   out.end_array();
                   out.end_array();
                   out.member("b", "\"\\/\b\f\n\r\t\x01\x1f\x7f\xE2\x82\xAC");
                   out.end_object();
               }) == "{\"a\":[-3,0.25,null,true,{},[]],"
                     "\"b\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\xE2\x82\xAC\"}");
}

BOOST_AUTO_TEST_CASE(integers_beyond_2_to_the_53_are_written_as_the_nearest_double) {
    const auto as_text = [](std::int64_t value) {
        return written([&](canonical_writer& out) { out.integer(value); });
    };
    BOOST_TEST(as_text(9007199254740992) == "9007199254740992");
    BOOST_TEST(as_text(std::numeric_limits<std::int64_t>::max()) == "9223372036854776000");
    BOOST_TEST(as_text(std::numeric_limits<std::int64_t>::min()) == "-9223372036854776000");
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_caller_is_reported_at_the_end) {
    const std::string failed = "failed: cannot write canonical JSON: ";
    BOOST_TEST(written([](canonical_writer& out) {
                   out.begin_object();
                   out.member("b", "");
                   out.member("a", "");
                   out.end_object();
               }) == failed + "the keys of an object are out of order");
    BOOST_TEST(written([](canonical_writer& out) {
                   out.begin_object();
                   out.member("a", "");
                   out.member("a", "");
                   out.end_object();
               }) == failed + "the keys of an object are out of order");
    BOOST_TEST(written([](canonical_writer& out) { out.begin_array(); }) ==
               failed + "the document is not complete");
    BOOST_TEST(written([](canonical_writer&) {}) == failed + "the document is not complete");
    BOOST_TEST(written([](canonical_writer& out) {
                   out.begin_object();
                   out.text("x");
                   out.end_object();
               }) == failed + "a member has no key");
    BOOST_TEST(written([](canonical_writer& out) {
                   out.begin_array();
                   out.end_object();
               }) == failed + "an object or array ends amiss");
    BOOST_TEST(written([](canonical_writer& out) { out.number(std::numeric_limits<double>::infinity()); }) ==
               failed + "a number is not finite");
    BOOST_TEST(written([](canonical_writer& out) { out.text("\xC3("); }) ==
               failed + "a text is not valid UTF-8: '\xC3('");
}

BOOST_AUTO_TEST_CASE(a_sink_that_fails_is_reported) {
    class full final : public byte_sink {
        result<void> write(std::string_view) override { return fail(errc::unavailable, "no space left"); }
    } sink;
    canonical_writer out(sink);
    out.begin_array();
    for (int i = 0; i < 100'000; ++i) out.text("some text");
    out.end_array();
    BOOST_TEST(out.finish().error().message == "no space left");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(hashing)

// Source: FIPS 180-4 examples.
BOOST_AUTO_TEST_CASE(sha256_gives_the_published_hashes) {
    BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(a_hash_may_be_fed_in_pieces_and_used_again) {
    sha256 hash;
    hash.update("a");
    hash.update("");
    hash.update("bc");
    BOOST_TEST(hash.finish() == sha256_hex("abc"));
    BOOST_TEST(hash.finish() == sha256_hex(""));
    sha256 moved(std::move(hash));
    moved.update("abc");
    BOOST_TEST(moved.finish() == sha256_hex("abc"));
}

BOOST_AUTO_TEST_SUITE_END()
