#pragma once

#include <cstddef>
#include <cstdint>

namespace ingot::inline v0 {

/// What a document may ask of its reader. Passing any of them is a violation.
struct json_limits {
    std::uint64_t max_bytes = std::uint64_t{16} << 20;
    std::size_t max_depth = 64;                    ///< arrays and objects within each other
    std::size_t max_string = std::size_t{1} << 20; ///< bytes of one string, name or number
    std::size_t max_values = 250'000;              ///< in one resource, or one policy
    std::size_t max_violations = 100;              ///< reported; one more says that there are others
};

inline constexpr json_limits estate_limits{std::uint64_t{4} << 30};
inline constexpr json_limits policy_limits{};
inline constexpr json_limits plan_limits{std::uint64_t{4} << 30};

} // namespace ingot::inline v0
