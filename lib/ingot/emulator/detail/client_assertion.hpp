#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// Why the authority grants no token.
struct token_refusal {
    std::string error;       ///< of OAuth 2.0 (RFC 6749, 5.2)
    std::int64_t number = 0; ///< behind `AADSTS`
    std::string message;
};

/// Why an assertion does not show that its sender is that client: it must be signed by a certificate of the
/// client and be meant for the token endpoint (Entra, "Certificate credentials"), or be a token that a
/// federated credential of the client awaits (Entra, "Workload identity federation").
[[nodiscard]] std::optional<token_refusal> refused_assertion(const world& state, const call& request,
                                                             const registered_client& client,
                                                             std::string_view assertion);

} // namespace ingot::inline v0::emulator
