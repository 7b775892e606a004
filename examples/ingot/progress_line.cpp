#include "progress_line.hpp"

#include "terminal.hpp"
#include "wrap.hpp"

#include <algorithm>
#include <utility>

namespace ingot::cli {

namespace {

constexpr std::size_t widest_bar = 24;
constexpr std::size_t narrowest_bar = 6;

std::string bar_of(std::size_t finished, std::size_t total, std::size_t width) {
    const std::size_t full = width * std::min(finished, total) / total;
    return fmt::format("[{}{}]", std::string(full, '#'), std::string(width - full, '.'));
}

} // namespace

progress_line::progress_line(std::string what) : what_(std::move(what)), terminal_(may_redraw(stderr)) {}

void progress_line::draw(std::size_t finished, std::size_t total, std::string_view text) {
    const std::string counts = total > 0 ? fmt::format("{}/{} ", finished, total) : fmt::format("{} ", finished);
    const std::string shown = escaped(text);
    // One less, because some terminals go to the next line when the last column is written.
    const std::size_t width = width_of(stderr) - 1;
    std::string line = what_ + ' ';
    if (total > 0) {
        // The bar gives way to the text: two brackets and a space belong to it.
        const std::size_t taken = line.size() + counts.size() + shown.size() + 3;
        line += bar_of(finished, total, std::clamp(width - std::min(width, taken), narrowest_bar, widest_bar)) + ' ';
    }
    line = shorten(line + counts, width);
    line += shorten(shown, width - line.size());
    // Erases what the last line had beyond this one.
    note("\r{}\x1b[K", line);
    std::fflush(stderr);
    drawn_ = true;
}

void progress_line::show(std::size_t finished, std::size_t total, std::string_view text) {
    if (terminal_)
        draw(finished, total, text);
    else if (total > 0)
        note("{} {}/{} {}\n", what_, finished, total, text);
    else
        note("{} {} {}\n", what_, finished, text);
}

void progress_line::show_tenths(std::size_t finished, std::size_t total, std::string_view text) {
    if (terminal_) return draw(finished, total, text);
    if (total < 10) return;
    const std::size_t tenth = finished * 10 / total;
    if (std::exchange(last_tenth_, tenth) != tenth) note("{} {}/{}\n", what_, finished, total);
}

void progress_line::clear() {
    if (!drawn_) return;
    note("\r\x1b[K");
    drawn_ = false;
}

} // namespace ingot::cli
