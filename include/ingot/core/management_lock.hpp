#pragma once

#include <ingot/core/open_enum.hpp>
#include <ingot/core/resource_id.hpp>

#include <array>
#include <utility>

namespace ingot::inline v0 {

/// Source: Microsoft.Authorization LockLevel.
enum class lock_level { not_specified, can_not_delete, read_only };

struct lock_level_names {
    using value = lock_level;
    static constexpr std::array<std::pair<lock_level, std::string_view>, 3> table{{
        {lock_level::not_specified, "NotSpecified"},
        {lock_level::can_not_delete, "CanNotDelete"},
        {lock_level::read_only, "ReadOnly"},
    }};
};

/// A management lock. Everything below its scope inherits it.
struct management_lock {
    resource_id id;
    resource_id scope; ///< the id up to `/providers/Microsoft.Authorization/locks/<name>`
    open_enum<lock_level_names> level;

    /// A level that is absent or that we do not know is taken to forbid deletion.
    [[nodiscard]] bool forbids_deletion() const noexcept { return level != lock_level::not_specified; }
    [[nodiscard]] bool forbids_change() const noexcept {
        return forbids_deletion() && level != lock_level::can_not_delete;
    }
};

} // namespace ingot::inline v0
