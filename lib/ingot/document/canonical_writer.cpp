#include <ingot/document/canonical_writer.hpp>

#include <rapidjson/encodings.h>
#include <rapidjson/memorystream.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace ingot::inline v0 {

namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 16;

/// Lead bytes EE and EF (U+E000..U+FFFF) come after F0..F4, which UTF-16 writes as D800..DFFF.
constexpr unsigned utf16_rank(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10U : byte;
}

bool valid_utf8(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return true;
    struct {
        void Put(char) const noexcept {}
    } nowhere;
    rapidjson::MemoryStream in(text.data(), text.size());
    while (in.Tell() < text.size())
        if (!rapidjson::UTF8<>::Validate(in, nowhere)) return false;
    return true;
}

} // namespace

bool less_utf16(std::string_view a, std::string_view b) noexcept {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](char x, char y) { return utf16_rank(x) < utf16_rank(y); });
}

std::string format_ecmascript_number(double value) {
    if (value == 0) return "0"; // minus zero as well
    std::array<char, 32> buffer{};
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                       std::chars_format::scientific);
    // d.ddde[+-]xx: the shortest digits that read back as the same double.
    const std::string_view shortest(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const auto e = shortest.find('e');
    std::string digits(shortest.substr(0, 1));
    if (e > 2) digits += shortest.substr(2, e - 2);
    int exponent = 0;
    const std::string_view sign_and_exponent = shortest.substr(e + 1);
    std::from_chars(sign_and_exponent.data() + 1, sign_and_exponent.data() + sign_and_exponent.size(),
                    exponent);
    if (sign_and_exponent.front() == '-') exponent = -exponent;

    const int count = static_cast<int>(digits.size()); // k in the text of ECMAScript
    const int point = exponent + 1;                    // n
    std::string text = value < 0 ? "-" : "";
    if (count <= point && point <= 21) {
        text += digits;
        text.append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        text += digits.substr(0, static_cast<std::size_t>(point));
        text += '.';
        text += digits.substr(static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        text += "0.";
        text.append(static_cast<std::size_t>(-point), '0');
        text += digits;
    } else {
        text += digits[0];
        if (count > 1) {
            text += '.';
            text += digits.substr(1);
        }
        text += exponent < 0 ? "e-" : "e+";
        text += std::to_string(std::abs(exponent));
    }
    return text;
}

void canonical_writer::begin_object() { open(true); }
void canonical_writer::end_object() { close(true); }
void canonical_writer::begin_array() { open(false); }
void canonical_writer::end_array() { close(false); }

void canonical_writer::key(std::string_view name) {
    if (levels_.empty() || !levels_.back().object || levels_.back().named) return slip("a key stands amiss");
    level& inner = levels_.back();
    if (!inner.empty) {
        if (!less_utf16(inner.last_key, name)) slip("the keys of an object are out of order");
        put(",");
    }
    inner.empty = false;
    inner.named = true;
    inner.last_key = name;
    quote(name);
    put(":");
}

void canonical_writer::text(std::string_view value) {
    begin_value();
    quote(value);
}

void canonical_writer::boolean(bool value) {
    begin_value();
    put(value ? "true" : "false");
}

void canonical_writer::null() {
    begin_value();
    put("null");
}

void canonical_writer::number(double value) {
    begin_value();
    if (!std::isfinite(value)) return slip("a number is not finite");
    put(format_ecmascript_number(value));
}

void canonical_writer::integer(std::int64_t value) {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    if (value > exact || value < -exact) return number(static_cast<double>(value));
    begin_value();
    std::array<char, 24> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    put({digits.data(), static_cast<std::size_t>(written.ptr - digits.data())});
}

void canonical_writer::canonical(std::string_view value) {
    begin_value();
    put(value);
}

void canonical_writer::member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
}

result<void> canonical_writer::finish() {
    if (!complete_ || !levels_.empty()) slip("the document is not complete");
    flush();
    if (failure_) return tl::unexpected(*failure_);
    return {};
}

void canonical_writer::begin_value() {
    if (levels_.empty()) {
        if (complete_) slip("a second root value");
        complete_ = true;
        return;
    }
    level& inner = levels_.back();
    if (inner.object) {
        if (!inner.named) slip("a member has no key");
        inner.named = false;
    } else {
        if (!inner.empty) put(",");
        inner.empty = false;
    }
}

void canonical_writer::open(bool object) {
    begin_value();
    put(object ? "{" : "[");
    levels_.push_back({object, true, false, {}});
}

void canonical_writer::close(bool object) {
    if (levels_.empty() || levels_.back().object != object || levels_.back().named)
        return slip("an object or array ends amiss");
    levels_.pop_back();
    put(object ? "}" : "]");
}

// The escapes of RFC 8785, section 3.2.2.2, and no others.
void canonical_writer::quote(std::string_view value) {
    if (!valid_utf8(value)) slip("a text is not valid UTF-8: '" + std::string(value) + "'");
    constexpr std::string_view hex = "0123456789abcdef";
    put("\"");
    std::size_t plain = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        put(value.substr(plain, i - plain));
        plain = i + 1;
        switch (byte) {
        case '"': put("\\\""); break;
        case '\\': put("\\\\"); break;
        case '\b': put("\\b"); break;
        case '\t': put("\\t"); break;
        case '\n': put("\\n"); break;
        case '\f': put("\\f"); break;
        case '\r': put("\\r"); break;
        default: {
            const std::array<char, 6> escape{'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15U]};
            put({escape.data(), escape.size()});
        }
        }
    }
    put(value.substr(plain));
    put("\"");
}

void canonical_writer::put(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() >= buffer_size) flush();
}

void canonical_writer::flush() {
    // A slip does not stop the bytes: a digest must go on telling apart what differs.
    if (!sink_failed_) {
        auto written = sink_.write(buffer_);
        if (!written) {
            sink_failed_ = true;
            failure_ = std::move(written.error());
        }
    }
    buffer_.clear();
}

void canonical_writer::slip(std::string_view what) {
    if (!failure_)
        failure_ = error{errc::internal, "cannot write canonical JSON: " + std::string(what), {}, {}};
}

} // namespace ingot::inline v0
