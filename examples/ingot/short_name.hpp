#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ingot::cli {

/// `gallery/definition[/version]` for ids below a gallery; other ids as they are.
[[nodiscard]] inline std::string short_name(const resource_id &id) {
    const auto parts = id.segments();
    for (std::size_t at = 0; at + 1 < parts.size(); ++at) {
        if (!equal_folded(parts[at], "galleries")) continue;
        std::string name(parts[at + 1]);
        for (std::size_t next = at + 3; next < parts.size(); next += 2) name += '/' + std::string(parts[next]);
        return name;
    }
    return id.text();
}

} // namespace ingot::cli
