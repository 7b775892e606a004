#include <ingot/emulator/detail/galleries.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/nested_resources.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::gallery;

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_gallery_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 80 && is_word(name.front()) && is_word(name.back()) &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_word(c) || c == '.' || c == '_'; });
}

std::string unique_name(const resource_id& id) {
    std::string upper(id.name());
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return fmt::format("{}-{}", id.subscription(), upper);
}

/// The groups that a gallery is shared with are shown only on request.
json shown(const json& body, bool with_groups) {
    json copy = json_copy(body);
    if (json* const sharing = find(find(&copy, "properties"), "sharingProfile");
        sharing != nullptr && !with_groups)
        erase(*sharing, "groups");
    return copy;
}

/// A gallery's name is unique in its subscription, not only in its resource group.
std::optional<refusal> refused_as_taken(const world& state, const resource_id& id) {
    std::optional<refusal> taken;
    state.resources.under(
        kind, fmt::format("/subscriptions/{}/", id.subscription()),
        [&](const std::string& other, const stored_resource&) {
            if (other == id.folded() || !other.ends_with('/' + fold(id.name()))) return true;
            taken = refusal{
                409,
                "Conflict",
                fmt::format("A gallery named '{}' already exists in the subscription: {}", id.name(), other),
                {}};
            return false;
        });
    return taken;
}

http::response create(world& state, const call& request) {
    const auto id = resource_id::parse(usual_spelling(kind, request.path));
    if (auto problem = refused_envelope(request.body, nullptr)) return answer(*problem);
    if (!is_gallery_name(id->name()))
        return answer(invalid_parameter(
            "galleryName", fmt::format("'{}' is not a gallery name: 1 to 80 letters, digits, underscores "
                                       "and full stops, with a letter or digit first and last.",
                                       id->name())));
    if (auto taken = refused_as_taken(state, *id)) return answer(*taken);
    json body = json_copy(request.body);
    set_envelope(body, kind, id->text());
    json identifier = json_object();
    set(identifier, "uniqueName", unique_name(*id));
    set(object_at(body, "properties"), "identifier", std::move(identifier));
    return begin_create(state, request, kind, id->text(), std::move(body),
                        state.settings.latencies.definition_write);
}

http::response update(world& state, const call& request, stored_resource& gallery) {
    const std::string id(text_at(gallery.body, {"id"}));
    const bool full = request.method == http::method::put;
    if (auto busy = refused_as_busy(state, gallery, id, "Update Gallery")) return answer(*busy);
    if (auto problem = full ? refused_envelope(request.body, &gallery) : refused_tags(request.body))
        return answer(*problem);
    const auto permissions = text_at(request.body, {"properties", "sharingProfile", "permissions"});
    auto stored = text_at(gallery.body, {"properties", "sharingProfile", "permissions"});
    if (stored.empty()) stored = "Private";
    if (!permissions.empty() && !equal_folded(permissions, stored))
        return answer(property_change_not_allowed("gallery.properties.sharingProfile.permissions"));
    if (const json* const tags = find(&request.body, "tags"); tags != nullptr && tags->IsObject()) {
        set(gallery.body, "tags", json_copy(*tags));
    } else if (full) {
        erase(gallery.body, "tags");
    }
    if (const json* const wanted = find(&request.body, "properties");
        wanted != nullptr && wanted->IsObject()) {
        json changes = json_copy(*wanted);
        for (const std::string_view read_only : {"identifier", "provisioningState", "sharingStatus"})
            erase(changes, read_only);
        merge(object_at(gallery.body, "properties"), changes);
    }
    if (const json* const identity = find(&request.body, "identity"))
        set(gallery.body, "identity", json_copy(*identity));
    return begin_update(state, request, kind, id, state.settings.latencies.definition_write);
}

http::response get(const call& request, const stored_resource& gallery) {
    if (equal_folded(request.parameter("$select"), "Permissions")) {
        json body = json_object();
        for (const std::string_view member : {"id", "name", "type", "location"})
            if (const json* const value = find(&gallery.body, member)) set(body, member, json_copy(*value));
        json properties = json_object();
        if (const json* const sharing = find(gallery.body, {"properties", "sharingProfile"}))
            set(properties, "sharingProfile", json_copy(*sharing));
        set(body, "properties", std::move(properties));
        return answer(200, body);
    }
    return answer(200,
                  shown(gallery.body, equal_folded(request.parameter("$expand"), "SharingProfile/Groups")));
}

