#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::cli {

/// Shows on standard error how far a run has come: a bar on a terminal, which is redrawn; elsewhere, and on a
/// dumb terminal, a plain line at every tenth of the way, so that a log stays readable.
class progress_line {
public:
    /// @param what is going on, such as `Applying`
    explicit progress_line(std::string what);
    progress_line(const progress_line&) = delete;
    progress_line& operator=(const progress_line&) = delete;
    ~progress_line() { clear(); }

    /// @param total 0 when nobody knows; then the count alone is shown
    void show(std::size_t finished, std::size_t total, std::string_view text);

    /// Takes the bar off the terminal, so that a line can be printed.
    void clear();

private:
    std::string what_;
    bool terminal_;
    bool drawn_ = false;
    std::size_t last_tenth_ = 0;
    std::size_t next_count_ = 1000;
};

} // namespace ingot::cli
