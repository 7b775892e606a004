#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace ingot::inline v0::emulator {

/// Makes ids in the form of a GUID, always the same sequence for one seed.
class guid_source {
public:
    explicit guid_source(std::uint64_t seed) noexcept : state_(seed) {}

    [[nodiscard]] std::string next() {
        static constexpr std::array<char, 17> digits{"0123456789abcdef"};
        std::string text;
        for (int half = 0; half < 2; ++half) {
            std::uint64_t bits = mix();
            for (int i = 0; i < 16; ++i, bits >>= 4) text += digits[bits & 15];
        }
        // The version and variant of a random UUID (RFC 9562).
        text[12] = '4';
        text[16] = 'a';
        for (const std::size_t at : {20U, 16U, 12U, 8U}) text.insert(at, 1, '-');
        return text;
    }

private:
    /// SplitMix64: every seed gives a full period.
    std::uint64_t mix() noexcept {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

} // namespace ingot::inline v0::emulator
