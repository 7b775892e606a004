#pragma once

#include <ingot/core/timestamp.hpp>
#include <ingot/ports/transport.hpp>
#include <ingot/result.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::detail {

/// A token as an authority gave it.
struct access_token {
    std::string text;
    duration lifetime{};
};

using form_fields = std::vector<std::pair<std::string_view, std::string>>;

/// Posts a form to a token endpoint and reads what comes. Tries again, with longer and longer waits, when the
/// endpoint cannot be reached, throttles, or fails on its side. A refusal is `errc::unauthenticated` with the
/// authority's error code and the ids to look it up by; its description is left out, as it may repeat what
/// was sent.
[[nodiscard]] result<access_token> exchange_token(transport& carrier, const std::string& endpoint,
                                                  const form_fields& form);

} // namespace ingot::inline v0::detail
