#pragma once

#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/response.hpp>

#include <optional>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Whether versions of that gallery go to its recycle bin when they are deleted.
[[nodiscard]] bool soft_deletes(const json& gallery) noexcept;

/// Moves the version to the recycle bin of its gallery, from which it expires in time.
void soft_delete(world& state, std::string_view version_id, const json& gallery);

/// Sets the end of a soft-deleted version that was seeded.
void schedule_expiry(world& state, std::string_view version_id);

/// Takes a soft-deleted version away for good.
void purge(world& state, std::string_view version_id);

/// A version write with `properties.restore` true. PUT must name the original location.
[[nodiscard]] http::response restore(world& state, const call& request, std::string_view version_id);

/// Whether virtual machines can still be made from the soft-deleted version, when they name it exactly: until
/// its consumption end time.
[[nodiscard]] bool is_consumable(const world& state, std::string_view version_id);

/// GET of `.../softDeletedArtifactTypes/Images/artifacts/{definition}/versions`.
[[nodiscard]] http::response list_soft_deleted(const world& state, const call& request);

} // namespace ingot::inline v0::emulator
