#define BOOST_TEST_DYN_LINK
#include <ingot/emulator/detail/expression.hpp>
#include <ingot/emulator/detail/policy_definition.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace policy = ingot::emulator::policy;
using ingot::emulator::json;

namespace {

json read(const std::string& text) {
    auto value = ingot::emulator::parse_json(text, "test");
    BOOST_REQUIRE_MESSAGE(value, text);
    return std::move(*value);
}

/// A machine made from a gallery image, a version, and a machine with an attached disk.
const std::string machine = R"({
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm1",
    "name": "vm1", "type": "Microsoft.Compute/virtualMachines", "location": "westeurope",
    "tags": {"Stage": "Prod"},
    "properties": {"hardwareProfile": {"vmSize": "Standard_D2s_v5"}, "storageProfile": {"imageReference": {
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/G/images/I/versions/1.0.0"
    }}}})";
const std::string version = R"({
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/G/images/I/versions/1.0.0",
    "name": "1.0.0", "type": "Microsoft.Compute/galleries/images/versions", "location": "westeurope",
    "properties": {"publishingProfile": {"targetRegions": [
        {"name": "westeurope", "regionalReplicaCount": 3},
        {"name": "eastus", "regionalReplicaCount": 1, "encryption": {}}]}}})";
const std::string attached = R"({
    "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm2",
    "name": "vm2", "type": "Microsoft.Compute/virtualMachines", "properties": {}})";

struct judged {
    const std::string& resource;
    std::string condition;
    bool holds;
};
std::ostream& operator<<(std::ostream& out, const judged& row) { return out << row.condition; }

#define REGIONS "Microsoft.Compute/galleries/images/versions/publishingProfile.targetRegions[*]"

