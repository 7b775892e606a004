#define BOOST_TEST_DYN_LINK
#include "emulated_azure.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace ingot_test;

namespace {

const std::string authorization = "/providers/Microsoft.Authorization/";
const std::string management_group = "/providers/Microsoft.Management/managementGroups/root";
const std::string approved = subscription + authorization + "policyDefinitions/approved-images";
const std::string assigned = group + authorization + "policyAssignments/approved";
const std::string machine = compute + "/virtualMachines/vm1";

const std::string approved_body = R"({"properties": {"displayName": "Approved images", "mode": "All",
    "parameters": {"imageIds": {"type": "Array"},
                   "effect": {"type": "String", "allowedValues": ["Audit", "Deny", "Disabled"],
                              "defaultValue": "Audit"}},
    "policyRule": {"if": {"allOf": [
        {"field": "type", "in": ["Microsoft.Compute/virtualMachines",
                                 "Microsoft.Compute/virtualMachineScaleSets"]},
        {"not": {"anyOf": [{"field": "Microsoft.Compute/imageId", "in": "[parameters('imageIds')]"}]}}]},
      "then": {"effect": "[parameters('effect')]"}}}})";

std::string assignment_body(const std::string& effect, const std::string& more = "") {
    return R"({"properties": {"policyDefinitionId": ")" + approved +
           R"(", "parameters": {"effect": {"value": ")" + effect + R"("}, "imageIds": {"value": [")" +
           version_id("1.0.0") + "\"]}}" + more + "}}";
}

std::string machine_body(const std::string& version) {
    return R"({"location": "West Europe", "properties": {"storageProfile": {"imageReference": {"id": ")" +
           version_id(version) + "\"}}}}";
}

/// Two versions, of which an assigned policy approves the first.
struct governed_azure : emulated_azure {
    governed_azure() {
        make_definition();
        for (const auto* const name : {"1.0.0", "1.0.1"}) static_cast<void>(publish(name));
        settle();
        static_cast<void>(put(approved, approved_body));
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(policies)

BOOST_AUTO_TEST_CASE(a_denying_policy_lets_machines_start_from_approved_images_alone) {
    governed_azure azure;
    BOOST_TEST(azure.put(assigned, assignment_body("Deny")).status == 201);
    const auto refused = azure.put(machine, machine_body("1.0.1"));
    BOOST_TEST(refused.status == 403);
    BOOST_TEST(refused.code() == "RequestDisallowedByPolicy");
    BOOST_TEST(refused.text("/error/target") == "vm1");
    BOOST_TEST(refused.text("/error/message").find("Resource 'vm1' was disallowed by policy.") == 0U);
    BOOST_TEST(refused.text("/error/additionalInfo/0/type") == "PolicyViolation");
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policyDefinitionId") == approved);
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policyDefinitionDisplayName") == "Approved images");
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policyAssignmentId") == assigned);
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policyDefinitionEffect") == "deny");
    BOOST_TEST(azure.get(machine).status == 404);
    BOOST_TEST(azure.put(machine, machine_body("1.0.0")).status == 201);
    azure.settle();
    BOOST_TEST(azure.patch(machine, R"({"tags": {"a": "b"}})").status == 200);
}

BOOST_AUTO_TEST_CASE(a_scale_set_model_is_judged_by_the_same_alias) {
    governed_azure azure;
    static_cast<void>(azure.put(assigned, assignment_body("Deny")));
    const std::string set = compute + "/virtualMachineScaleSets/web";
    const auto body = [](const std::string& version) {
        return R"({"location": "West Europe", "sku": {"capacity": 0}, "properties": {"virtualMachineProfile":
            {"storageProfile": {"imageReference": {"id": ")" +
               version_id(version) + "\"}}}}}";
    };
    BOOST_TEST(azure.put(set, body("1.0.1")).code() == "RequestDisallowedByPolicy");
    BOOST_TEST(azure.put(set, body("1.0.0")).status == 201);
    azure.settle();
    BOOST_TEST(azure.patch(set, body("1.0.1")).code() == "RequestDisallowedByPolicy");
}

BOOST_AUTO_TEST_CASE(a_policy_stops_nothing_that_is_audited_disabled_not_enforced_or_excluded) {
    const std::string not_enforced = R"(, "enforcementMode": "DoNotEnforce")";
    const std::string excluded = R"(, "notScopes": [")" + group + "\"]";
    const std::string another_group = R"(, "notScopes": [")" + group + "2\"]";
    const auto status = [](const std::string& assignment) {
        governed_azure azure;
        BOOST_TEST(azure.put(assigned, assignment).status == 201);
        return azure.put(machine, machine_body("1.0.1")).status;
    };
    BOOST_TEST(status(assignment_body("Audit")) == 201);
    BOOST_TEST(status(assignment_body("Disabled")) == 201);
    BOOST_TEST(status(assignment_body("Deny", not_enforced)) == 201);
    BOOST_TEST(status(assignment_body("Deny", excluded)) == 201);
    BOOST_TEST(status(assignment_body("Deny", another_group)) == 403);
}

BOOST_AUTO_TEST_CASE(the_message_of_the_assignment_is_told_to_whoever_violates_it) {
    governed_azure azure;
    static_cast<void>(azure.put(
        assigned, assignment_body("Deny", R"(, "nonComplianceMessages": [{"message": "Use gold."}])")));
    BOOST_TEST(
        azure.put(machine, machine_body("1.0.1")).text("/error/message").find("Reasons: 'Use gold.'") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_gallery_cannot_be_made_public_where_a_policy_says_so) {
    emulated_azure azure;
    const std::string definition = management_group + authorization + "policyDefinitions/no-community";
    BOOST_TEST(azure
                   .put(definition, R"({"properties": {"policyRule": {
        "if": {"allOf": [{"field": "type", "equals": "Microsoft.Compute/galleries"},
            {"field": "Microsoft.Compute/galleries/sharingProfile.permissions", "equals": "Community"}]},
        "then": {"effect": "deny"}}}})")
                   .status == 201);
    BOOST_TEST(azure.get(definition).text("/properties/mode") == "Indexed");
    BOOST_TEST(azure
                   .put(management_group + authorization + "policyAssignments/no-community",
                        R"({"properties": {"policyDefinitionId": ")" + definition + "\"}}")
                   .status == 201);
    const auto with = [](const std::string& permissions) {
        return R"({"location": "westeurope", "properties": {"sharingProfile": {"permissions": ")" +
               permissions + "\"}}}";
    };
    BOOST_TEST(azure.put(gallery_id, with("Community")).status == 403);
    BOOST_TEST(azure.put(gallery_id, with("Groups")).status == 201);
}

