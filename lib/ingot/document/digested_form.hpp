#pragma once

#include <ingot/core/tags.hpp>
#include <ingot/core/timestamp.hpp>
#include <ingot/document/canonical_writer.hpp>
#include <ingot/document/quoted_order.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0 {

// The pieces that the digested forms of estates, versions and policies share. Absent values are null.

inline void write_digested(canonical_writer& out, const std::optional<timestamp>& at) {
    if (at)
        out.text(format_timestamp(*at));
    else
        out.null();
}

inline void write_digested(canonical_writer& out, const std::optional<duration>& span) {
    if (span)
        out.text(format_duration(*span));
    else
        out.null();
}

/// A set of texts.
inline void write_digested(canonical_writer& out, std::vector<std::string> set) {
    std::sort(set.begin(), set.end(), less_quoted);
    set.erase(std::unique(set.begin(), set.end()), set.end());
    out.begin_array();
    for (const std::string& text : set) out.text(text);
    out.end_array();
}

/// An object with folded names. `Write` writes one value.
template <class Map, class Write>
void write_digested_map(canonical_writer& out, const Map& map, Write write) {
    using entry = std::pair<std::string, const typename Map::mapped_type*>;
    std::vector<entry> entries;
    entries.reserve(map.size());
    for (const auto& [name, value] : map) entries.emplace_back(fold(std::string_view(name)), &value);
    std::sort(entries.begin(), entries.end(),
              [](const entry& a, const entry& b) { return less_utf16(a.first, b.first); });
    out.begin_object();
    for (const auto& [name, value] : entries) {
        out.key(name);
        write(*value);
    }
    out.end_object();
}

} // namespace ingot::inline v0
