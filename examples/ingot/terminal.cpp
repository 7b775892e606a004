#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace ingot::cli {

namespace {

bool output_lost = false;

std::string_view code_of(style how) {
    switch (how) {
    case style::plain: return "";
    case style::bold: return "\x1b[1m";
    case style::faint: return "\x1b[2m";
    case style::red: return "\x1b[31m";
    case style::green: return "\x1b[32m";
    case style::yellow: return "\x1b[33m";
    }
    return "";
}

} // namespace

bool may_redraw(std::FILE* stream) {
    const char* const term = std::getenv("TERM");
    return ::isatty(::fileno(stream)) == 1 && term != nullptr && std::string_view(term) != "dumb";
}

bool may_colour(std::FILE* stream) {
    const char* const refused = std::getenv("NO_COLOR");
    return may_redraw(stream) && (refused == nullptr || *refused == '\0');
}

std::size_t width_of(std::FILE* stream) {
    ::winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return line_width;
    return std::max<std::size_t>(size.ws_col, 20);
}

shown_text styled(std::FILE* stream, style how, std::string_view text) {
    if (how == style::plain || text.empty() || !may_colour(stream)) return {escaped(text)};
    return {fmt::format("{}{}\x1b[0m", code_of(how), escaped(text))};
}

void write_bytes(std::FILE* stream, std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stream) != bytes.size() && stream == stdout &&
        errno != EPIPE)
        output_lost = true;
}

void write(std::FILE* stream, std::string_view lines) {
    write_bytes(stream, escaped(lines, line_ends::kept));
}

bool finish_output() {
    if (std::fflush(stdout) != 0 && errno != EPIPE) output_lost = true;
    return !output_lost;
}

} // namespace ingot::cli
