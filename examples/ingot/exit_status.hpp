#pragma once

#include <ingot/error.hpp>

namespace ingot::cli {

/// What the program tells its caller. The numbers are promised in README.md.
enum class exit_status : int {
    done = 0,
    incomplete = 1, ///< some steps failed, findings exist, the service refused, or somebody cancelled
    unusable = 2,   ///< the command line or a document cannot be used as it is
    refused = 3,    ///< could be done, but not safely
};

[[nodiscard]] inline exit_status status_of(const error& failure) noexcept {
    switch (failure.code) {
    case errc::invalid_argument:
    case errc::invalid_document:
    case errc::unsupported: return exit_status::unusable;
    // Of a file when it was not the service that answered.
    case errc::not_found:
    case errc::forbidden: return failure.service ? exit_status::incomplete : exit_status::unusable;
    case errc::guard_rail: return exit_status::refused;
    default: return exit_status::incomplete;
    }
}

} // namespace ingot::cli
