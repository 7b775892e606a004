#pragma once

#include <ingot/result.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ingot::capi {

/// Refuses a pointer that must not be null. @param name the parameter, as the header calls it
[[nodiscard]] inline result<void> demand(const void* given, std::string_view name) {
    if (given != nullptr) return {};
    return fail(errc::invalid_argument, "'" + std::string(name) + "' is NULL");
}

/// A text of which the size is given; NULL is an empty one.
[[nodiscard]] inline result<std::string_view> text_of(const char* data, std::size_t size, std::string_view name) {
    if (data == nullptr && size != 0)
        return fail(errc::invalid_argument,
                    "'" + std::string(name) + "' is NULL, but its size is " + std::to_string(size));
    return std::string_view(data == nullptr ? "" : data, size);
}

} // namespace ingot::capi
