#include "escape.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>

namespace ingot::cli {

namespace {

struct character {
    char32_t code = 0;
    std::size_t size = 0; ///< in bytes; 0: no UTF-8
};

character first_of(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
    char32_t code = lead & (0x7fU >> size);
    for (std::size_t at = 1; at < size; ++at) {
        if ((byte(at) & 0xc0U) != 0x80U) return {};
        code = (code << 6) | (byte(at) & 0x3fU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size]) return {};
    return {code, size};
}

bool is_obeyed(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) ||      // C0, DEL, C1
           code == 0x061c || code == 0x200e || code == 0x200f || // direction marks
           (code >= 0x2028 && code <= 0x202e) ||                 // separators, embeddings, overrides
           (code >= 0x2066 && code <= 0x2069);                   // isolates
}

} // namespace

std::string escaped(std::string_view text, line_ends ends) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const character next = first_of(text);
        const std::size_t size = next.size == 0 ? 1 : next.size;
        if (next.size == 0)
            fmt::format_to(std::back_inserter(safe), "\\x{:02x}", static_cast<unsigned char>(text.front()));
        else if (is_obeyed(next.code) && !(next.code == U'\n' && ends == line_ends::kept))
            fmt::format_to(std::back_inserter(safe), "\\u{:04x}", static_cast<unsigned>(next.code));
        else
            safe += text.substr(0, size);
        text.remove_prefix(size);
    }
    return safe;
}

} // namespace ingot::cli
