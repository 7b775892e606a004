#include <ingot/azure/detail/body_object.hpp>
#include <ingot/azure/write_body.hpp>

#include <variant>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::body_object;

void fill_parameter(body_object& into, const script_parameter& parameter) {
    into.text("name", parameter.name);
    into.clearable_text("value", parameter.value);
}

struct script_filler {
    body_object& into;

    void operator()(const inline_script& one) const { into.required_text("script", one.text); }
    void operator()(const script_address& one) const { into.required_text("scriptUri", one.uri); }
    void operator()(const built_in_command& one) const { into.required_text("commandId", one.id); }
};

} // namespace

json_body write_body(const service&, const run_command_request& body) {
    return azure_detail::write_object("a command to run", [&](body_object& root) {
        root.required_text("commandId", body.command_id);
        root.texts("script", body.script);
        root.array<script_parameter>("parameters", body.parameters, fill_parameter);
    });
}

json_body write_body(const service&, const managed_run_command_creation& body) {
    return azure_detail::write_object("a run command to create", [&](body_object& root) {
        root.required_text("location", body.location.name());
        if (!body.tags.empty()) root.tags(body.tags);
        root.object("properties", [&](body_object& properties) {
            properties.object("source",
                              [&](body_object& source) { std::visit(script_filler{source}, body.source); });
            properties.array<script_parameter>("parameters", body.parameters, fill_parameter);
            properties.array<script_parameter>("protectedParameters", body.protected_parameters,
                                               fill_parameter);
            properties.boolean("asyncExecution", body.async_execution);
            properties.text("runAsUser", body.run_as_user);
            properties.text("runAsPassword", body.run_as_password);
            properties.count("timeoutInSeconds", body.timeout_in_seconds, 1);
            properties.text("outputBlobUri", body.output_blob_uri);
            properties.text("errorBlobUri", body.error_blob_uri);
            properties.boolean("treatFailureAsDeploymentFailure", body.treat_failure_as_deployment_failure);
        });
    });
}

json_body write_body(const service&, const instance_selection& body) {
    return azure_detail::write_object("a selection of instances", [&](body_object& root) {
        if (body.ids.empty()) root.refuse("instanceIds", "name the instances, or \"*\" for all of them");
        root.texts("instanceIds", body.ids);
    });
}

} // namespace ingot::inline v0::azure
