#include <ingot/emulator/detail/resource_kind.hpp>

#include <ingot/core/case_fold.hpp>

namespace ingot::inline v0::emulator {
namespace {

constexpr std::string_view any_scope = "**";

std::string_view take_segment(std::string_view& rest) noexcept {
    if (!rest.empty()) rest.remove_prefix(1);
    const auto slash = rest.find('/');
    const auto segment = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash);
    return segment;
}

bool segments_fit(std::string_view pattern, std::string_view path) noexcept {
    while (!pattern.empty() && !path.empty()) {
        if (path.front() != '/') return false;
        const auto expected = take_segment(pattern);
        const auto actual = take_segment(path);
        if (actual.empty() || (expected != "*" && !equal_folded(expected, actual))) return false;
    }
    return pattern.empty() && path.empty();
}

/// What of an id stands for the pattern's part after `**`: as many segments as that has.
std::size_t tail_begin(std::string_view tail, std::string_view id) noexcept {
    std::size_t at = id.size();
    for (const char c : tail)
        if (c == '/' && at != std::string_view::npos && at > 0) at = id.rfind('/', at - 1);
    return at;
}

} // namespace

bool path_fits(std::string_view pattern, std::string_view path) noexcept {
    if (!pattern.starts_with(any_scope)) return segments_fit(pattern, path);
    pattern.remove_prefix(any_scope.size());
    const auto tail = tail_begin(pattern, path);
    return tail != std::string_view::npos && tail > 0 && path.front() == '/' &&
           segments_fit(pattern, path.substr(tail));
}

bool fits(resource_kind kind, std::string_view id) noexcept { return path_fits(facts_of(kind).pattern, id); }

std::string usual_spelling(resource_kind kind, std::string_view id) {
    std::string_view pattern = facts_of(kind).pattern;
    std::string spelled;
    if (pattern.starts_with(any_scope)) {
        pattern.remove_prefix(any_scope.size());
        const auto tail = tail_begin(pattern, id);
        spelled = id.substr(0, tail);
        id.remove_prefix(tail);
    }
    while (!pattern.empty()) {
        const auto expected = take_segment(pattern);
        const auto actual = take_segment(id);
        spelled += '/';
        spelled += expected == "*" ? actual : expected;
    }
    return spelled;
}

} // namespace ingot::inline v0::emulator
