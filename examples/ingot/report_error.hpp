#pragma once

#include <ingot/error.hpp>

namespace ingot::cli {

/// Prints an error on standard error: each violation of a document as `file:line:column: /pointer: message`,
/// then the summary, and what Azure said, with the ids that its support asks for.
void report_error(const error& what);

} // namespace ingot::cli
