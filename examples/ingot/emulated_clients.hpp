#pragma once

#include "arguments.hpp"

#include <ingot/emulator/authority.hpp>
#include <ingot/result.hpp>

#include <string>
#include <vector>

namespace ingot::cli {

/// The whole of a file.
[[nodiscard]] result<std::string> read_text(const std::string& path);

/// The clients of --client and --client-certificate, each once. A line end behind a secret is none of it.
[[nodiscard]] result<std::vector<emulator::registered_client>> emulated_clients(const arguments& given);

/// A client with a secret that nobody has had before.
[[nodiscard]] emulator::registered_client made_up_client();

} // namespace ingot::cli
