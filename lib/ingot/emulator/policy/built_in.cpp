#include <ingot/emulator/detail/policy_resources.hpp>

#include <array>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::policy_definition;

struct built_in {
    std::string_view name;
    std::string_view properties;
};

// Named and shaped as the service's own (Azure/azure-policy, built-in-policies).
constexpr std::array built_ins{
    built_in{"e56962a6-4747-49cd-b67b-bf8b01975c4c", R"({
        "displayName": "Allowed locations", "policyType": "BuiltIn", "mode": "Indexed",
        "metadata": {"category": "General"},
        "parameters": {"listOfAllowedLocations": {"type": "Array"}},
        "policyRule": {
            "if": {"allOf": [
                {"field": "location", "notIn": "[parameters('listOfAllowedLocations')]"},
                {"field": "location", "notEquals": "global"},
                {"field": "type", "notEquals": "Microsoft.AzureActiveDirectory/b2cDirectories"}]},
            "then": {"effect": "deny"}}})"},
    built_in{"cccc23c7-8427-4f53-ad12-b6a63eb452b3", R"({
        "displayName": "Allowed virtual machine size SKUs", "policyType": "BuiltIn", "mode": "Indexed",
        "metadata": {"category": "Compute"},
        "parameters": {"listOfAllowedSKUs": {"type": "Array"}},
        "policyRule": {
            "if": {"allOf": [
                {"field": "type", "equals": "Microsoft.Compute/virtualMachines"},
                {"not": {"field": "Microsoft.Compute/virtualMachines/sku.name",
                         "in": "[parameters('listOfAllowedSKUs')]"}}]},
            "then": {"effect": "Deny"}}})"},
};

} // namespace

void add_built_in_policies(world& state) {
    for (const built_in& each : built_ins) {
        auto properties = parse_json(each.properties, each.name);
        if (!properties) continue; // a text above; the tests read each of them
        const std::string id =
            "/providers/Microsoft.Authorization/policyDefinitions/" + std::string(each.name);
        json body = json_object();
        set(body, "properties", std::move(*properties));
        set(body, "id", id);
        set(body, "type", facts_of(kind).type);
        set(body, "name", each.name);
        state.resources.put(kind, id, std::move(body));
    }
}

} // namespace ingot::inline v0::emulator
