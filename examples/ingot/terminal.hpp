#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace ingot::cli {

/// Lines are no longer than this, wherever they go.
inline constexpr std::size_t line_width = 80;

/// Whether that stream is a terminal that may be coloured: `NO_COLOR` is not set, and TERM is not `dumb`.
[[nodiscard]] bool may_colour(std::FILE* stream);

[[nodiscard]] bool is_terminal(std::FILE* stream);

enum class style { plain, bold, faint, red, green, yellow };

/// The text in that style where `stream` may be coloured, else the text.
[[nodiscard]] std::string styled(std::FILE* stream, style how, std::string_view text);

/// Writes to a stream. That nobody reads any more is no error; finish_output() tells of others.
void write(std::FILE* stream, std::string_view text);

/// To standard output: the results.
template <class... Args>
void print(fmt::format_string<Args...> format, Args&&... args) {
    write(stdout, fmt::format(format, std::forward<Args>(args)...));
}

/// To standard error: what is going on, and what went wrong.
template <class... Args>
void note(fmt::format_string<Args...> format, Args&&... args) {
    write(stderr, fmt::format(format, std::forward<Args>(args)...));
}

/// Flushes standard output. False when results were lost, except to a reader who has gone.
[[nodiscard]] bool finish_output();

} // namespace ingot::cli
