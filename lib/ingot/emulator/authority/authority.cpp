#include <ingot/emulator/detail/authority.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ingot::inline v0::emulator {
namespace {

/// `/{tenant}` or `/adfs/{tenant}` and then that.
bool ends_path(std::string_view path, std::string_view tail) noexcept {
    if (path.size() <= tail.size() || !equal_folded(path.substr(path.size() - tail.size()), tail))
        return false;
    const auto tenant = path.substr(0, path.size() - tail.size());
    return std::count(tenant.begin(), tenant.end(), '/') == 1 || starts_with_folded(tenant, "/adfs/");
}

bool needs(http::method expected, const call& request) noexcept { return request.method == expected; }

} // namespace

std::string issuer_of(const call& request, std::string_view tenant) {
    return fmt::format("{}/{}", request.origin, tenant);
}

bool is_resource_manager(const call& request, std::string_view resource) {
    const auto bare = [](std::string_view text) { return text.substr(0, text.find_last_not_of('/') + 1); };
    return equal_folded(bare(resource), request.origin) ||
           std::any_of(audiences.begin(), audiences.end(),
                       [&](std::string_view each) { return equal_folded(bare(each), bare(resource)); });
}

std::optional<http::response> answer_authority(world& state, const http::request& request) {
    const auto taken = read_call(request);
    if (!taken) return std::nullopt;
    const std::string_view path = taken->path;
    if (needs(http::method::get, *taken)) {
        if (equal_folded(path, "/metadata/endpoints")) return show_metadata(state, *taken);
        if (equal_folded(path, "/common/discovery/instance")) return show_instance(state, *taken);
        if (ends_path(path, "/.well-known/openid-configuration"))
            return show_openid_configuration(state, *taken);
        if (ends_path(path, "/v2.0/.well-known/openid-configuration"))
            return show_openid_configuration(state, *taken);
        if (ends_path(path, "/discovery/keys") || ends_path(path, "/discovery/v2.0/keys")) return show_signing_keys();
    }
    if (needs(http::method::post, *taken) &&
        (ends_path(path, "/oauth2/token") || ends_path(path, "/oauth2/v2.0/token")))
        return grant_token(state, *taken, request);
    if (!state.settings.authority.token_required) return std::nullopt;
    return refused_token(state, *taken, request);
}

} // namespace ingot::inline v0::emulator
