#include "request_table.hpp"

#include <ingot/azure/action_groups.hpp>
#include <ingot/azure/activity_log.hpp>
#include <ingot/azure/activity_log_alerts.hpp>
#include <ingot/azure/community_galleries.hpp>
#include <ingot/azure/deployments.hpp>
#include <ingot/azure/disks.hpp>
#include <ingot/azure/galleries.hpp>
#include <ingot/azure/image_definitions.hpp>
#include <ingot/azure/image_templates.hpp>
#include <ingot/azure/image_versions.hpp>
#include <ingot/azure/managed_images.hpp>
#include <ingot/azure/management_locks.hpp>
#include <ingot/azure/policy_assignments.hpp>
#include <ingot/azure/policy_definitions.hpp>
#include <ingot/azure/policy_set_definitions.hpp>
#include <ingot/azure/policy_states.hpp>
#include <ingot/azure/resource_graph.hpp>
#include <ingot/azure/resource_tags.hpp>
#include <ingot/azure/run_commands.hpp>
#include <ingot/azure/scale_sets.hpp>
#include <ingot/azure/scheduled_query_rules.hpp>
#include <ingot/azure/shared_galleries.hpp>
#include <ingot/azure/snapshots.hpp>
#include <ingot/azure/soft_deleted_versions.hpp>
#include <ingot/azure/subscriptions.hpp>
#include <ingot/azure/virtual_machines.hpp>

#include <utility>

namespace azure = ingot::azure;

namespace ingot_test {

namespace {

using ingot::resource_id;
using kind = ingot::run::operation_kind;

resource_id id(const std::string& text) { return *resource_id::parse(text); }

const std::string sub = "/subscriptions/5f0ad1e0-0000-4000-8000-000000000001";
const std::string grp = sub + "/resourceGroups/images";
const std::string cmp = grp + "/providers/Microsoft.Compute/";
const std::string in_sub = sub + "/providers/Microsoft.Compute/";
const std::string body = R"({"properties":{}})";

class table {
public:
    std::vector<expected_request> rows;

    void add(std::string what, azure::request made, std::string method, std::string target, kind how,
             std::string sent = {}) {
        rows.push_back(
            {std::move(what), std::move(made), std::move(method), std::move(target), how, std::move(sent)});
    }

    /// What resources of most types can be asked.
    template <class Operations>
    void add_resource(const std::string& noun, const Operations& one, const std::string& path,
                      const std::string& version, bool has_patch = true) {
        const std::string target = path + "?api-version=" + version;
        add(noun + " get", one.get(at, id(path)), "GET", target, kind::read);
        add(noun + " create_or_update", one.create_or_update(at, id(path), body), "PUT", target, kind::write,
            body);
        if constexpr (requires { one.update(at, id(path), body); })
            if (has_patch)
                add(noun + " update", one.update(at, id(path), body), "PATCH", target, kind::write, body);
        add(noun + " remove", one.remove(at, id(path)), "DELETE", target, kind::remove);
    }

    template <class Operations>
    void add_tracked(const std::string& noun, const Operations& one, const std::string& name,
                     const std::string& version) {
        const std::string below = "/providers/" + std::string(one.type());
        add_resource(noun, one, grp + below + '/' + name, version);
        for (const std::string& scope : {sub, grp})
            add(noun + " list", one.list(at, id(scope)), "GET", scope + below + "?api-version=" + version,
                kind::list);
    }

