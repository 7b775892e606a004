#include "terminal.hpp"

#include <unistd.h>

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

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

bool may_colour(std::FILE* stream) {
    const char* const refused = std::getenv("NO_COLOR");
    const char* const term = std::getenv("TERM");
    return is_terminal(stream) && (refused == nullptr || *refused == '\0') && term != nullptr &&
           std::string_view(term) != "dumb";
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

void write(std::FILE* stream, std::string_view lines) { write_bytes(stream, escaped(lines, line_ends::kept)); }

bool finish_output() {
    if (std::fflush(stdout) != 0 && errno != EPIPE) output_lost = true;
    return !output_lost;
}

} // namespace ingot::cli
