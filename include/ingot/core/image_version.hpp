#pragma once

#include <ingot/result.hpp>

#include <charconv>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace ingot::inline v0 {

/// The name of an image version: three numbers, each 0..2147483647, ordered as numbers and never as text.
/// Source: GalleryImageVersions_CreateOrUpdate, parameter galleryImageVersionName.
struct image_version {
    std::int32_t major = 0;
    std::int32_t minor = 0;
    std::int32_t patch = 0;

    friend constexpr auto operator<=>(const image_version&, const image_version&) = default;

    /// Strict: exactly three parts, decimal digits only, no leading zeros, no part beyond the range.
    [[nodiscard]] static result<image_version> parse(std::string_view text) {
        const auto refuse = [&](const char* why) {
            return fail(errc::invalid_argument, "'" + std::string(text) + "' is not an image version: " +
                                                    why + "; write three numbers such as 1.2.3");
        };
        image_version version;
        const char* at = text.data();
        const char* const end = at + text.size();
        std::int32_t* const parts[] = {&version.major, &version.minor, &version.patch};
        for (int i = 0; i < 3; ++i) {
            if (i > 0) {
                if (at == end || *at != '.') return refuse("it needs three parts");
                ++at;
            }
            // from_chars takes a minus sign, which a part may not have.
            if (at == end || *at < '0' || *at > '9') return refuse("a part is not a number");
            const char* const start = at;
            const auto [next, problem] = std::from_chars(at, end, *parts[i]);
            if (problem == std::errc::result_out_of_range) return refuse("a part is above 2147483647");
            if (*start == '0' && next - start > 1) return refuse("a part has a leading zero");
            at = next;
        }
        if (at != end) return refuse("something follows the third part");
        return version;
    }

    [[nodiscard]] std::string to_string() const {
        return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
    }

    /// The next version in that part, lower parts set to zero; none when the part is at its end.
    [[nodiscard]] constexpr std::optional<image_version> next_major() const noexcept {
        if (major == last) return std::nullopt;
        return image_version{major + 1, 0, 0};
    }
    [[nodiscard]] constexpr std::optional<image_version> next_minor() const noexcept {
        if (minor == last) return std::nullopt;
        return image_version{major, minor + 1, 0};
    }
    [[nodiscard]] constexpr std::optional<image_version> next_patch() const noexcept {
        if (patch == last) return std::nullopt;
        return image_version{major, minor, patch + 1};
    }

private:
    static constexpr std::int32_t last = std::numeric_limits<std::int32_t>::max();
};

} // namespace ingot::inline v0
