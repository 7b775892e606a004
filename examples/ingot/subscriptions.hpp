#pragma once

#include "connection.hpp"

#include <ingot/plan/plan.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <string>
#include <vector>

namespace ingot::cli {

/// Whether some step asks who uses its version just before.
[[nodiscard]] bool needs_usage_check(const plan& what);

/// The subscriptions that were named, else all that the credential sees.
[[nodiscard]] result<std::vector<std::string>> named_or_visible(transport& carrier, const connection& cloud,
                                                                std::vector<std::string> named);

/// Where users of the images can be: the subscriptions that were named, else all that the credential sees,
/// and always those of the plan itself.
[[nodiscard]] result<std::vector<std::string>> consuming_subscriptions(transport& carrier,
                                                                       const connection& cloud,
                                                                       std::vector<std::string> named,
                                                                       const plan& what);

} // namespace ingot::cli
