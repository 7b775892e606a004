#pragma once

#include "random_source.hpp"
#include "world.hpp"

namespace property {

/// An estate and a policy full of corner cases: dates that lie on a limit or a tick beside it, flags that
/// contradict each other, holes in the coverage, unknown enumeration values, odd spelling.
[[nodiscard]] world random_world(random_source& random);

/// Any id by which something may refer to an image of the world, also one that names nothing in it.
[[nodiscard]] std::string random_image_id(random_source& random, const world& of);

[[nodiscard]] ingot::region random_region(random_source& random);

[[nodiscard]] reference random_reference(random_source& random, const world& of);

[[nodiscard]] ingot::management_lock random_lock(random_source& random, const world& of);

} // namespace property
