#pragma once

#include <map>
#include <string>

namespace ingot::inline v0::azure {

/// Members of an object of the service that no type here knows: the name, and the value as JSON. They come
/// from a resource that was read and go back as they are, because a list that is full desired state at the
/// service would lose them otherwise. A name that the type knows is not sent twice: the typed member counts.
/// @pre each value is one JSON value
using json_members = std::map<std::string, std::string>;

} // namespace ingot::inline v0::azure
