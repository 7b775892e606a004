#pragma once

#include "escape.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ingot::cli {

/// Lines are no longer than this, wherever they go.
inline constexpr std::size_t line_width = 80;

/// Whether that stream is a terminal that may be coloured: `NO_COLOR` is not set, and TERM is not `dumb`.
[[nodiscard]] bool may_colour(std::FILE* stream);

/// Whether that stream is a terminal on which a line can be drawn anew: TERM is not `dumb`.
[[nodiscard]] bool may_redraw(std::FILE* stream);

/// How many columns the terminal has, at least 20; line_width where it does not say.
[[nodiscard]] std::size_t width_of(std::FILE* stream);

enum class style { plain, bold, faint, red, green, yellow };

/// Text that is fit for a terminal as it is: whatever came from outside is escaped in it.
struct shown_text {
    std::string text;
};

/// The text in that style where `stream` may be coloured, else the text.
[[nodiscard]] shown_text styled(std::FILE* stream, style how, std::string_view text);

/// Writes bytes as they are: documents, and pages of the program's own. That nobody reads any more is no
/// error; finish_output() tells of others.
void write_bytes(std::FILE* stream, std::string_view bytes);

/// Writes lines of text, in which everything but the ends of lines is escaped.
void write(std::FILE* stream, std::string_view lines);

/// What print() and note() make of an argument: text is escaped, so that no name in a document can move the
/// cursor, forge a line or turn the direction of writing; the rest is left alone.
[[nodiscard]] inline std::string for_terminal(const shown_text& shown) { return shown.text; }

template <class T>
[[nodiscard]] decltype(auto) for_terminal(const T& value) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>)
        return escaped(value);
    else
        return (value);
}

template <class T>
using on_terminal = decltype(for_terminal(std::declval<const T&>()));

/// To standard output: the results.
template <class... Args>
void print(fmt::format_string<on_terminal<Args>...> format, const Args&... args) {
    write_bytes(stdout, fmt::format(format, for_terminal(args)...));
}

/// To standard error: what is going on, and what went wrong.
template <class... Args>
void note(fmt::format_string<on_terminal<Args>...> format, const Args&... args) {
    write_bytes(stderr, fmt::format(format, for_terminal(args)...));
}

/// Flushes standard output. False when results were lost, except to a reader who has gone.
[[nodiscard]] bool finish_output();

} // namespace ingot::cli
