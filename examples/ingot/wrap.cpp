#include "wrap.hpp"

#include "escape.hpp"
#include "terminal.hpp"

namespace ingot::cli {

std::string wrap(std::string_view raw, std::string_view first, std::string_view next, std::size_t width) {
    const std::string safe = escaped(raw);
    std::string_view text = safe;
    std::string lines;
    std::string line(first);
    bool begun = false;
    while (!text.empty()) {
        const auto start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) break;
        text.remove_prefix(start);
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(word.size());
        if (begun && line.size() + 1 + word.size() > width) {
            lines += line + '\n';
            line = next;
            begun = false;
        }
        if (begun) line += ' ';
        line += word;
        begun = true;
    }
    return lines + line + '\n';
}

std::string wrap(std::string_view text, std::string_view indent) {
    return wrap(text, indent, indent, line_width);
}

std::string shorten(std::string_view text, std::size_t width) {
    if (text.size() <= width) return std::string(text);
    if (width <= 3) return std::string(text.substr(0, width));
    // Between characters, never within one.
    const auto begins = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U; };
    std::size_t head = (width - 2) / 2;
    std::size_t tail = text.size() - (width - 2 - head);
    while (head > 0 && !begins(head)) --head;
    while (tail < text.size() && !begins(tail)) ++tail;
    return std::string(text.substr(0, head)) + ".." + std::string(text.substr(tail));
}

} // namespace ingot::cli
