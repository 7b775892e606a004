#pragma once

#include <ingot/emulator/detail/call.hpp>
#include <ingot/emulator/detail/world.hpp>
#include <ingot/http/request.hpp>
#include <ingot/http/response.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ingot::inline v0::emulator {

/// What answers before Azure Resource Manager does: the pages that need no token (metadata, discovery,
/// tokens), and the refusal of a request without one where tokens are required. Nothing when the request may
/// go on.
[[nodiscard]] std::optional<http::response> answer_authority(world& state, const http::request& request);

/// GET of `/metadata/endpoints`.
[[nodiscard]] http::response show_metadata(const world& state, const call& request);

/// GET of `/{tenant}/.well-known/openid-configuration`, with `v2.0` in between or without.
[[nodiscard]] http::response show_openid_configuration(const world& state, const call& request);

/// GET of `/{tenant}/discovery/keys`, with `v2.0` behind or without: no key, because tokens are signed with a secret,
/// which only the emulator itself needs.
[[nodiscard]] http::response show_signing_keys();

/// GET of `/common/discovery/instance`.
[[nodiscard]] http::response show_instance(const world& state, const call& request);

/// POST of a form to `/{tenant}/oauth2/token` or `/{tenant}/oauth2/v2.0/token`.
[[nodiscard]] http::response grant_token(world& state, const call& request, const http::request& sent);

/// Why the request has no token that Azure Resource Manager takes: 401 with a challenge.
[[nodiscard]] std::optional<http::response> refused_token(const world& state, const call& request,
                                                          const http::request& sent);

/// Where that tenant's tokens come from: `{origin}/{tenant}`.
[[nodiscard]] std::string issuer_of(const call& request, std::string_view tenant);

/// Whether tokens for that resource open Azure Resource Manager at the origin of the request: the two names
/// of the public cloud, and the endpoint itself. A slash at the end does not matter.
[[nodiscard]] bool is_resource_manager(const call& request, std::string_view resource);

/// The audiences that metadata announces and refusals name.
inline constexpr std::array<std::string_view, 2> audiences{"https://management.core.windows.net/",
                                                           "https://management.azure.com/"};

} // namespace ingot::inline v0::emulator
