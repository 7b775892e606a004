#pragma once

#include <ingot/credential/detail/token_exchange.hpp>
#include <ingot/ports/credential.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace ingot::inline v0::detail {

/// The last token and until when it serves. Authorities throttle who asks each time.
class kept_token {
public:
    /// The kept token while it has five minutes left (as MSAL keeps it), else what `ask` gives. Where asking
    /// fails and the kept one has not expired, that one serves.
    template <class Ask>
    [[nodiscard]] result<std::string> get(std::string_view scope, timestamp now, credential::freshness wanted,
                                          Ask ask) {
        const bool serves = wanted == credential::freshness::cached && scope == scope_ && now < expires_;
        if (serves && expires_ - now > std::chrono::minutes(5)) return token_;
        auto fresh = ask();
        if (!fresh && serves) return token_;
        if (!fresh) return tl::unexpected<error>(std::move(fresh.error()));
        token_ = std::move(fresh->text);
        scope_ = scope;
        expires_ = now + fresh->lifetime;
        return token_;
    }

private:
    std::string token_;
    std::string scope_;
    timestamp expires_ = timestamp::min();
};

} // namespace ingot::inline v0::detail
