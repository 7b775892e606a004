#include <ingot/emulator/detail/long_running_operations.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/region.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/world.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

std::string_view collection_of(resource_kind kind) noexcept {
    switch (kind) {
    case resource_kind::gallery:
    case resource_kind::image_definition:
    case resource_kind::image_version:
    case resource_kind::soft_deleted_version: return "capsOperations";
    default: return "operations";
    }
}

http::response final_answer(const world& state, const long_running_operation& operation) {
    if (operation.failure) return answer(*operation.failure);
    if (operation.deletes || operation.acts)
        return operation.output.IsNull() ? answer(200) : answer(200, operation.output);
    const auto* const target = state.resources.find(operation.kind, operation.target);
    if (target == nullptr) return answer(resource_not_found(operation.target));
    json body = json_copy(target->body);
    if (json* const properties = find(&body, "properties"))
        for (const std::string_view on_request : {"replicationStatus", "instanceView"})
            erase(*properties, on_request);
    return answer(200, body);
}

} // namespace

std::string retry_after_of(const world& state) {
    return std::to_string(std::max<std::int64_t>(1, state.settings.retry_after.count() / state.settings.pace));
}

long_running_operation& long_running_operations::begin(std::string id, resource_kind kind,
                                                       std::string_view target, bool deletes, timestamp now) {
    busy_[fold(target)] = id;
    long_running_operation operation;
    operation.id = id;
    operation.kind = kind;
    operation.target = target;
    operation.deletes = deletes;
    operation.started = now;
    return operations_.insert_or_assign(std::move(id), std::move(operation)).first->second;
}

void long_running_operations::end(std::string_view id, timestamp now, std::optional<refusal> failure) {
    const auto at = operations_.find(id);
    if (at == operations_.end() || at->second.ended) return;
    at->second.ended = now;
    at->second.failure = std::move(failure);
    const auto busy = busy_.find(fold(at->second.target));
    if (busy != busy_.end() && busy->second == id) busy_.erase(busy);
    if (when_ended) when_ended(at->second);
}

void long_running_operations::end_with(std::string_view id, timestamp now, json output) {
    const auto at = operations_.find(id);
    if (at == operations_.end() || at->second.ended) return;
    at->second.output = std::move(output);
    end(id, now);
}

const long_running_operation* long_running_operations::find(std::string_view id) const {
    const auto at = operations_.find(id);
    return at == operations_.end() ? nullptr : &at->second;
}

const long_running_operation* long_running_operations::of(std::string_view target) const {
    const auto at = busy_.find(fold(target));
    return at == busy_.end() ? nullptr : find(at->second);
}

void announce(const world& state, const call& request, const long_running_operation& started,
              std::string_view location, http::response& reply) {
    const auto id = resource_id::parse(started.target);
    const std::string_view provider = started.kind == resource_kind::image_template
                                          ? "Microsoft.VirtualMachineImages"
                                          : "Microsoft.Compute";
    const std::string url =
        fmt::format("{}/subscriptions/{}/providers/{}/locations/{}/{}/{}", request.origin,
                    percent_encode(id ? id->subscription() : std::string_view{}), provider,
                    percent_encode(region(location).name()), // a client's text goes into no header as it is
                    collection_of(started.kind), started.id);
    const std::string version = percent_encode(request.api_version());
    reply.headers.add("Azure-AsyncOperation", fmt::format("{}?api-version={}", url, version));
    reply.headers.add("Location", fmt::format("{}?monitor=true&api-version={}", url, version));
    reply.headers.add("Retry-After", retry_after_of(state));
}

http::response poll(const world& state, const call& request) {
    const std::string_view path = request.path;
    const std::string id = fold(path.substr(path.rfind('/') + 1));
    const auto* const operation = state.operations.find(id);
    if (operation == nullptr)
        return answer(refusal{404, "NotFound", fmt::format("The operation '{}' was not found.", id), {}});
    const std::string retry_after = retry_after_of(state);
    if (equal_folded(request.parameter("monitor"), "true")) {
        if (operation->ended) return final_answer(state, *operation);
        http::response reply = answer(202);
        reply.headers.add("Location", request.origin + request.raw_path + "?monitor=true&api-version=" +
                                          percent_encode(request.api_version()));
        reply.headers.add("Retry-After", retry_after);
        return reply;
    }
    json body = json_object();
    set(body, "startTime", format_timestamp(operation->started));
    if (operation->ended) set(body, "endTime", format_timestamp(*operation->ended));
    set(body, "status", !operation->ended ? "InProgress" : operation->failure ? "Failed" : "Succeeded");
    if (operation->failure) set(body, "error", error_object(*operation->failure));
    if (!operation->output.IsNull()) set(object_at(body, "properties"), "output", json_copy(operation->output));
    set(body, "name", operation->id);
    http::response reply = answer(200, body);
    if (!operation->ended) reply.headers.add("Retry-After", retry_after);
    return reply;
}

} // namespace ingot::inline v0::emulator