http::response remove(world& state, const call& request, stored_resource& gallery) {
    const std::string id(text_at(gallery.body, {"id"}));
    if (!equal_folded(provisioning_state(gallery.body), "Deleting")) {
        if (auto busy = refused_as_busy(state, gallery, id, "Delete Gallery")) return answer(*busy);
        if (auto nested = refused_for_nested(state, kind, id)) return answer(*nested);
    }
    return begin_delete(state, request, kind, id, state.settings.latencies.gallery_delete,
                        [&state, id] { vanish(state, kind, id); });
}

json* find_group(json& groups, std::string_view type) {
    for (auto& group : groups.GetArray())
        if (equal_folded(text_of(find(&group, "type")), type)) return &group;
    return nullptr;
}

/// Adds the ids to the group of that type, or takes them away.
void share_with(json& groups, const json& asked, bool add) {
    const auto type = text_of(find(&asked, "type"));
    json* group = find_group(groups, type);
    if (group == nullptr) {
        if (!add) return;
        json made = json_object();
        set(made, "type", type);
        set(made, "ids", json_array());
        append(groups, std::move(made));
        group = find_group(groups, type);
    }
    const json* const had = find(group, "ids");
    std::vector<std::string> ids;
    if (had != nullptr && had->IsArray())
        for (const auto& id : had->GetArray()) ids.emplace_back(text_of(&id));
    if (const json* const wanted = find(&asked, "ids"); wanted != nullptr && wanted->IsArray()) {
        for (const auto& id : wanted->GetArray()) {
            std::erase_if(ids, [&](const std::string& other) { return equal_folded(other, text_of(&id)); });
            if (add) ids.emplace_back(text_of(&id));
        }
    }
    json list = json_array();
    for (const auto& id : ids) append(list, json_text(id));
    set(*group, "ids", std::move(list));
}

} // namespace

http::response handle_gallery(world& state, const call& request) {
    auto* const gallery = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        return gallery == nullptr ? create(state, request) : update(state, request, *gallery);
    case http::method::remove: return gallery == nullptr ? answer(204) : remove(state, request, *gallery);
    default: break;
    }
    if (gallery == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::patch) return update(state, request, *gallery);
    return get(request, *gallery);
}

http::response list_galleries(const world& state, const call& request) {
    // .../providers/Microsoft.Compute/galleries: everything before "providers" is the scope
    const auto scope = resource_id::parse(request.path)->without_last(3);
    return list_page(state, request, kind, scope.text() + '/', [](std::string_view, const json& body) {
        return std::optional<json>(shown(body, false));
    });
}

http::response share_gallery(world& state, const call& request) {
    const auto id = resource_id::parse(request.path)->without_last(1);
    auto* const gallery = state.resources.find(kind, id.text());
    if (gallery == nullptr) return answer(resource_not_found(id.text()));
    json& sharing = object_at(object_at(gallery->body, "properties"), "sharingProfile");
    const auto operation = text_at(request.body, {"operationType"});
    const bool add = equal_folded(operation, "Add");
    if (add || equal_folded(operation, "Remove")) {
        if (!equal_folded(text_of(find(&sharing, "permissions")), "Groups"))
            return answer(invalid_parameter(
                "operationType", "Only a gallery created with the permissions 'Groups' can be shared with "
                                 "subscriptions and tenants."));
        const json* const asked = find(&request.body, "groups");
        if (asked == nullptr || !asked->IsArray()) return answer(missing_parameter("groups"));
        if (const json* const had = find(&sharing, "groups"); had == nullptr || !had->IsArray())
            set(sharing, "groups", json_array());
        for (const auto& group : asked->GetArray()) share_with(*find(&sharing, "groups"), group, add);
    } else if (equal_folded(operation, "Reset")) {
        erase(sharing, "groups");
        if (json* const community = find(&sharing, "communityGalleryInfo"))
            set(*community, "communityGalleryEnabled", json(false));
        if (equal_folded(text_of(find(&sharing, "permissions")), "Community"))
            set(sharing, "permissions", "Private");
    } else if (equal_folded(operation, "EnableCommunity")) {
        set(object_at(sharing, "communityGalleryInfo"), "communityGalleryEnabled", json(true));
    } else {
        return answer(invalid_parameter("operationType", "Expected Add, Remove, Reset or EnableCommunity."));
    }
    return answer(200, request.body);
}

} // namespace ingot::inline v0::emulator
