#pragma once

#include <ingot/core/gallery_image_version.hpp>
#include <ingot/plan/version_change.hpp>

#include <string>

namespace ingot::inline v0::apply_detail {

enum class agreement {
    same,
    settling,  ///< the same but for what follows by itself: a state that passes, replicas on their way out
    different,
};

struct comparison {
    agreement is = agreement::same;
    std::string difference; ///< the first, for people
};

/// Compares a version that was read back with what it should be after a change. Tags that are there beside
/// the expected ones do not count: policies add some on every write.
[[nodiscard]] comparison compare_read_back(const gallery_image_version& found, const gallery_image_version& expected,
                                           const version_change& change);

/// The same question about a version that nobody is known to have changed: is the change there already?
[[nodiscard]] comparison change_is_there(const gallery_image_version& found, const version_change& change);

} // namespace ingot::inline v0::apply_detail
