#pragma once

#include <ingot/core/case_fold.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Tags of a resource: names compare without regard to case and keep their spelling, values are exact.
using tags = std::map<std::string, std::string, less_folded>;

/// The tags by which Ingot remembers the life of a version at the service itself.
namespace tag {
inline constexpr std::string_view stage = "ingot-stage";                 ///< `candidate` until promoted
inline constexpr std::string_view deprecated_at = "ingot-deprecated-at"; ///< RFC 3339
inline constexpr std::string_view revoked = "ingot-revoked";             ///< present, whatever its value
inline constexpr std::string_view notice_at = "ingot-notice-at";         ///< RFC 3339: consumers were told
inline constexpr std::string_view created_at = "ingot-created-at"; ///< RFC 3339: for versions that failed
} // namespace tag

[[nodiscard]] inline std::optional<std::string_view> find_tag(const tags& all, std::string_view name) {
    const auto found = all.find(name);
    if (found == all.end()) return std::nullopt;
    return found->second;
}

} // namespace ingot::inline v0
