#pragma once

#include "arguments.hpp"
#include "exit_status.hpp"

#include <ingot/result.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace ingot::cli {

/// One command: what it is called, what it takes, and what it does.
struct command {
    std::string_view name;
    std::string_view summary; ///< one line, for the list of commands
    signature takes;
    std::string_view details; ///< paragraphs of the help, separated by empty lines
    std::vector<std::pair<std::string_view, std::string_view>> examples; ///< a command and what it does
    result<exit_status> (*run)(const arguments&);
};

} // namespace ingot::cli
