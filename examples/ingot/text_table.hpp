#pragma once

#include "escape.hpp"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ingot::cli {

/// Rows of cells in aligned columns that fit the line: the first column is shortened where it must.
class text_table {
public:
    enum class align { left, right };

    /// @param heads of the columns; numbers stand best at the right
    explicit text_table(std::vector<std::pair<std::string, align>> heads) : heads_(std::move(heads)) {}

    void add(std::vector<std::string> cells) {
        for (std::string& cell : cells) cell = escaped(cell);
        rows_.push_back(std::move(cells));
    }

    [[nodiscard]] std::string to_string(std::size_t indent = 0) const;

private:
    std::vector<std::pair<std::string, align>> heads_;
    std::vector<std::vector<std::string>> rows_;
};

} // namespace ingot::cli
