#include <ingot/emulator/detail/answer.hpp>

#include <fmt/format.h>

namespace ingot::inline v0::emulator {

http::response answer(int status) { return {status, {}, {}}; }

http::response answer(int status, const json& body) {
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, write_json(body)};
}

json error_object(const refusal& why) {
    json object = json_object();
    set(object, "code", why.code);
    set(object, "message", why.message);
    if (!why.target.empty()) set(object, "target", why.target);
    return object;
}

http::response answer(const refusal& why) {
    json body = json_object();
    set(body, "error", error_object(why));
    return answer(why.status, body);
}

refusal invalid_parameter(std::string_view target, std::string_view message) {
    return {400, "InvalidParameter", std::string(message), std::string(target)};
}

refusal missing_parameter(std::string_view target) {
    return invalid_parameter(target, fmt::format("Required parameter '{}' is missing (null).", target));
}

refusal property_change_not_allowed(std::string_view target) {
    return {409, "PropertyChangeNotAllowed", fmt::format("Changing property '{}' is not allowed.", target),
            std::string(target)};
}

refusal resource_not_found(std::string_view id) {
    // /subscriptions/s/resourceGroups/g/providers/N/type/name -> type path and group, as the service words it
    std::string_view group;
    std::string_view rest = id;
    if (const auto providers = id.find("/providers/"); providers != std::string_view::npos) {
        rest = id.substr(providers + 11);
        const std::string_view scope = id.substr(0, providers);
        group = scope.substr(scope.rfind('/') + 1);
    }
    return {404,
            "ResourceNotFound",
            fmt::format(
                "The Resource '{}' under resource group '{}' was not found. For more details please go to "
                "https://aka.ms/ARMResourceNotFoundFix",
                rest, group),
            {}};
}

} // namespace ingot::inline v0::emulator
