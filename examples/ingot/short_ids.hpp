#pragma once

#include <string>
#include <string_view>

namespace ingot::cli {

/// A sentence with the ids in it cut down to `resource group/name`: whole ones do not fit a line, and --json
/// has them.
[[nodiscard]] std::string with_short_ids(std::string_view sentence);

} // namespace ingot::cli
