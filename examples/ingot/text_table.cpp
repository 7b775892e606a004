#include "text_table.hpp"

#include "terminal.hpp"
#include "wrap.hpp"

#include <algorithm>

namespace ingot::cli {

std::string text_table::to_string(std::size_t indent) const {
    std::vector<std::size_t> widths;
    for (const auto& head : heads_) widths.push_back(head.first.size());
    for (const auto& row : rows_)
        for (std::size_t at = 0; at < row.size(); ++at) widths[at] = std::max(widths[at], row[at].size());

    constexpr std::size_t gap = 2;
    std::size_t total = indent + gap * (widths.size() - 1);
    for (const std::size_t width : widths) total += width;
    for (const std::size_t at : {std::size_t{0}, widths.size() - 1}) {
        if (total <= line_width) break;
        const std::size_t least = std::max<std::size_t>(heads_[at].first.size(), 16);
        const std::size_t cut = std::min(total - line_width, widths[at] - std::min(widths[at], least));
        widths[at] -= cut;
        total -= cut;
    }

    std::string text;
    const auto add_row = [&](const auto& cell_of) {
        std::string line(indent, ' ');
        for (std::size_t at = 0; at < widths.size(); ++at) {
            const std::string cell = shorten(cell_of(at), widths[at]);
            const std::string padding(widths[at] - cell.size(), ' ');
            if (at > 0) line.append(gap, ' ');
            line += heads_[at].second == align::right ? padding + cell : cell + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    add_row([&](std::size_t at) { return heads_[at].first; });
    for (const auto& row : rows_) add_row([&](std::size_t at) { return row[at]; });
    return text;
}

} // namespace ingot::cli
