#pragma once

#include <ingot/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingot::inline v0 {

/// A place in a text: both 1-based, the column in bytes; 0 when unknown.
struct text_position {
    std::size_t line = 0;
    std::size_t column = 0;

    friend bool operator==(const text_position&, const text_position&) = default;
};

/// Collects what is wrong with one document, up to a limit; the rest is counted.
class violation_list {
public:
    violation_list(std::string_view document, std::size_t limit) : document_(document), limit_(limit) {}

    void add(std::string pointer, text_position at, std::string message);

    /// Adds one that says it all, as of a document of another schema: those before it and after it are dropped.
    void add_only(std::string pointer, text_position at, std::string message);

    [[nodiscard]] bool empty() const noexcept { return kept_.empty(); }

    /// The failure that reports them all, in the order of the text. Call it once. @pre not empty
    [[nodiscard]] error take_error();

private:
    std::string document_;
    std::size_t limit_;
    std::size_t dropped_ = 0;
    bool closed_ = false; ///< by add_only()
    std::vector<violation> kept_;
};

} // namespace ingot::inline v0
