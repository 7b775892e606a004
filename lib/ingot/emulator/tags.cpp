#include <ingot/emulator/detail/tags.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/answer.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

stored_resource* find_scope(world& state, std::string_view id) {
    for (const auto& facts : resource_kinds)
        if (facts.kind != resource_kind::soft_deleted_version && fits(facts.kind, id))
            if (auto* const there = state.resources.find(facts.kind, id)) return there;
    return nullptr;
}

void erase_tag(json& tags, std::string_view name) {
    std::string spelled;
    for (auto tag = tags.MemberBegin(); tag != tags.MemberEnd(); ++tag)
        if (equal_folded({tag->name.GetString(), tag->name.GetStringLength()}, name))
            spelled = tag->name.GetString();
    if (!spelled.empty()) erase(tags, spelled);
}

http::response show(std::string_view path, const json& body) {
    json properties = json_object();
    const json* const tags = find(&body, "tags");
    set(properties, "tags", tags != nullptr && tags->IsObject() ? json_copy(*tags) : json_object());
    json shown = json_object();
    set(shown, "id", path);
    set(shown, "name", "default");
    set(shown, "type", "Microsoft.Resources/tags");
    set(shown, "properties", std::move(properties));
    return answer(200, shown);
}

} // namespace

http::response handle_tags(world& state, const call& request) {
    const auto scope = resource_id::parse(request.path)->without_last(4);
    auto* const there = find_scope(state, scope.text());
    if (there == nullptr) return answer(resource_not_found(scope.text()));
    if (request.method == http::method::get) return show(request.path, there->body);
    if (request.method == http::method::remove) {
        erase(there->body, "tags");
        return answer(200);
    }
    const json* const properties = find(&request.body, "properties");
    const json* const wanted = find(properties, "tags");
    if (wanted == nullptr || !wanted->IsObject()) return answer(missing_parameter("properties.tags"));
    if (auto problem = refused_tags(*properties)) return answer(*problem);
    const auto operation = text_of(find(&request.body, "operation"));
    if (request.method == http::method::put || equal_folded(operation, "Replace")) {
        set(there->body, "tags", json_copy(*wanted));
        return show(request.path, there->body);
    }
    const bool deletes = equal_folded(operation, "Delete");
    if (!deletes && !equal_folded(operation, "Merge"))
        return answer(invalid_parameter("operation", "Expected Merge, Replace or Delete."));
    json& tags = object_at(there->body, "tags");
    for (auto tag = wanted->MemberBegin(); tag != wanted->MemberEnd(); ++tag) {
        const std::string_view name(tag->name.GetString(), tag->name.GetStringLength());
        erase_tag(tags, name);
        if (!deletes) set(tags, name, json_copy(tag->value));
    }
    return show(request.path, there->body);
}

} // namespace ingot::inline v0::emulator
