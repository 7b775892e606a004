#include <ingot/emulator/detail/template_runs.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/emulator/detail/distribution.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::image_template;
/// Where a template names none, or 0 (image-builder-json.md of azure-compute-docs).
constexpr std::int64_t usual_timeout_minutes = 240;

json& last_run_of(json& image_template) {
    return object_at(object_at(image_template, "properties"), "lastRunStatus");
}

/// The template, if that run of it is under way.
stored_resource* find_run(world& state, const std::string& id, std::uint64_t number) {
    const auto run = state.building.find(id);
    return run != state.building.end() && run->second.number == number ? state.resources.find(kind, id)
                                                                       : nullptr;
}

void end_run(world& state, const std::string& id, stored_resource& image_template, std::string_view run_state,
             std::string_view message, std::optional<refusal> failure) {
    json& status = last_run_of(image_template.body);
    set(status, "runState", run_state);
    set(status, "message", message);
    set(status, "endTime", format_timestamp(state.now));
    erase(status, "runSubState");
    const std::string operation = state.building.at(id).operation;
    state.building.erase(id);
    state.operations.end(operation, state.now, std::move(failure));
}

void fail_run(world& state, const std::string& id, stored_resource& image_template,
              const std::string& message) {
    end_run(state, id, image_template, "Failed", message,
            refusal{409, "ImageTemplateRunFailed", message, {}});
}

bool planned_to_fail(world& state, const std::string& id) {
    for (auto& planned : state.failing_builds) {
        if (planned.times == 0 || (!planned.version_id.empty() && planned.version_id != id)) continue;
        --planned.times;
        return true;
    }
    return false;
}

void put_run_output(world& state, const json& image_template, const distributed_image& image) {
    const std::string id = fmt::format("{}/runOutputs/{}", text_at(image_template, {"id"}), image.run_output);
    json body = json_object();
    set_envelope(body, resource_kind::run_output, id);
    json& properties = object_at(body, "properties");
    if (!image.artifact_id.empty()) set(properties, "artifactId", image.artifact_id);
    if (!image.artifact_uri.empty()) set(properties, "artifactUri", image.artifact_uri);
    set_provisioning_state(body, "Succeeded");
    state.resources.put(resource_kind::run_output, id, std::move(body));
}

void finish_distribution(world& state, const std::string& id, std::uint64_t number,
                         std::vector<distributed_image> images) {
    auto* const image_template = find_run(state, id, number);
    if (image_template == nullptr) return;
    std::string failures;
    std::size_t failed = 0;
    for (auto& image : images) {
        judge_distribution(state, image);
        if (image.failure.empty()) {
            put_run_output(state, image_template->body, image);
            continue;
        }
        ++failed;
        failures += fmt::format("{}{}: {}", failures.empty() ? "" : " ", image.run_output, image.failure);
    }
    if (failed == images.size()) return fail_run(state, id, *image_template, failures);
    end_run(state, id, *image_template, failed == 0 ? "Succeeded" : "PartiallySucceeded", failures,
            std::nullopt);
}

void finish_build(world& state, const std::string& id, std::uint64_t number, bool timed_out) {
    auto* const image_template = find_run(state, id, number);
    if (image_template == nullptr) return;
    if (timed_out)
        return fail_run(state, id, *image_template, "The build did not end within buildTimeoutInMinutes.");
    if (planned_to_fail(state, id))
        return fail_run(state, id, *image_template, "A customizer of the image template has failed.");
    set(last_run_of(image_template->body), "runSubState", "Distributing");
    auto images = distribute_image(state, image_template->body);
    timestamp last = state.now;
    for (const auto& image : images) last = std::max(last, image.ends);
    state.events.at(last, [&state, id, number, images = std::move(images)] {
        finish_distribution(state, id, number, images);
    });
}

} // namespace

void start_template_run(world& state, stored_resource& image_template, const std::string& operation) {
    const std::string id = fold(text_at(image_template.body, {"id"}));
    const auto number = state.next_build++;
    state.building[id] = {number, operation};
    json status = json_object();
    set(status, "startTime", format_timestamp(state.now));
    set(status, "runState", "Running");
    set(status, "runSubState", "Building");
    set(status, "message", "");
    set(object_at(image_template.body, "properties"), "lastRunStatus", std::move(status));
    const auto asked =
        integer_of(find(image_template.body, {"properties", "buildTimeoutInMinutes"})).value_or(0);
    const duration timeout = std::chrono::minutes(asked > 0 ? asked : usual_timeout_minutes);
    const duration takes = state.settings.latencies.image_build;
    state.events.at(state.now + std::min(takes, timeout), [&state, id, number, timed_out = takes > timeout] {
        finish_build(state, id, number, timed_out);
    });
}

void cancel_template_run(world& state, stored_resource& image_template, const std::string& operation) {
    const std::string id = fold(text_at(image_template.body, {"id"}));
    set(last_run_of(image_template.body), "runState", "Canceling");
    state.events.at(state.now + state.settings.latencies.compute_write,
                    [&state, id, number = state.building.at(id).number, operation] {
                        if (auto* const there = find_run(state, id, number))
                            end_run(state, id, *there, "Canceled", "The run was cancelled.",
                                    refusal{409, "Canceled", "The run was cancelled.", {}});
                        state.operations.end(operation, state.now);
                    });
}

} // namespace ingot::inline v0::emulator
