#include "properties.hpp"

#include <cstddef>
#include <utility>

namespace property {
namespace {

/// Leaves out each element of a list in turn, and then looks for what can go within it.
template <class List>
bool without_each(const world& from, List list_of, const std::function<bool(world)>& visit) {
    world whole = from;
    for (std::size_t at = list_of(whole).size(); at > 0; --at) {
        world smaller = from;
        auto& list = list_of(smaller);
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(at - 1));
        if (visit(std::move(smaller))) return true;
    }
    return false;
}

/// Tries a change on a copy.
template <class Change>
bool with(const world& from, Change change, const std::function<bool(world)>& visit) {
    world smaller = from;
    if (!change(smaller)) return false;
    return visit(std::move(smaller));
}

template <class T>
bool drop(std::optional<T>& value) {
    if (!value) return false;
    value.reset();
    return true;
}

bool within_version(const world& from, std::size_t at, const std::function<bool(world)>& visit) {
    const auto version = [at](world& w) -> ingot::gallery_image_version& {
        return w.estate.image_versions[at];
    };
    const auto& listed = from.estate.image_versions[at];
    for (const auto& [name, value] : listed.tags)
        if (with(
                from, [&, key = name](world& w) { return version(w).tags.erase(key) > 0; }, visit))
            return true;
    return without_each(
               from, [&](world & w) -> auto& { return version(w).publishing.target_regions; }, visit) ||
           without_each(
               from, [&](world & w) -> auto& { return version(w).storage.sources; }, visit) ||
           with(
               from, [&](world& w) { return drop(version(w).replication); }, visit) ||
           with(
               from, [&](world& w) { return drop(version(w).created_at); }, visit) ||
           with(
               from, [&](world& w) { return drop(version(w).publishing.end_of_life_date); }, visit) ||
           with(
               from, [&](world& w) { return drop(version(w).publishing.replica_count); }, visit) ||
           with(
               from, [&](world& w) { return std::exchange(version(w).validation_failed, false); }, visit);
}

bool within_rule(const world& from, std::size_t at, const std::function<bool(world)>& visit) {
    const auto rule = [at](world& w) -> ingot::rule& { return w.policy.rules[at]; };
    const auto reset = [&](auto member) {
        return with(
            from,
            [&](world& w) {
                auto fresh = ingot::rule().*member;
                if (rule(w).*member == fresh) return false;
                rule(w).*member = std::move(fresh);
                return true;
            },
            visit);
    };
    return reset(&ingot::rule::match) || reset(&ingot::rule::keep) || reset(&ingot::rule::deprecate) ||
           reset(&ingot::rule::trim) || reset(&ingot::rule::remove) || reset(&ingot::rule::failed) ||
           reset(&ingot::rule::candidates) || reset(&ingot::rule::shared) || reset(&ingot::rule::evidence) ||
           reset(&ingot::rule::limits);
}

} // namespace

void each_smaller(const world& from, const std::function<bool(world)>& visit) {
    if (without_each(
            from, [](world & w) -> auto& { return w.estate.image_versions; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.policy.rules; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.references; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.locks; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.galleries; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.image_definitions; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.soft_deleted_versions; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.coverage; }, visit) ||
        without_each(
            from, [](world & w) -> auto& { return w.estate.scopes; }, visit) ||
        with(
            from, [](world& w) { return !std::exchange(w.estate.last_seen_in_use, {}).empty(); }, visit) ||
        with(
            from, [](world& w) { return drop(w.estate.watched_since); }, visit))
        return;
    for (std::size_t at = 0; at < from.policy.rules.size(); ++at)
        if (within_rule(from, at, visit)) return;
    for (std::size_t at = 0; at < from.estate.image_versions.size(); ++at)
        if (within_version(from, at, visit)) return;
}

} // namespace property
