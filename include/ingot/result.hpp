#pragma once

#include <ingot/error.hpp>
#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace ingot::inline v0 {

/// A value, or the reason why there is none.
template <class T>
using result = tl::expected<T, error>;

/// Shorthand for returning a failure.
[[nodiscard]] inline tl::unexpected<error> fail(errc code, std::string message) {
    return tl::unexpected<error>(error{code, std::move(message), {}, {}});
}

} // namespace ingot::inline v0
