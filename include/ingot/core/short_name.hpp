#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// `gallery/definition[/version]` for ids below a gallery; other ids as they are.
[[nodiscard]] inline std::string short_name(const resource_id& id) {
    const auto parts = id.segments();
    for (std::size_t at = 0; at + 1 < parts.size(); ++at) {
        if (!equal_folded(parts[at], "galleries")) continue;
        std::string name(parts[at + 1]);
        for (std::size_t next = at + 3; next < parts.size(); next += 2)
            name += '/' + std::string(parts[next]);
        return name;
    }
    return id.text();
}

/// Whether an id is meant by `part`: the whole id or whole segments of it, such as `ubuntu24/20260915.1.0`,
/// in which the words between the names may be left out.
[[nodiscard]] inline bool is_about(const resource_id& id, std::string_view part) {
    while (!part.empty() && part.front() == '/') part.remove_prefix(1);
    while (!part.empty() && part.back() == '/') part.remove_suffix(1);
    const std::string wanted = '/' + fold(part) + '/';
    return (id.folded() + '/').find(wanted) != std::string::npos ||
           ('/' + fold(short_name(id)) + '/').find(wanted) != std::string::npos;
}

} // namespace ingot::inline v0
