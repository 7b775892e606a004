#pragma once

#include <ingot/document/byte_sink.hpp>
#include <ingot/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ingot::cli {

/// Fails with invalid_argument when nothing can be written at `path`, which `option` (with its dashes) names:
/// it is a directory, its directory is not there or may not be written, or it is one of the files that are
/// read, under whatever name. Nothing is created.
[[nodiscard]] result<void> demand_writable(const std::string& option, const std::string& path,
                                           const std::vector<std::optional<std::string>>& inputs);

/// The sink of a file. That it cannot be created is the path's fault: invalid_argument.
[[nodiscard]] result<file_sink> create_output(const std::string& path);

} // namespace ingot::cli
