#include "shared_options.hpp"

#include <fmt/format.h>

#include <chrono>

namespace ingot::cli {

result<timestamp> instant_given(const arguments& given, const estate* judged) {
    const auto text = given.value("now");
    if (!text) return std::chrono::time_point_cast<duration>(std::chrono::system_clock::now());
    if (judged != nullptr && *text == "taken_at") {
        if (judged->taken_at) return *judged->taken_at;
        return fail(errc::invalid_argument,
                    "--now taken_at: the estate does not say when it was taken; give an instant");
    }
    if (const auto instant = parse_timestamp(*text)) return *instant;
    return fail(errc::invalid_argument,
                fmt::format("--now {}: not an instant; write one such as 2026-09-01T00:00:00Z", *text));
}

} // namespace ingot::cli