BOOST_AUTO_TEST_CASE(a_set_hands_its_parameters_to_its_policies) {
    governed_azure azure;
    const std::string set = subscription + authorization + "policySetDefinitions/golden";
    const std::string members = R"("policyDefinitions": [{"policyDefinitionId": ")" + approved +
                                R"(", "policyDefinitionReferenceId": "images", "parameters": {
        "imageIds": {"value": "[parameters('allowed')]"}, "effect": {"value": "Deny"}}}]})";
    const std::string body =
        R"({"properties": {"parameters": {"allowed": {"type": "Array"}}, )" + members + "}";
    BOOST_TEST(azure.put(set, body).status == 201);
    BOOST_TEST(azure.put(set, body).status == 200);
    const std::string assignment = R"({"properties": {"policyDefinitionId": ")" + set +
                                   R"(", "parameters": {"allowed": {"value": [")" + version_id("1.0.1") +
                                   "\"]}}}}";
    BOOST_TEST(azure.put(subscription + authorization + "policyAssignments/golden", assignment).status ==
               201);
    BOOST_TEST(azure.put(machine, machine_body("1.0.1")).status == 201);
    const auto refused = azure.put(machine + "b", machine_body("1.0.0"));
    BOOST_TEST(refused.status == 403);
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policySetDefinitionId") == set);
    BOOST_TEST(refused.text("/error/additionalInfo/0/info/policyDefinitionReferenceId") == "images");
    BOOST_TEST(azure.remove(approved).code() == "PolicyDefinitionInUse");
}

BOOST_AUTO_TEST_CASE(definitions_and_assignments_are_checked_when_they_are_written) {
    governed_azure azure;
    const std::string dotted = subscription + authorization + "policyDefinitions/a.b";
    BOOST_TEST(azure.put(dotted, approved_body).code() == "InvalidPolicyDefinitionName");
    const std::string other = subscription + authorization + "policyDefinitions/other";
    const auto unknown = azure.put(other, R"({"properties": {"policyRule": {
        "if": {"field": "Microsoft.Web/sites/kind", "equals": "x"}, "then": {"effect": "deny"}}}})");
    BOOST_TEST(unknown.status == 400);
    BOOST_TEST(unknown.code() == "InvalidPolicyRule");
    BOOST_TEST(unknown.text("/error/message").find("Microsoft.Web/sites/kind") != std::string::npos);
    BOOST_TEST(azure.put(assigned, assignment_body("Deploy")).code() == "InvalidPolicyParameters");
    BOOST_TEST(azure.put(assigned, R"({"properties": {"policyDefinitionId": ")" + other + "\"}}").code() ==
               "PolicyDefinitionNotFound");
    BOOST_TEST(azure.put(assigned, assignment_body("Deny", R"(, "enforcementMode": "Enroll")")).status ==
               400);
    BOOST_TEST(
        azure.put("/subscriptions/other" + authorization + "policyAssignments/a", assignment_body("Deny"))
            .code() == "InvalidCreatePolicyAssignmentRequest");
    BOOST_TEST(azure.put(approved, approved_body).status == 201);
    BOOST_TEST(azure.remove(approved).status == 200);
    BOOST_TEST(azure.remove(approved).status == 204);
    BOOST_TEST(azure.get(approved).code() == "PolicyDefinitionNotFound");
}