    azure::service at;
};

void add_galleries(table& t) {
    using namespace azure;
    const std::string g = cmp + "galleries/golden";
    const std::string d = g + "/images/ubuntu-22";
    const std::string v = d + "/versions/1.2.3";
    const std::string api = "?api-version=2024-03-03";
    t.add_tracked("gallery", galleries, "golden", "2024-03-03");
    t.add("gallery with groups", galleries.get_with_groups(t.at, id(g)), "GET",
          g + api + "&$expand=SharingProfile%2FGroups", kind::read);
    t.add("gallery share", galleries.share(t.at, id(g), body), "POST", g + "/share" + api, kind::write, body);
    t.add_resource("definition", image_definitions, d, "2024-03-03");
    t.add("definition list", image_definitions.list(t.at, id(g)), "GET", g + "/images" + api, kind::list);
    t.add_resource("version", image_versions, v, "2024-03-03");
    t.add("version list", image_versions.list(t.at, id(d)), "GET", d + "/versions" + api, kind::list);
    t.add("version with replication", image_versions.get_with_replication(t.at, id(v)), "GET",
          v + api + "&$expand=ReplicationStatus", kind::read);
    t.add("version with UEFI", image_versions.get_with_uefi_settings(t.at, id(v)), "GET",
          v + api + "&$expand=UefiSettings", kind::read);
    t.add("version restore", image_versions.restore(t.at, id(v)), "PATCH", v + api, kind::write,
          R"({"properties":{"restore":true,"storageProfile":{}}})");
    t.add("recycle bin", soft_deleted_versions.list(t.at, id(d)), "GET",
          g + "/softDeletedArtifactTypes/Images/artifacts/ubuntu-22/versions" + api, kind::list);

    const ingot::region west("West Europe");
    const ingot::image_version number{1, 2, 3};
    const std::string s = in_sub + "locations/westeurope/sharedGalleries";
    t.add("shared galleries", shared_galleries.list(t.at, id(sub), west), "GET", s + api, kind::list);
    t.add("tenant's galleries",
          shared_galleries.list(t.at, id(sub), west, shared_gallery_operations::reach::tenant), "GET",
          s + api + "&sharedTo=tenant", kind::list);
    t.add("shared gallery", shared_galleries.get(t.at, id(sub), west, "S-G"), "GET", s + "/S-G" + api,
          kind::read);
    t.add("shared images", shared_galleries.list_images(t.at, id(sub), west, "S-G"), "GET",
          s + "/S-G/images" + api, kind::list);
    t.add("shared image", shared_galleries.get_image(t.at, id(sub), west, "S-G", "i"), "GET",
          s + "/S-G/images/i" + api, kind::read);
    t.add("shared versions", shared_galleries.list_versions(t.at, id(sub), west, "S-G", "i"), "GET",
          s + "/S-G/images/i/versions" + api, kind::list);
    t.add("shared version", shared_galleries.get_version(t.at, id(sub), west, "S-G", "i", number), "GET",
          s + "/S-G/images/i/versions/1.2.3" + api, kind::read);
    const std::string c = in_sub + "locations/westeurope/communityGalleries/pub-1";
    t.add("community gallery", community_galleries.get(t.at, id(sub), west, "pub-1"), "GET", c + api,
          kind::read);
    t.add("community images", community_galleries.list_images(t.at, id(sub), west, "pub-1"), "GET",
          c + "/images" + api, kind::list);
    t.add("community image", community_galleries.get_image(t.at, id(sub), west, "pub-1", "i"), "GET",
          c + "/images/i" + api, kind::read);
    t.add("community versions", community_galleries.list_versions(t.at, id(sub), west, "pub-1", "i"), "GET",
          c + "/images/i/versions" + api, kind::list);
    t.add("community version", community_galleries.get_version(t.at, id(sub), west, "pub-1", "i", number),
          "GET", c + "/images/i/versions/1.2.3" + api, kind::read);
}

void add_machines(table& t) {
    using namespace azure;
    const std::string api = "?api-version=2024-07-01";
    const std::string m = cmp + "virtualMachines/web 1";
    const std::string sent = cmp + "virtualMachines/web%201";
    t.add_tracked("machine", virtual_machines, "web-1", "2024-07-01");
    t.add("machine with view", virtual_machines.get_with_instance_view(t.at, id(m)), "GET",
          sent + api + "&$expand=instanceView", kind::read);
    t.add("machine view", virtual_machines.instance_view(t.at, id(m)), "GET", sent + "/instanceView" + api,
          kind::read);
    t.add("members", virtual_machines.list_members(t.at, id(sub), id("/s/x y")), "GET",
          in_sub + "virtualMachines" + api +
              "&$filter=%27virtualMachineScaleSet%2Fid%27%20eq%20%27%2Fs%2Fx%20y%27&$expand=instanceView",
          kind::list);
    t.add("machine states", virtual_machines.list_status(t.at, id(sub)), "GET",
          in_sub + "virtualMachines" + api + "&statusOnly=true", kind::list);
    t.add("machines of a region", virtual_machines.list_in(t.at, id(sub), ingot::region("East US")), "GET",
          in_sub + "locations/eastus/virtualMachines" + api, kind::list);
    t.add("start", virtual_machines.start(t.at, id(m)), "POST", sent + "/start" + api, kind::write);
    t.add("restart", virtual_machines.restart(t.at, id(m)), "POST", sent + "/restart" + api, kind::write);
    t.add("powerOff", virtual_machines.power_off(t.at, id(m)), "POST", sent + "/powerOff" + api, kind::write);
    t.add("powerOff hard", virtual_machines.power_off(t.at, id(m), true), "POST",
          sent + "/powerOff" + api + "&skipShutdown=true", kind::write);
    t.add("deallocate", virtual_machines.deallocate(t.at, id(m)), "POST", sent + "/deallocate" + api,
          kind::write);
    t.add("redeploy", virtual_machines.redeploy(t.at, id(m)), "POST", sent + "/redeploy" + api, kind::write);
    t.add("reimage", virtual_machines.reimage(t.at, id(m)), "POST", sent + "/reimage" + api, kind::write);
    t.add("generalize", virtual_machines.generalize(t.at, id(m)), "POST", sent + "/generalize" + api,
          kind::write);
    const std::string plain = cmp + "virtualMachines/web";
    t.add("run command", run_commands.run(t.at, id(plain), body), "POST", plain + "/runCommand" + api,
          kind::write, body);
    t.add_resource("managed command", run_commands, plain + "/runCommands/patch", "2024-07-01");
    t.add("managed commands", run_commands.list(t.at, id(plain)), "GET", plain + "/runCommands" + api,
          kind::list);
    t.add("managed command with view",
          run_commands.get_with_instance_view(t.at, id(plain + "/runCommands/patch")), "GET",
          plain + "/runCommands/patch" + api + "&$expand=instanceView", kind::read);

    const std::string s = cmp + "virtualMachineScaleSets/pool";
    const std::string i = s + "/virtualMachines/7";
    t.add_tracked("scale set", scale_sets, "pool", "2024-07-01");
    t.add("scale set view", scale_sets.instance_view(t.at, id(s)), "GET", s + "/instanceView" + api,
          kind::read);
    t.add("manual upgrade", scale_sets.manual_upgrade(t.at, id(s), body), "POST", s + "/manualupgrade" + api,
          kind::write, body);
    t.add("scale set reimage", scale_sets.reimage(t.at, id(s)), "POST", s + "/reimage" + api, kind::write);
    t.add("rolling upgrade", scale_sets.rolling_upgrade(t.at, id(s)), "GET",
          s + "/rollingUpgrades/latest" + api, kind::read);
    t.add("cancel rolling upgrade", scale_sets.cancel_rolling_upgrade(t.at, id(s)), "POST",
          s + "/rollingUpgrades/cancel" + api, kind::write);
    t.add("OS upgrade", scale_sets.start_os_upgrade(t.at, id(s)), "POST", s + "/osRollingUpgrade" + api,
          kind::write);
    t.add("approve upgrade", scale_sets.approve_rolling_upgrade(t.at, id(s)), "POST",
          s + "/approveRollingUpgrade" + api, kind::write);
    t.add("OS upgrades", scale_sets.os_upgrade_history(t.at, id(s)), "GET", s + "/osUpgradeHistory" + api,
          kind::list);
    t.add_resource("instance", scale_set_instances, i, "2024-07-01", false);
    t.add("instances", scale_set_instances.list(t.at, id(s)), "GET", s + "/virtualMachines" + api,
          kind::list);
    t.add("instances with view", scale_set_instances.list_with_instance_view(t.at, id(s)), "GET",
          s + "/virtualMachines" + api + "&$expand=instanceView", kind::list);
    t.add("outdated instances", scale_set_instances.list_outdated(t.at, id(s)), "GET",
          s + "/virtualMachines" + api + "&$filter=properties%2FlatestModelApplied%20eq%20false", kind::list);
    t.add("instance view", scale_set_instances.instance_view(t.at, id(i)), "GET", i + "/instanceView" + api,
          kind::read);
    t.add("instance reimage", scale_set_instances.reimage(t.at, id(i)), "POST", i + "/reimage" + api,
          kind::write);
    t.add("instance command", scale_set_run_commands.run(t.at, id(i), body), "POST", i + "/runCommand" + api,
          kind::write, body);
    t.add_resource("instance's managed command", scale_set_run_commands, i + "/runCommands/patch",
                   "2024-07-01");

    t.add_tracked("disk", disks, "os", "2024-03-02");
    t.add_tracked("snapshot", snapshots, "os", "2024-03-02");
    t.add_tracked("managed image", managed_images, "built", "2024-07-01");
    const std::string b = grp + "/providers/Microsoft.VirtualMachineImages/imageTemplates/ubuntu";
    const std::string builder = "?api-version=2024-02-01";
    t.add_tracked("template", image_templates, "ubuntu", "2024-02-01");
    t.add("template run", image_templates.run(t.at, id(b)), "POST", b + "/run" + builder, kind::write);
    t.add("template cancel", image_templates.cancel(t.at, id(b)), "POST", b + "/cancel" + builder,
          kind::write);
    t.add("run outputs", image_templates.list_run_outputs(t.at, id(b)), "GET", b + "/runOutputs" + builder,
          kind::list);
    t.add("run output", image_templates.get_run_output(t.at, id(b), "gallery"), "GET",
          b + "/runOutputs/gallery" + builder, kind::read);
}

void add_governance(table& t) {
    using namespace azure;
    const std::string authorization = "/providers/Microsoft.Authorization/";
    const std::string gallery = cmp + "galleries/golden";
    t.add_resource("lock", management_locks, gallery + authorization + "locks/stay", "2020-05-01");
    t.add("locks", management_locks.list(t.at, id(sub)), "GET",
          sub + authorization + "locks?api-version=2020-05-01", kind::list);
    t.add("locks at scope", management_locks.list_at_scope(t.at, id(grp)), "GET",
          grp + authorization + "locks?api-version=2020-05-01&$filter=atScope%28%29", kind::list);
    const std::string policy = "?api-version=2025-01-01";
    const std::string management_group = "/providers/Microsoft.Management/managementGroups/all";
    for (const std::string& scope : {sub, management_group}) {
        t.add_resource("policy", policy_definitions, scope + authorization + "policyDefinitions/approved",
                       "2025-01-01");
        t.add("policies", policy_definitions.list(t.at, id(scope)), "GET",
              scope + authorization + "policyDefinitions" + policy, kind::list);
        t.add_resource("policy set", policy_set_definitions,
                       scope + authorization + "policySetDefinitions/golden", "2025-01-01");
        t.add("policy sets", policy_set_definitions.list(t.at, id(scope)), "GET",
              scope + authorization + "policySetDefinitions" + policy, kind::list);
    }
    t.add("shipped policy", policy_definitions.get(t.at, id(authorization + "policyDefinitions/1")), "GET",
          authorization + "policyDefinitions/1" + policy, kind::read);
    t.add_resource("assignment", policy_assignments, grp + authorization + "policyAssignments/golden",
                   "2025-01-01");
    t.add("assignments", policy_assignments.list(t.at, id(grp)), "GET",
          grp + authorization + "policyAssignments" + policy, kind::list);
    const std::string states = "/providers/Microsoft.PolicyInsights/policyStates/latest/";
    const std::string insights = "?api-version=2024-10-01";
    t.add("policy states", policy_states.list_latest(t.at, id(sub)), "POST",
          sub + states + "queryResults" + insights, kind::list);
    t.add("filtered policy states", policy_states.list_latest(t.at, id(gallery), "a eq 'b'"), "POST",
          gallery + states + "queryResults" + insights + "&$filter=a%20eq%20%27b%27", kind::list);
    t.add("policy summary", policy_states.summarize(t.at, id(grp)), "POST",
          grp + states + "summarize" + insights, kind::read);
    t.add("evaluation", policy_states.trigger_evaluation(t.at, id(grp)), "POST",
          grp + states + "triggerEvaluation" + insights, kind::write);

    const std::string log =
        sub + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01";
    const auto from = *ingot::parse_timestamp("2026-01-01T00:00:00Z");
    const auto to = *ingot::parse_timestamp("2026-01-02T00:00:00Z");
    const std::string span =
        "&$filter=eventTimestamp%20ge%20%272026-01-01T00%3A00%3A00Z%27%20and%20eventTimestamp%20le%20"
        "%272026-01-02T00%3A00%3A00Z%27";
    t.add("activity log", activity_log.list(t.at, id(sub), from, to), "GET", log + span, kind::list);
    t.add("activity log of one", activity_log.list(t.at, id(sub), from, to, "resourceUri eq '/x'"), "GET",
          log + span + "%20and%20resourceUri%20eq%20%27%2Fx%27", kind::list);
    t.add_tracked("alert", activity_log_alerts, "deletions", "2020-10-01");
    t.add_tracked("action group", action_groups, "owners", "2023-01-01");
    t.add_tracked("query rule", scheduled_query_rules, "skew", "2023-12-01");

    const std::string tag_path =
        gallery + "/providers/Microsoft.Resources/tags/default?api-version=2024-07-01";
    t.add("tags", resource_tags.get(t.at, id(gallery)), "GET", tag_path, kind::read);
    t.add("replace tags", resource_tags.replace(t.at, id(gallery), body), "PUT", tag_path, kind::write, body);
    t.add("update tags", resource_tags.update(t.at, id(gallery), body), "PATCH", tag_path, kind::write, body);
    t.add("remove tags", resource_tags.remove(t.at, id(gallery)), "DELETE", tag_path, kind::remove);
    const std::string resources = "?api-version=2024-07-01";
    for (const std::string& scope : {sub, grp}) {
        const std::string all = scope + "/providers/Microsoft.Resources/deployments";
        const std::string d = all + "/guard";
        t.add_resource("deployment", deployments, d, "2024-07-01");
        t.add("deployments", deployments.list(t.at, id(scope)), "GET", all + resources, kind::list);
        t.add("validate", deployments.validate(t.at, id(d), body), "POST", d + "/validate" + resources,
              kind::write, body);
        t.add("what-if", deployments.what_if(t.at, id(d), body), "POST", d + "/whatIf" + resources,
              kind::write, body);
        t.add("cancel deployment", deployments.cancel(t.at, id(d)), "POST", d + "/cancel" + resources,
              kind::write);
    }
    const std::string ours = sub + "/providers/Microsoft.Resources/deployments/guard";
    t.add("deployment operations", deployments.list_operations(t.at, id(ours)), "GET",
          ours + "/operations" + resources, kind::list);
    t.add("graph", resource_graph.query(t.at, body), "POST",
          "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01", kind::read, body);
    t.add("subscriptions", subscriptions.list(t.at), "GET", "/subscriptions?api-version=2022-12-01",
          kind::list);
    t.add("subscription", subscriptions.get(t.at, id(sub)), "GET", sub + "?api-version=2022-12-01",
          kind::read);
}

} // namespace

std::vector<expected_request> all_requests() {
    table all;
    add_galleries(all);
    add_machines(all);
    add_governance(all);
    return std::move(all.rows);
}

} // namespace ingot_test
