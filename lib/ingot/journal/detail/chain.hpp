#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::chain {

/// What stands in `prev` of the first line.
inline constexpr std::string_view origin = "0000000000000000000000000000000000000000000000000000000000000000";

/// One line of a journal without its newline, and the hash that binds the next one to it.
struct link {
    std::string line;
    std::string hash;
};

[[nodiscard]] link make(std::uint64_t seq, std::string_view prev, std::string_view record);

/// Whether bytes can be the beginning of a journal's first line that a crash cut short.
[[nodiscard]] bool may_begin(std::string_view bytes) noexcept;

struct opened {
    std::string_view record; ///< into the line
    std::string hash;
};

/// The record of a line; nothing when the line is not, byte for byte, what make() would have written.
[[nodiscard]] std::optional<opened> open(std::string_view line, std::uint64_t seq, std::string_view prev);

} // namespace ingot::inline v0::chain
