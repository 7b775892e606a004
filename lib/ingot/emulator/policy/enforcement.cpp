#include <ingot/emulator/detail/policy_enforcement.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

std::optional<resource_kind> governed_kind(std::string_view path) noexcept {
    for (const auto& facts : resource_kinds)
        if (is_governed(facts.kind) && fits(facts.kind, path)) return facts.kind;
    return std::nullopt;
}

json identity_of(const json& resource) {
    json identity = json_object();
    const auto display = text_at(resource, {"properties", "displayName"});
    set(identity, "name", display.empty() ? text_at(resource, {"name"}) : display);
    set(identity, "id", text_at(resource, {"id"}));
    return identity;
}

/// The list of assignments and definitions in the message of the service.
json identifiers_of(const judgement& denied) {
    json identifiers = json_object();
    set(identifiers, "policyAssignment", identity_of(*denied.assignment));
    set(identifiers, "policyDefinition", identity_of(*denied.definition));
    if (denied.set_definition != nullptr)
        set(identifiers, "policySetDefinition", identity_of(*denied.set_definition));
    return identifiers;
}

void describe(json& info, std::string_view prefix, const json& resource) {
    set(info, fmt::format("{}Id", prefix), text_at(resource, {"id"}));
    set(info, fmt::format("{}Name", prefix), text_at(resource, {"name"}));
    if (const auto display = text_at(resource, {"properties", "displayName"}); !display.empty())
        set(info, fmt::format("{}DisplayName", prefix), display);
}

http::response disallow(std::string_view name, const std::vector<judgement>& denials) {
    json identifiers = json_array();
    json additional = json_array();
    std::string reasons;
    for (const judgement& denied : denials) {
        append(identifiers, identifiers_of(denied));
        json violation = json_object();
        set(violation, "type", "PolicyViolation");
        set(violation, "info", violation_of(denied));
        append(additional, std::move(violation));
        if (const auto message = message_of(denied); !message.empty())
            reasons += (reasons.empty() ? "" : ", ") + std::string(message);
    }
    const std::string text =
        reasons.empty()
            ? fmt::format("Resource '{}' was disallowed by policy. Policy identifiers: '{}'.", name,
                          write_json(identifiers))
            : fmt::format("Resource '{}' was disallowed by policy. Reasons: '{}'. See error details for "
                          "policy resource IDs.",
                          name, reasons);
    json error = error_object({403, "RequestDisallowedByPolicy", text, std::string(name)});
    set(error, "additionalInfo", std::move(additional));
    json body = json_object();
    set(body, "error", std::move(error));
    return answer(403, body);
}

} // namespace

json violation_of(const judgement& denied) {
    json info = json_object();
    describe(info, "policyDefinition", *denied.definition);
    set(info, "policyDefinitionEffect", fold(policy::name_of(denied.found.what)));
    if (denied.set_definition != nullptr) {
        describe(info, "policySetDefinition", *denied.set_definition);
        set(info, "policyDefinitionReferenceId", denied.reference);
    }
    describe(info, "policyAssignment", *denied.assignment);
    set(info, "policyAssignmentScope", text_at(*denied.assignment, {"properties", "scope"}));
    set(info, "policyAssignmentParameters", json_object());
    if (const json* const given = find(*denied.assignment, {"properties", "parameters"}))
        set(info, "policyAssignmentParameters", json_copy(*given));
    return info;
}

std::string_view message_of(const judgement& denied) noexcept {
    const json* const messages = find(*denied.assignment, {"properties", "nonComplianceMessages"});
    std::string_view general;
    if (messages == nullptr || !messages->IsArray()) return general;
    for (const auto& each : messages->GetArray()) {
        const auto meant = text_of(find(&each, "policyDefinitionReferenceId"));
        if (meant.empty() && general.empty()) general = text_of(find(&each, "message"));
        if (!meant.empty() && equal_folded(meant, denied.reference)) return text_of(find(&each, "message"));
    }
    return general;
}

json resource_after(const world& state, const call& request) {
    if (request.method != http::method::put && request.method != http::method::patch) return {};
    const auto kind = governed_kind(request.path);
    if (!kind) return {};
    const auto* const there = state.resources.find(*kind, request.path);
    if (there == nullptr && request.method == http::method::patch) return {};
    json after = json_copy(there == nullptr ? request.body : there->body);
    if (there != nullptr) {
        write_over(after, request.body, request.method);
        return after;
    }
    set_envelope(after, *kind, usual_spelling(*kind, request.path));
    return after;
}

std::optional<http::response> refused_by_policy(const world& state, const call& request) {
    if (state.resources.all(resource_kind::policy_assignment).empty()) return std::nullopt;
    const json after = resource_after(state, request);
    if (after.IsNull()) return std::nullopt;
    std::vector<judgement> denials;
    for (auto& each : judge(state, after))
        if (each.found.applies && each.found.what == policy::effect::deny && is_enforced(*each.assignment))
            denials.push_back(std::move(each));
    if (denials.empty()) return std::nullopt;
    return disallow(text_at(after, {"name"}), denials);
}

} // namespace ingot::inline v0::emulator
