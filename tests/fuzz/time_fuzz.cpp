// Any text as an instant and as a duration.
#include "require.hpp"

#include <ingot/core/timestamp.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    if (const auto span = ingot::parse_duration(text)) {
        require(*span >= ingot::duration::zero() && *span <= ingot::longest_duration, "a duration is in range");
        require(ingot::parse_duration(ingot::format_duration(*span)) == *span, "a duration reads back");
    }
    if (const auto at = ingot::parse_timestamp(text)) {
        const std::string canonical = ingot::format_timestamp(*at);
        // The last hours of the year 9999, written west of Greenwich, lie in a year that cannot be written.
        if (const auto again = ingot::parse_timestamp(canonical))
            require(*again == *at || canonical.rfind("9999-12-31T23:59:59", 0) == 0, "an instant reads back");
        else
            require(false, "a canonical instant can be read");
        require(*at + ingot::longest_duration > *at, "an instant and a duration have a sum");
    }
    return 0;
}
