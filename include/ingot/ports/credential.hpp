#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0 {

/// Gives bearer tokens. Keeps what it got and refreshes it before it expires; may block to do so.
class credential {
public:
    enum class freshness {
        cached, ///< a kept token will do
        renewed ///< the service refused the last one: get another
    };

    credential() = default;
    credential(const credential&) = delete;
    credential& operator=(const credential&) = delete;
    virtual ~credential() = default;

    /// A token for `scope` (such as `https://management.azure.com/.default`), without the word `Bearer`.
    /// Fails with `errc::unauthenticated` when there is none to be had, `errc::unavailable` or
    /// `errc::timed_out` when the one who gives them cannot be reached. No error holds a secret.
    [[nodiscard]] virtual result<std::string> token(std::string_view scope, timestamp now, freshness wanted) = 0;
};

} // namespace ingot::inline v0
