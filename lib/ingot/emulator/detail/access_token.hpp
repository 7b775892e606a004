#pragma once

#include <ingot/emulator/detail/world.hpp>

#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// How a client showed who it is, as the claim `appidacr` tells it.
enum class shown_by { secret, certificate };

/// A token that lets that client speak to that resource from now on, until its lifetime is over.
[[nodiscard]] std::string issue_access_token(const world& state, const registered_client& client,
                                             shown_by how, std::string_view resource);

/// What the authority signs its tokens with: from `id_seed`, so that a run is repeatable. Nothing that is
/// worth a secret stands behind it.
[[nodiscard]] std::string signing_key(const world& state);

} // namespace ingot::inline v0::emulator
