#include "progress_line.hpp"

#include "terminal.hpp"
#include "wrap.hpp"

#include <algorithm>
#include <utility>

namespace ingot::cli {

progress_line::progress_line(std::string what) : what_(std::move(what)), terminal_(may_redraw(stderr)) {}

void progress_line::show(std::size_t finished, std::size_t total, std::string_view text) {
    if (terminal_) {
        constexpr std::size_t bar_width = 24;
        std::string line = what_ + ' ';
        if (total > 0) {
            const std::size_t full = bar_width * std::min(finished, total) / total;
            line += fmt::format("[{}{}] {}/{} ", std::string(full, '#'), std::string(bar_width - full, '.'),
                                finished, total);
        } else {
            line += fmt::format("{} ", finished);
        }
        // One less, because some terminals go to the next line when the last column is written.
        const std::size_t width = width_of(stderr) - 1;
        line = shorten(line, width);
        line += shorten(escaped(text), width - line.size());
        // Erases what the last line had beyond this one.
        note("\r{}\x1b[K", line);
        std::fflush(stderr);
        drawn_ = true;
        return;
    }
    if (total > 0) {
        const std::size_t tenth = finished * 10 / total;
        if (tenth == last_tenth_ || total < 10) return;
        last_tenth_ = tenth;
        note("{} {}/{}\n", what_, finished, total);
    } else if (finished >= next_count_) {
        next_count_ = finished * 2;
        note("{} {} {}\n", what_, finished, text);
    }
}

void progress_line::clear() {
    if (!drawn_) return;
    note("\r\x1b[K");
    drawn_ = false;
}

} // namespace ingot::cli
