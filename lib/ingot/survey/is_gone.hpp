#pragma once

#include <ingot/core/case_fold.hpp>
#include <ingot/error.hpp>

namespace ingot::inline v0 {

/// Whether a failure to read is the service's own word that there is no such resource. A 404 by itself is
/// not: that of a gateway in between has no code, and who may not see a subscription is told that it is not
/// found (SubscriptionNotFound).
[[nodiscard]] inline bool is_gone(const error& why) noexcept {
    return why.code == errc::not_found && why.service && !why.service->code.empty() &&
           !equal_folded(why.service->code, "SubscriptionNotFound");
}

} // namespace ingot::inline v0
