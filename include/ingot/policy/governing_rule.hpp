#pragma once

#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>
#include <ingot/policy/glob.hpp>
#include <ingot/policy/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ingot::inline v0 {

[[nodiscard]] inline bool any_glob_matches(const globs& patterns, std::string_view text) noexcept {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& glob) { return glob_matches(glob, text); });
}

/// Whether a definition answers to all that a match block asks. `definition` is its id, which has its name
/// and its gallery's; `carried` are its tags.
[[nodiscard]] inline bool matches(const match_block& match, const resource_id& definition,
                                  const tags& carried) {
    const resource_id gallery = definition.without_last(2);
    if (!match.galleries.empty() && !any_glob_matches(match.galleries, gallery.name())) return false;
    if (!match.definitions.empty() && !any_glob_matches(match.definitions, definition.name())) return false;
    return std::all_of(match.tags.begin(), match.tags.end(), [&](const auto& wanted) {
        const auto value = find_tag(carried, wanted.first);
        return value && any_glob_matches(wanted.second, *value);
    });
}

/// The position of the first rule that matches; none for an orphan.
[[nodiscard]] inline std::optional<std::size_t>
governing_rule(const policy& from, const resource_id& definition, const tags& carried) {
    for (std::size_t i = 0; i < from.rules.size(); ++i)
        if (matches(from.rules[i].match, definition, carried)) return i;
    return std::nullopt;
}

} // namespace ingot::inline v0
