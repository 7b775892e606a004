// Any text as the name of an image version.
#include "require.hpp"

#include <ingot/core/image_version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    const auto version = ingot::image_version::parse(text);
    if (!version) return 0;
    require(version->to_string() == text, "a version has one spelling");
    require(version->major >= 0 && version->minor >= 0 && version->patch >= 0, "no part is negative");
    if (const auto next = version->next_patch()) require(*next > *version, "the next version is higher");
    if (const auto next = version->next_minor()) require(*next > *version, "the next version is higher");
    if (const auto next = version->next_major()) require(*next > *version, "the next version is higher");
    return 0;
}
