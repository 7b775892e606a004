#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/json.hpp>
#include <ingot/emulator/detail/resource_kind.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

struct stored_resource {
    json body;
    /// Unique to this life of the resource: what was scheduled for an earlier one is void.
    std::uint64_t life = 0;
};

/// The resources of each kind, by folded id. Ids of one kind under one scope stand side by side.
class resource_store {
public:
    using collection = std::map<std::string, stored_resource, std::less<>>;

    [[nodiscard]] const collection& all(resource_kind kind) const noexcept { return of(kind); }

    [[nodiscard]] stored_resource* find(resource_kind kind, std::string_view id) {
        const auto at = of(kind).find(fold(id));
        return at == of(kind).end() ? nullptr : &at->second;
    }
    [[nodiscard]] const stored_resource* find(resource_kind kind, std::string_view id) const {
        const auto at = of(kind).find(fold(id));
        return at == of(kind).end() ? nullptr : &at->second;
    }

    /// The resource, if it is still the one that had that life.
    [[nodiscard]] stored_resource* find(resource_kind kind, std::string_view id, std::uint64_t life) {
        stored_resource* const there = find(kind, id);
        return there != nullptr && there->life == life ? there : nullptr;
    }

    /// Adds the resource or puts it in the place of another.
    stored_resource& put(resource_kind kind, std::string_view id, json body) {
        auto& place = of(kind)[fold(id)];
        place.body = std::move(body);
        place.life = ++lives_;
        return place;
    }

    void remove(resource_kind kind, std::string_view id) { of(kind).erase(fold(id)); }

    /// Calls `visit(folded id, resource)` for every resource of that kind whose folded id begins with the
    /// folded prefix, in order, until it returns false.
    template <class Visit>
    void under(resource_kind kind, std::string_view prefix, Visit visit) const {
        const std::string folded = fold(prefix);
        for (auto at = of(kind).lower_bound(folded); at != of(kind).end() && at->first.starts_with(folded);
             ++at)
            if (!visit(at->first, at->second)) return;
    }

    [[nodiscard]] bool any_under(resource_kind kind, std::string_view prefix) const {
        bool found = false;
        under(kind, prefix, [&](const auto&, const auto&) {
            found = true;
            return false;
        });
        return found;
    }

private:
    [[nodiscard]] collection& of(resource_kind kind) noexcept {
        return kinds_[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] const collection& of(resource_kind kind) const noexcept {
        return kinds_[static_cast<std::size_t>(kind)];
    }

    std::array<collection, resource_kinds.size()> kinds_;
    std::uint64_t lives_ = 0;
};

} // namespace ingot::inline v0::emulator
