#include <ingot/document/quoted_order.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ingot::inline v0 {

namespace {

constexpr std::string_view hex = "0123456789abcdef";

/// The canonical JSON of one character, or of the end of a text.
struct quoted {
    std::array<char, 6> bytes{};
    std::size_t size = 1;

    quoted(std::string_view text, std::size_t at, bool folded) noexcept {
        if (at == text.size()) {
            bytes[0] = '"';
            return;
        }
        const char c = folded ? fold(text[at]) : text[at];
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && c != '"' && c != '\\') {
            bytes[0] = c;
            return;
        }
        bytes[0] = '\\';
        size = 2;
        switch (c) {
        case '\b': bytes[1] = 'b'; break;
        case '\t': bytes[1] = 't'; break;
        case '\n': bytes[1] = 'n'; break;
        case '\f': bytes[1] = 'f'; break;
        case '\r': bytes[1] = 'r'; break;
        case '"':
        case '\\': bytes[1] = c; break;
        default: bytes = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15U]}; size = 6;
        }
    }

    [[nodiscard]] std::string_view view() const noexcept { return {bytes.data(), size}; }
};

} // namespace

int compare_quoted(std::string_view a, std::string_view b, bool a_folded, bool b_folded) noexcept {
    const std::size_t shared = std::min(a.size(), b.size());
    std::size_t at = 0;
    while (at < shared) {
        // Mostly the bytes are the same as they stand, and runs of those are fast to pass.
        if (a_folded == b_folded)
            at = static_cast<std::size_t>(std::mismatch(a.begin() + static_cast<std::ptrdiff_t>(at),
                                                        a.begin() + static_cast<std::ptrdiff_t>(shared),
                                                        b.begin() + static_cast<std::ptrdiff_t>(at))
                                              .first -
                                          a.begin());
        if (at == shared) break;
        const char x = a_folded ? fold(a[at]) : a[at];
        const char y = b_folded ? fold(b[at]) : b[at];
        if (x != y) break;
        ++at;
    }
    if (at == a.size() && at == b.size()) return 0;
    const quoted x(a, at, a_folded);
    const quoted y(b, at, b_folded);
    return x.view().compare(y.view());
}

} // namespace ingot::inline v0
