#include <ingot/emulator/detail/provisioning.hpp>

#include <ingot/core/region.hpp>

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

void end_write(world& state, resource_kind kind, const std::string& id, std::uint64_t life,
               const std::string& operation) {
    if (auto* const there = state.resources.find(kind, id, life))
        set_provisioning_state(there->body, "Succeeded");
    state.operations.end(operation, state.now);
}

http::response begin_write(world& state, const call& request, resource_kind kind, stored_resource& there,
                           std::string_view id, duration takes, int status) {
    const auto& operation = state.operations.begin(state.ids.next(), kind, id, false, state.now);
    state.events.at(state.now + takes,
                    [&state, kind, target = std::string(id), life = there.life, started = operation.id] {
                        end_write(state, kind, target, life, started);
                    });
    http::response reply = answer(status, there.body);
    announce(state, request, operation, text_at(there.body, {"location"}), reply);
    return reply;
}

} // namespace

std::string_view provisioning_state(const json& body) noexcept {
    return text_at(body, {"properties", "provisioningState"});
}

void set_provisioning_state(json& body, std::string_view value) {
    set(object_at(body, "properties"), "provisioningState", value);
}

std::optional<refusal> refused_as_busy(const world& state, const stored_resource& there, std::string_view id,
                                       std::string_view operation) {
    if (equal_folded(provisioning_state(there.body), "Deleting"))
        return refusal{
            409,
            "OperationNotAllowed",
            fmt::format("Operation '{}' is not allowed on {} since it is marked for deletion. You can only "
                        "retry the Delete operation (or wait for an ongoing one to complete).",
                        operation, id),
            {}};
    if (state.operations.of(id) != nullptr)
        return refusal{
            409,
            "AnotherOperationInProgress",
            fmt::format("Operation '{}' is not allowed on {} since another operation is in progress. Wait "
                        "until it has ended.",
                        operation, id),
            {}};
    return std::nullopt;
}

std::optional<refusal> refused_tags(const json& body) {
    const json* const tags = find(&body, "tags");
    if (tags == nullptr || tags->IsNull()) return std::nullopt;
    const auto refuse = [](std::string message) {
        return refusal{400, "InvalidTags", std::move(message), "tags"};
    };
    if (!tags->IsObject()) return refuse("'tags' must be an object of texts.");
    if (tags->MemberCount() > 50) return refuse("A resource has at most 50 tags.");
    for (auto tag = tags->MemberBegin(); tag != tags->MemberEnd(); ++tag) {
        if (!tag->value.IsString())
            return refuse(fmt::format("The tag '{}' is not a text.", tag->name.GetString()));
        if (tag->name.GetStringLength() > 512 || tag->value.GetStringLength() > 256)
            return refuse("A tag name has at most 512 characters and its value at most 256.");
    }
    return std::nullopt;
}

std::optional<refusal> refused_envelope(const json& body, const stored_resource* there) {
    const auto location = text_at(body, {"location"});
    if (location.empty())
        return refusal{400, "LocationRequired", "The location property is required for this definition.", {}};
    if (there != nullptr) {
        const auto stored = text_at(there->body, {"location"});
        if (!stored.empty() && region(stored) != region(location))
            return refusal{
                409,
                "InvalidResourceLocation",
                fmt::format("The resource '{}' already exists in location '{}'. A resource with the same "
                            "name cannot be created in location '{}'. Please select a new resource name.",
                            text_at(there->body, {"name"}), stored, location),
                {}};
    }
    return refused_tags(body);
}

void set_envelope(json& body, resource_kind kind, std::string_view id) {
    for (const std::string_view member : {"id", "name", "type"}) erase(body, member);
    set(body, "id", id);
    set(body, "name", id.substr(id.rfind('/') + 1));
    set(body, "type", facts_of(kind).type);
    if (const json* const tags = find(&body, "tags"); tags != nullptr && tags->IsNull()) erase(body, "tags");
    static_cast<void>(object_at(body, "properties"));
}

http::response begin_create(world& state, const call& request, resource_kind kind, std::string_view id,
                            json body, duration takes) {
    set_provisioning_state(body, "Creating");
    auto& there = state.resources.put(kind, id, std::move(body));
    return begin_write(state, request, kind, there, id, takes, 201);
}

http::response begin_update(world& state, const call& request, resource_kind kind, std::string_view id,
                            duration takes) {
    auto& there = *state.resources.find(kind, id);
    set_provisioning_state(there.body, "Updating");
    return begin_write(state, request, kind, there, id, takes, 200);
}

http::response begin_delete(world& state, const call& request, resource_kind kind, std::string_view id,
                            duration takes, std::function<void()> done) {
    auto& there = *state.resources.find(kind, id);
    const auto* operation = state.operations.of(id);
    if (operation == nullptr || !operation->deletes) {
        operation = &state.operations.begin(state.ids.next(), kind, id, true, state.now);
        set_provisioning_state(there.body, "Deleting");
        state.events.at(state.now + takes, [&state, kind, target = std::string(id), life = there.life,
                                            started = operation->id, done = std::move(done)] {
            if (state.resources.find(kind, target, life) != nullptr) done();
            state.operations.end(started, state.now);
        });
    }
    http::response reply = answer(202);
    announce(state, request, *operation, text_at(there.body, {"location"}), reply);
    return reply;
}

http::response begin_action(world& state, const call& request, resource_kind kind, std::string_view id,
                            duration takes, std::function<void()> done) {
    auto& there = *state.resources.find(kind, id);
    auto& operation = state.operations.begin(state.ids.next(), kind, id, false, state.now);
    operation.acts = true;
    set_provisioning_state(there.body, "Updating");
    state.events.at(state.now + takes, [&state, kind, target = std::string(id), life = there.life,
                                        started = operation.id, done = std::move(done)] {
        if (state.resources.find(kind, target, life) != nullptr) {
            done();
            set_provisioning_state(state.resources.find(kind, target, life)->body, "Succeeded");
        }
        state.operations.end(started, state.now);
    });
    http::response reply = answer(202);
    announce(state, request, operation, text_at(there.body, {"location"}), reply);
    return reply;
}

} // namespace ingot::inline v0::emulator
