#pragma once

#include <ingot/result.hpp>

#include <string>

namespace ingot::inline v0 {

/// Makes the name of a new file as durable as its bytes: a name is safe only once its directory is synced.
[[nodiscard]] result<void> sync_directory_of(const std::string& path);

} // namespace ingot::inline v0
