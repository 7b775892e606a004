#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::cli {

/// Shows on standard error how far a run has come: a bar on a terminal, which is redrawn; elsewhere, and on a
/// dumb terminal, plain lines, so that a log stays readable.
class progress_line {
public:
    /// @param what is going on, such as `Applying`
    explicit progress_line(std::string what);
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;
    ~progress_line() { clear(); }

    /// Whether lines are drawn one over the other, so that there may be many.
    [[nodiscard]] bool redraws() const noexcept { return terminal_; }

    /// @param total 0 when nobody knows; then the count alone is shown
    void show(std::size_t finished, std::size_t total, std::string_view text);

    /// The same, but plain lines are written at every tenth of the way only.
    void show_tenths(std::size_t finished, std::size_t total, std::string_view text);

    /// Takes the bar off the terminal, so that a line can be printed.
    void clear();

private:
    void draw(std::size_t finished, std::size_t total, std::string_view text);

    std::string what_;
    bool terminal_;
    bool drawn_ = false;
    std::size_t last_tenth_ = 0;
};

} // namespace ingot::cli
