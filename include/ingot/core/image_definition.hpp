#pragma once

#include <ingot/core/resource_id.hpp>
#include <ingot/core/tags.hpp>

namespace ingot::inline v0 {

/// A gallery image definition, as far as a decision rests on it.
struct image_definition {
    resource_id id;
    ingot::tags tags;
};

} // namespace ingot::inline v0
