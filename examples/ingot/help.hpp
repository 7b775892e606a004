#pragma once

#include "command.hpp"

#include <string>
#include <vector>

namespace ingot::cli {

/// The page of `ingot --help`.
[[nodiscard]] std::string general_help(const std::vector<command>& commands);

/// The page of `ingot <command> --help`.
[[nodiscard]] std::string help_of(const command& one);

} // namespace ingot::cli
