#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// Order of member names in canonical JSON: by UTF-16 code units (RFC 8785, section 3.2.3). It differs from
/// the order of bytes only for characters beyond U+FFFF.
[[nodiscard]] bool less_utf16(std::string_view a, std::string_view b) noexcept;

/// A double as ECMAScript's Number::toString writes it (RFC 8785, section 3.2.2.3). @pre `value` is finite
[[nodiscard]] std::string format_ecmascript_number(double value);

/// Writes canonical JSON (RFC 8785) as it comes, without a tree: the caller gives the members of an object
/// in the order of less_utf16(). A slip of the caller (order, nesting, a number that is not finite, text that
/// is not UTF-8) and a failure of the sink are kept and reported by finish().
class canonical_writer {
public:
    explicit canonical_writer(byte_sink& sink) : sink_(sink) {}

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);

    void text(std::string_view value);
    void boolean(bool value);
    void null();
    void number(double value);
    /// Beyond 2^53 the nearest double is written, as for every number in canonical JSON.
    void integer(std::int64_t value);

    /// A value that is canonical JSON already. @pre it is one
    void canonical(std::string_view value);

    /// Short for key() and the value.
    void member(std::string_view name, std::string_view value);

    /// Passes on all that was written. Call it once, last.
    [[nodiscard]] result<void> finish();

private:
    struct level {
        bool object;
        bool empty = true;
        bool named = false; ///< a key was written, its value not yet
        std::string last_key;
    };

    void begin_value();
    void open(bool object);
    void close(bool object);
    void quote(std::string_view value);
    void put(std::string_view bytes);
    void flush();
    void slip(std::string_view what);

    byte_sink& sink_;
    std::string buffer_;
    std::vector<level> levels_;
    bool complete_ = false;
    bool sink_failed_ = false;
    std::optional<error> failure_;
};

} // namespace ingot::inline v0
