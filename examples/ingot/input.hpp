#pragma once

#include "exit_status.hpp"
#include "report_error.hpp"

#include <ingot/result.hpp>

namespace ingot::cli {

/// Reports what is wrong with a document that was to be read, if anything is.
/// @return whether it could be read
template <class T>
[[nodiscard]] bool usable(const result<T>& document) {
    if (!document) report_error(document.error());
    return document.has_value();
}

} // namespace ingot::cli