const std::vector<judged> conditions{
    {machine, R"({"field": "type", "equals": "microsoft.compute/VIRTUALMACHINES"})", true},
    {machine, R"({"field": "name", "notEquals": "vm1"})", false},
    {machine, R"({"field": "location", "in": ["eastus", "WestEurope"]})", true},
    {machine, R"({"field": "location", "notIn": ["eastus"]})", true},
    {machine, R"({"field": "Microsoft.Compute/imageId", "like": "*/galleries/g/images/i/*"})", true},
    {machine, R"({"field": "Microsoft.Compute/imageId", "like": "*/galleries/g/images/i"})", false},
    {machine, R"({"field": "Microsoft.Compute/imageId", "notLike": "/subscriptions/s/*"})", false},
    {machine, R"({"field": "Microsoft.Compute/imageId", "contains": "RESOURCEGROUPS/G/"})", true},
    {machine, R"({"field": "Microsoft.Compute/imageId", "notContains": "resourceGroups/h/"})", true},
    {machine,
     R"({"field": "Microsoft.Compute/virtualMachines/storageProfile.imageReference.id", "exists": true})",
     true},
    {machine, R"({"field": "Microsoft.Compute/imageSKU", "exists": "false"})", true},
    {machine, R"({"field": "Microsoft.Compute/virtualMachines/sku.name", "match": "Standard_?#s_v#"})", true},
    {machine, R"({"field": "Microsoft.Compute/virtualMachines/sku.name", "match": "standard_?#s_v#"})",
     false},
    {machine,
     R"({"field": "Microsoft.Compute/virtualMachines/sku.name", "matchInsensitively": "standard_..s_v5"})",
     true},
    {machine, R"({"field": "tags['stage']", "equals": "prod"})", true},
    {machine, R"({"field": "tags.Owner", "exists": "false"})", true},
    {machine, R"({"field": "[concat('tags[', parameters('tag'), ']')]", "equals": "Prod"})", true},
    {machine, R"({"field": "tags", "containsKey": "STAGE"})", true},
    {machine, R"({"field": "tags", "notContainsKey": "stage"})", false},
    {machine, R"({"field": "fullName", "equals": "vm1"})", true},
    {version, R"({"field": "fullName", "equals": "G/I/1.0.0"})", true},
    {machine, R"({"not": {"field": "name", "equals": "vm1"}})", false},
    {machine, R"({"allOf": [{"field": "name", "equals": "vm1"}, {"field": "name", "equals": "vm2"}]})",
     false},
    {machine, R"({"anyOf": [{"field": "name", "equals": "vm2"}, {"field": "name", "equals": "vm1"}]})", true},
    {machine, R"({"value": "[toLower(field('tags.stage'))]", "equals": "prod"})", true},
    {machine, R"({"value": "[resourceGroup().name]", "equals": "G"})", true},
    {machine, R"({"value": "[length(parameters('list'))]", "greater": 1})", true},
    {machine, R"({"value": "[length(parameters('list'))]", "lessOrEquals": 1})", false},
    {machine, R"({"field": "location", "in": "[parameters('list')]"})", true},
    // an alias of another type is absent: only what denies is true
    {attached, R"({"field": "Microsoft.Compute/imageId", "equals": "x"})", false},
    {attached, R"({"field": "Microsoft.Compute/imageId", "notIn": ["x"]})", true},
    {attached, R"({"field": "Microsoft.Compute/galleries/sharingProfile.permissions", "exists": "true"})",
     false},
    {version, R"({"field": ")" REGIONS R"(.name", "in": ["westeurope", "eastus"]})", true},
    {version, R"({"field": ")" REGIONS R"(.name", "equals": "eastus"})", false},
    {version, R"({"field": ")" REGIONS R"(.name", "notEquals": "northeurope"})", true},
    {version, R"({"count": {"field": ")" REGIONS R"("}, "equals": 2})", true},
    {version,
     R"({"count": {"field": ")" REGIONS R"(", "where": {"field": ")" REGIONS
     R"(.regionalReplicaCount", "less": 3}}, "equals": 1})",
     true},
    {version,
     R"({"count": {"field": ")" REGIONS R"(", "where": {"field": ")" REGIONS
     R"(.encryption", "exists": "false"}}, "greaterOrEquals": 2})",
     false},
    {machine, R"({"count": {"field": ")" REGIONS R"("}, "equals": 0})", true},
};

const std::string parameters = R"({"tag": "stage", "list": ["westeurope", "northeurope"]})";

std::string definition_with(const std::string& condition, const std::string& effect = "deny") {
    return R"({"mode": "All", "parameters": {"tag": {"type": "String"}, "list": {"type": "Array"}},
               "policyRule": {"if": )" +
           condition + R"(, "then": {"effect": ")" + effect + "\"}}}";
}

struct refused {
    std::string properties;
    std::string says;
};
std::ostream& operator<<(std::ostream& out, const refused& row) { return out << row.says; }

const std::vector<refused> refusals{
    {definition_with(R"({"field": "Microsoft.Compute/imagId", "exists": "true"})"),
     "Microsoft.Compute/imagId"},
    {definition_with(R"({"value": "[guid('x')]", "equals": "x"})"), "guid()"},
    {definition_with(R"({"value": "[field('Microsoft.Web/sites/x')]", "equals": "x"})"),
     "Microsoft.Web/sites/x"},
    {definition_with(R"({"field": "name", "equals": "[parameters('none')]"})"), "'none' is not declared"},
    {definition_with(R"({"field": "name", "equals": "[concat('a'"})"), ""},
    {definition_with(R"({"field": "name", "equals": "[concat('a']"})"), "',' or ')'"},
    {definition_with(R"({"field": "name", "sameAs": "x"})"), "sameAs"},
    {definition_with(R"({"field": "name"})"), "exactly one comparison"},
    {definition_with(R"({"allOf": []})"), "list of conditions"},
    {definition_with(R"({"count": {"value": [1]}, "equals": 1})"), "counts of values"},
    {definition_with(R"({"field": "name", "equals": "x"})", "modify"), "'modify' is not modelled"},
    {R"({"mode": "Microsoft.KeyVault.Data", "policyRule": {"if": {"field": "name", "equals": "x"},
         "then": {"effect": "audit"}}})",
     "Microsoft.KeyVault.Data"},
    {R"({"policyRule": {"if": {"field": "name", "equals": "x"}}})", "'if' and a 'then'"},
    {R"({"parameters": {"x": {"type": "Text"}}, "policyRule": {"if": {"field": "name", "equals": "x"},
         "then": {"effect": "audit"}}})",
     "no known type"},
    {R"({"parameters": {"x": {"type": "String", "allowedValues": ["a"], "defaultValue": "b"}},
         "policyRule": {"if": {"field": "name", "equals": "x"}, "then": {"effect": "audit"}}})",
     "not allowed"},
};

struct computed {
    std::string text;
    std::string value; ///< JSON, or a part of the error
};
std::ostream& operator<<(std::ostream& out, const computed& row) { return out << row.text; }

const std::vector<computed> expressions{
    {"[concat('it''s ', 1)]", R"("it's 1")"},
    {"[concat(createArray(1), createArray('a'))]", R"([1,"a"])"},
    {"[toUpper('ab')]", R"("AB")"},
    {"[if(equals('A', 'a'), 'same', unknown())]", R"("same")"},
    {"[and(true(), not(false()))]", "true"},
    {"[or(false(), false())]", "false"},
    {"[split('a/b/c', '/')[1]]", R"("b")"},
    {"[last(split('a/b/c', '/'))]", R"("c")"},
    {"[first('abc')]", R"("a")"},
    {"[length('abc')]", "3"},
    {"[contains(createArray('x', 'Y'), 'y')]", "true"},
    {"[empty('')]", "true"},
    {"[replace('aXbX', 'X', '-')]", R"("a-b-")"},
    {"[format('{0}-{1}', 'a', 2)]", R"("a-2")"},
    {"[int('42')]", "42"},
    {"[string(42)]", R"("42")"},
    {"[startsWith('Abc', 'aB')]", "true"},
    {"[endsWith('abc', 'BC')]", "true"},
    {"[coalesce(null(), 'x')]", R"("x")"},
    {"[[not an expression]", R"("[not an expression]")"},
    {"[]", R"("[]")"},
    {"[unknown()]", "the function unknown() is not known"},
    {"[concat()]", "does not take 0 arguments"},
    {"[concat('a'", R"("[concat('a'")"},
    {"[concat('a) ]", "closing quote"},
    {"[split('a', '/')[3]]", "has no item 3"},
    {"[toLower('A') x]", "something follows"},
    {"[format('{1}', 'a')]", "no value for '{1}'"},
};

} // namespace

BOOST_AUTO_TEST_SUITE(policy_evaluation)

BOOST_DATA_TEST_CASE(a_condition_holds_or_does_not, boost::unit_test::data::make(conditions), row) {
    const json definition = read(definition_with(row.condition));
    const auto problems = policy::problems_of_definition(definition);
    BOOST_TEST(problems.empty());
    const auto found = policy::evaluate(definition, read(parameters), read(row.resource));
    BOOST_REQUIRE_MESSAGE(found, (found ? "" : found.error().message));
    BOOST_TEST(found->applies == row.holds);
}

BOOST_DATA_TEST_CASE(what_cannot_be_judged_is_refused_with_the_reason, boost::unit_test::data::make(refusals),
                     row) {
    const auto problems = policy::problems_of_definition(read(row.properties));
    if (row.says.empty()) { // a text that merely looks like an expression is a text
        BOOST_TEST(problems.empty());
        return;
    }
    std::string all;
    for (const auto& problem : problems) all += problem + '\n';
    BOOST_TEST(all.find(row.says) != std::string::npos, all);
}

BOOST_DATA_TEST_CASE(an_expression_has_a_value_or_says_why_not, boost::unit_test::data::make(expressions),
                     row) {
    const auto value =
        ingot::emulator::resolve(ingot::emulator::json_text(row.text),
                                 [](auto, const auto&) -> std::optional<ingot::result<json>> { return {}; });
    if (value)
        BOOST_TEST(ingot::emulator::write_json(*value) == row.value);
    else
        BOOST_TEST(value.error().message.find(row.value) != std::string::npos, value.error().message);
}

BOOST_AUTO_TEST_CASE(the_effect_comes_from_the_rule_or_from_a_parameter) {
    const std::string condition = R"({"field": "name", "equals": "vm1"})";
    const auto effect_of = [&](const std::string& effect, const std::string& values) {
        const json properties =
            read(R"({"parameters": {"effect": {"type": "String", "defaultValue": "Audit"}},
            "policyRule": {"if": )" +
                 condition + R"(, "then": {"effect": ")" + effect + "\"}}}");
        const json given = read(values);
        const auto found = policy::evaluate(
            properties, policy::effective_parameters(&properties["parameters"], &given), read(machine));
        return found ? std::string(policy::name_of(found->what)) + (found->applies ? "!" : "")
                     : found.error().message;
    };
    BOOST_TEST(effect_of("DENY", "{}") == "Deny!");
    BOOST_TEST(effect_of("[parameters('effect')]", "{}") == "Audit!");
    BOOST_TEST(effect_of("[parameters('effect')]", R"({"effect": {"value": "deny"}})") == "Deny!");
    BOOST_TEST(effect_of("[parameters('effect')]", R"({"effect": {"value": "disabled"}})") == "Disabled");
    BOOST_TEST(
        effect_of("[parameters('effect')]", R"({"effect": {"value": "append"}})").find("not modelled") !=
        std::string::npos);
}

BOOST_AUTO_TEST_CASE(parameters_must_be_declared_given_typed_and_allowed) {
    const json declared = read(R"({"list": {"type": "Array", "allowedValues": ["a", "b"]},
                                   "count": {"type": "Integer", "defaultValue": 1}})");
    const auto problems = [&](const std::string& values) {
        const json given = read(values);
        return policy::problems_of_parameters(&declared, &given).size();
    };
    BOOST_TEST(problems(R"({"list": {"value": ["A"]}})") == 0U);
    BOOST_TEST(problems(R"({"LIST": {"value": ["b", "a"]}, "count": {"value": 3}})") == 0U);
    BOOST_TEST(problems("{}") == 1U);
    BOOST_TEST(problems(R"({"list": {"value": ["c"]}})") == 1U);
    BOOST_TEST(problems(R"({"list": {"value": "a"}})") == 1U);
    BOOST_TEST(problems(R"({"list": {}})") == 1U);
    BOOST_TEST(problems(R"({"list": {"value": []}, "other": {"value": 1}})") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
