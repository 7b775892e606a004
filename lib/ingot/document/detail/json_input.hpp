#pragma once

#include <ingot/document/byte_source.hpp>
#include <ingot/document/json_limits.hpp>
#include <ingot/document/violation_list.hpp>
#include <ingot/result.hpp>

#include <rapidjson/reader.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ingot::inline v0 {

/// A RapidJSON input stream over a byte source that knows lines and columns and ends at the limits.
/// RapidJSON takes a NUL for the end of the text; ended() tells the real end from a NUL in the text.
class json_input {
public:
    using Ch = char; // the names that RapidJSON asks of a stream

    json_input(byte_source& source, const json_limits& limits) : source_(source), limits_(limits) {
        skip_byte_order_mark();
    }

    [[nodiscard]] Ch Peek() { return at_ != end_ || refill() ? *at_ : '\0'; }
    Ch Take() { return at_ != end_ || refill() ? *at_++ : '\0'; }
    [[nodiscard]] std::size_t Tell() const noexcept {
        return static_cast<std::size_t>(run_offset_) + static_cast<std::size_t>(at_ - begin_);
    }

    // Asked for by RapidJSON, used only when parsing in place.
    [[nodiscard]] Ch* PutBegin() const noexcept { return nullptr; }
    void Put(Ch) const noexcept {}
    void Flush() const noexcept {}
    [[nodiscard]] std::size_t PutEnd(Ch*) const noexcept { return 0; }

    /// Skips blanks, then takes note that a token begins here.
    void skip_blanks() {
        for (;;) {
            while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
            token_ = at_;
            token_known_ = false;
            token_offset_ = Tell();
            if (at_ != end_ || !refill()) return;
        }
    }

    /// Where the latest token begins.
    [[nodiscard]] text_position token_position() noexcept {
        locate_token();
        return token_position_;
    }

    /// Where the byte at `offset` stands, which must not lie before the latest token.
    [[nodiscard]] text_position position_of(std::size_t offset) noexcept {
        locate_token();
        scan_to(at_);
        if (offset < line_start_) return token_position_;
        return {line_, offset - line_start_ + 1};
    }

    [[nodiscard]] bool ended() { return at_ == end_ && !refill(); }

    [[nodiscard]] bool too_long() const noexcept { return too_long_; }        ///< past max_bytes
    [[nodiscard]] bool token_too_long() const noexcept { return token_too_long_; }
    [[nodiscard]] const std::optional<error>& failure() const noexcept { return failure_; }

private:
    bool refill();
    void skip_byte_order_mark();
    void scan_to(const char* where) noexcept;

    void locate_token() noexcept {
        if (token_known_) return;
        scan_to(token_);
        token_position_ = {line_, token_offset_ - line_start_ + 1};
        token_known_ = true;
    }

    byte_source& source_;
    const json_limits& limits_;
    const char* begin_ = nullptr; ///< the present run
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    std::uint64_t run_offset_ = 0; ///< of begin_ in the text
    const char* scanned_ = nullptr; ///< lines are counted up to here
    std::size_t line_ = 1;
    std::size_t line_start_ = 0;
    const char* token_ = nullptr;
    std::size_t token_offset_ = 0;
    text_position token_position_;
    bool token_known_ = false;
    bool finished_ = false;
    bool too_long_ = false;
    bool token_too_long_ = false;
    std::optional<error> failure_;
};

} // namespace ingot::inline v0

namespace rapidjson {

/// RapidJSON skips blanks just before each token, which is how the position of a token is known.
template <>
inline void SkipWhitespace<ingot::json_input>(ingot::json_input& input) {
    input.skip_blanks();
}

} // namespace rapidjson