BOOST_AUTO_TEST_CASE(definitions_are_listed_with_the_built_in_ones) {
    governed_azure azure;
    const std::string definitions = authorization + "policyDefinitions";
    BOOST_TEST(azure.get(subscription + definitions).size("/value") == 3U);
    BOOST_TEST(azure.get(definitions).size("/value") == 2U);
    BOOST_TEST(azure.get(subscription + definitions + "?$filter=policyType%20eq%20'Custom'").size("/value") ==
               1U);
    BOOST_TEST(azure.get(subscription + definitions + "?$filter=atExactScope()").size("/value") == 1U);
    BOOST_TEST(azure.get(subscription + definitions + "?$filter=category%20eq%20'Compute'").size("/value") ==
               1U);
    BOOST_TEST(azure.get(subscription + definitions + "?$filter=name%20eq%20'x'").status == 400);
    BOOST_TEST(
        azure.get(definitions + "/e56962a6-4747-49cd-b67b-bf8b01975c4c").text("/properties/policyType") ==
        "BuiltIn");
    BOOST_TEST(azure.get(subscription + authorization + "policySetDefinitions").size("/value") == 0U);
}

BOOST_AUTO_TEST_CASE(assignments_are_listed_at_above_and_below_a_scope) {
    governed_azure azure;
    const std::string assignments = authorization + "policyAssignments";
    const std::string body = R"({"properties": {"policyDefinitionId": "/providers/Microsoft.Authorization/)"
                             R"(policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c", "enforcementMode":
                                "DoNotEnforce", "parameters": {"listOfAllowedLocations": {"value": []}}}})";
    for (const auto& scope : {management_group, subscription, group, gallery_id})
        BOOST_TEST(azure.put(scope + assignments + "/a", body).status == 201);
    BOOST_TEST(azure.get(subscription + assignments).size("/value") == 4U);
    BOOST_TEST(azure.get(group + assignments + "?$filter=atScope()").size("/value") == 3U);
    BOOST_TEST(azure.get(group + assignments + "?$filter=atExactScope()").size("/value") == 1U);
    BOOST_TEST(azure.get(group + assignments + "?$filter=policyDefinitionId%20eq%20'" + approved + "'")
                   .size("/value") == 0U);
    BOOST_TEST(azure.get(group + assignments + "?$filter=else").status == 400);
    const std::string one = group + assignments + "/a";
    BOOST_TEST(azure.get(one).text("/properties/scope") == group);
    BOOST_TEST(azure.patch(one, R"({"location": "westeurope"})").text("/location") == "westeurope");
    BOOST_TEST(azure.remove(one).status == 200);
    BOOST_TEST(azure.remove(one).status == 204);
    BOOST_TEST(azure.get(one).code() == "PolicyAssignmentNotFound");
}

BOOST_AUTO_TEST_SUITE_END()
