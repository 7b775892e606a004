#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/access_token.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/authority.hpp>
#include <ingot/emulator/detail/client_assertion.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

/// The pairs of a form; one that cannot be read is none.
call read_form(const std::string& body) {
    auto form = read_call({http::method::post, "https://form/?" + body, {}, {}});
    return form ? std::move(*form) : call{};
}

/// The body that Microsoft Entra ID answers with (Entra, "Error response" of the client credentials flow).
http::response refuse(world& state, const http::request& sent, const token_refusal& why) {
    const std::string instant = format_timestamp(state.now);
    const std::string written = fmt::format("{} {}Z", instant.substr(0, 10), instant.substr(11, 8));
    const std::string trace = state.ids.next();
    const std::string correlation(sent.headers.find("client-request-id").value_or(trace));
    json codes = json_array();
    append(codes, json(why.number));
    json body = json_object();
    set(body, "error", why.error);
    set(body, "error_description",
        fmt::format("AADSTS{}: {} Trace ID: {} Correlation ID: {} Timestamp: {}", why.number, why.message,
                    trace, correlation, written));
    set(body, "error_codes", std::move(codes));
    set(body, "timestamp", written);
    set(body, "trace_id", trace);
    set(body, "correlation_id", correlation);
    return answer(why.error == "invalid_client" ? 401 : 400, body);
}

/// The resource that the scope or, before version 2, `resource` names.
std::optional<std::string> resource_of(const call& form) {
    if (const auto resource = form.parameter("resource"); !resource.empty()) return std::string(resource);
    constexpr std::string_view all = "/.default";
    std::string scope(form.parameter("scope"));
    if (scope.size() <= all.size() ||
        !equal_folded(std::string_view(scope).substr(scope.size() - all.size()), all))
        return std::nullopt;
    scope.resize(scope.size() - all.size());
    return scope;
}

std::optional<token_refusal> refused_secret(const registered_client& client, std::string_view secret) {
    if (std::find(client.secrets.begin(), client.secrets.end(), secret) != client.secrets.end())
        return std::nullopt;
    return token_refusal{
        "invalid_client", 7000215,
        fmt::format("Invalid client secret provided. Ensure the secret being sent in the request "
                    "is the client secret value, not the client secret ID, for a secret added to "
                    "app '{}'.",
                    client.id)};
}

http::response grant(const world& state, const registered_client& client, shown_by how,
                     std::string_view resource) {
    const auto lifetime = std::chrono::floor<std::chrono::seconds>(state.settings.authority.token_lifetime);
    const std::int64_t told = std::max<std::int64_t>(1, lifetime.count() / state.settings.pace);
    json body = json_object();
    set(body, "token_type", "Bearer");
    set(body, "expires_in", json(told));
    set(body, "ext_expires_in", json(told));
    set(body, "access_token", issue_access_token(state, client, how, resource));
    return answer(200, body);
}

} // namespace

http::response grant_token(world& state, const call& request, const http::request& sent) {
    const auto refused = [&](std::string error, std::int64_t number, std::string message) {
        return refuse(state, sent, {std::move(error), number, std::move(message)});
    };
    const call form = read_form(sent.body);
    const auto kind = form.parameter("grant_type");
    if (kind.empty())
        return refused("invalid_request", 900144,
                       "The request body must contain the following parameter: 'grant_type'.");
    if (kind != "client_credentials")
        return refused("unsupported_grant_type", 70003,
                       fmt::format("The app requested an unsupported grant type '{}'.", kind));
    const auto id = form.parameter("client_id");
    if (id.empty())
        return refused("invalid_request", 900144,
                       "The request body must contain the following parameter: 'client_id'.");
    const authority_options& authority = state.settings.authority;
    const auto client =
        std::find_if(authority.clients.begin(), authority.clients.end(),
                     [&](const registered_client& each) { return equal_folded(each.id, id); });
    if (client == authority.clients.end())
        return refused("unauthorized_client", 700016,
                       fmt::format("Application with identifier '{}' was not found in the directory '{}'.",
                                   id, authority.tenant));
    const auto resource = resource_of(form);
    if (!resource)
        return refused(
            "invalid_scope", 1002012,
            fmt::format("The provided value for scope {} is not valid. Client credential flows must have "
                        "a scope value with /.default suffixed to the resource identifier.",
                        form.parameter("scope")));
    if (!is_resource_manager(request, *resource))
        return refused("invalid_resource", 500011,
                       fmt::format("The resource principal named {} was not found in the tenant named {}.",
                                   *resource, authority.tenant));
    const auto assertion = form.parameter("client_assertion");
    const auto secret = form.parameter("client_secret");
    if (assertion.empty() && secret.empty())
        return refused(
            "invalid_client", 7000218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
    const auto why = assertion.empty() ? refused_secret(*client, secret)
                                       : refused_assertion(state, request, *client, assertion);
    if (why) return refuse(state, sent, *why);
    return grant(state, *client, assertion.empty() ? shown_by::secret : shown_by::certificate, *resource);
}

} // namespace ingot::inline v0::emulator
