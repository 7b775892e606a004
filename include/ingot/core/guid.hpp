#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// The text of a random UUID (RFC 9562, version 4), lower case, without braces, of 128 bits of chance of which
/// six give way to version and variant.
[[nodiscard]] inline std::string format_guid(std::uint64_t first, std::uint64_t second) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::uint64_t bits : {first, second})
        for (int i = 0; i < 16; ++i, bits >>= 4U) text += digits[bits & 15U];
    text[12] = '4';
    text[16] = digits[8U + (static_cast<std::size_t>(second) & 3U)];
    for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
    return text;
}

} // namespace ingot::inline v0
