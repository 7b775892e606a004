#include <ingot/emulator/detail/image_templates.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/disk_sources.hpp>
#include <ingot/emulator/detail/image_resolution.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>
#include <ingot/emulator/detail/template_runs.hpp>
#include <ingot/emulator/detail/tracked_resources.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::image_template;

bool is_running(const world& state, std::string_view id) { return state.building.contains(fold(id)); }

refusal not_allowed(std::string_view operation, std::string_view id, std::string_view why) {
    return {409,
            "OperationNotAllowed",
            fmt::format("Operation '{}' is not allowed on {} since {}.", operation, id, why),
            {}};
}

/// What it is made from must be there when it runs.
std::optional<refusal> refused_source(const world& state, const json& image_template) {
    const json* const source = find(image_template, {"properties", "source"});
    const auto type = text_of(find(source, "type"));
    const auto location = text_at(image_template, {"location"});
    if (equal_folded(type, "SharedImageVersion")) {
        json reference = json_object();
        set(reference, "id", text_of(find(source, "imageVersionId")));
        const auto image = resolve_image(state, &reference, location);
        return image ? std::nullopt : std::optional(image.error());
    }
    static constexpr std::array kinds{resource_kind::managed_image};
    if (equal_folded(type, "ManagedImage"))
        return refused_named_source(
            state, {text_of(find(source, "imageId")), "properties.source.imageId", kinds, region(location)});
    if (type.empty()) return missing_parameter("properties.source.type");
    return std::nullopt;
}

std::optional<refusal> refused_distribution(const json& image_template) {
    const json* const entries = find(image_template, {"properties", "distribute"});
    if (entries == nullptr || !entries->IsArray() || entries->Empty())
        return missing_parameter("properties.distribute");
    std::set<std::string> names;
    for (const auto& entry : entries->GetArray()) {
        const auto name = text_of(find(&entry, "runOutputName"));
        if (name.empty()) return missing_parameter("properties.distribute.runOutputName");
        if (!names.insert(fold(name)).second)
            return invalid_parameter("properties.distribute.runOutputName",
                                     fmt::format("Two distributions have the run output name '{}'.", name));
    }
    return std::nullopt;
}

http::response remove(world& state, const call& request, const stored_resource& image_template) {
    const std::string id(text_at(image_template.body, {"id"}));
    if (!equal_folded(provisioning_state(image_template.body), "Deleting"))
        if (auto busy = refused_as_busy(state, image_template, id, "Delete")) return answer(*busy);
    return begin_delete(state, request, kind, id, state.settings.latencies.compute_write, [&state, id] {
        std::vector<std::string> outputs;
        state.resources.under(resource_kind::run_output, id + "/runOutputs/",
                              [&](const std::string& output, const stored_resource&) {
                                  outputs.push_back(output);
                                  return true;
                              });
        for (const auto& output : outputs) state.resources.remove(resource_kind::run_output, output);
        state.resources.remove(kind, id);
    });
}

} // namespace

http::response handle_image_template(world& state, const call& request) {
    const auto* const there = state.resources.find(kind, request.path);
    if (there != nullptr && !http::reads_only(request.method) && is_running(state, request.path))
        return answer(not_allowed(request.method == http::method::remove ? "Delete" : "Update", request.path,
                                  "it runs. Cancel the run, or wait until it has ended"));
    if (there != nullptr && request.method == http::method::remove) return remove(state, request, *there);
    return handle_tracked_resource(state, request, kind);
}

http::response run_image_template(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const image_template = state.resources.find(kind, id.text());
    if (image_template == nullptr) return answer(resource_not_found(id.text()));
    if (auto busy = refused_as_busy(state, *image_template, id.text(), "Run")) return answer(*busy);
    if (is_running(state, id.text())) return answer(not_allowed("Run", id.text(), "it runs already"));
    if (auto refused = refused_source(state, image_template->body)) return answer(*refused);
    if (auto refused = refused_distribution(image_template->body)) return answer(*refused);
    const std::string spelled(text_at(image_template->body, {"id"}));
    auto& operation = state.operations.begin(state.ids.next(), kind, spelled + "/run", false, state.now);
    operation.acts = true;
    http::response reply = answer(202);
    announce(state, request, operation, text_at(image_template->body, {"location"}), reply);
    start_template_run(state, *image_template, operation.id);
    return reply;
}

http::response cancel_image_template(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const image_template = state.resources.find(kind, id.text());
    if (image_template == nullptr) return answer(resource_not_found(id.text()));
    if (!is_running(state, id.text())) return answer(not_allowed("Cancel", id.text(), "it does not run"));
    const std::string spelled(text_at(image_template->body, {"id"}));
    if (state.operations.of(spelled + "/cancel") != nullptr)
        return answer(not_allowed("Cancel", id.text(), "it is being cancelled already"));
    auto& operation = state.operations.begin(state.ids.next(), kind, spelled + "/cancel", false, state.now);
    operation.acts = true;
    http::response reply = answer(202);
    announce(state, request, operation, text_at(image_template->body, {"location"}), reply);
    cancel_template_run(state, *image_template, operation.id);
    return reply;
}

http::response get_run_output(const world& state, const call& request) {
    const auto* const output = state.resources.find(resource_kind::run_output, request.path);
    return output == nullptr ? answer(resource_not_found(request.path)) : answer(200, output->body);
}

http::response list_run_outputs(const world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    if (state.resources.find(kind, id.text()) == nullptr) return answer(resource_not_found(id.text()));
    return list_page(state, request, resource_kind::run_output, id.text() + "/runOutputs/", as_stored);
}

} // namespace ingot::inline v0::emulator
