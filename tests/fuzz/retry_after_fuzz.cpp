// Any text as the value of a header that asks to wait, and as an HTTP-date.
#include "require.hpp"

#include <ingot/http/retry_after.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace ingot;

void require_bounded(const std::optional<duration>& wait) {
    require(!wait || (*wait >= duration::zero() && *wait <= http::longest_retry_after), "a wait is bounded");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    for (const char* instant :
         {"0002-01-01T00:00:00Z", "1994-11-06T08:49:37Z", "2026-09-30T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        const timestamp now = *parse_timestamp(instant);
        const auto wait = http::parse_retry_after(text, now);
        require_bounded(wait);
        require(http::parse_retry_after("\t " + text + " \t", now) == wait,
                "space around a value says nothing");
        if (const auto date = http::parse_http_date(text, now))
            require(wait && (*date > now || *wait == duration::zero()),
                    "a date that has passed asks for no wait");
        for (const char* name : {"retry-after-ms", "x-ms-retry-after-ms", "Retry-After"}) {
            http::headers fields;
            fields.add(name, text);
            require_bounded(http::retry_after(fields, now));
        }
    }
    return 0;
}
