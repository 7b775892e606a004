#include <ingot/emulator/detail/image_definitions.hpp>

#include <ingot/core/case_fold.hpp>
#include <ingot/core/resource_id.hpp>
#include <ingot/emulator/detail/nested_resources.hpp>
#include <ingot/emulator/detail/paging.hpp>
#include <ingot/emulator/detail/provisioning.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace ingot::inline v0::emulator {
namespace {

constexpr auto kind = resource_kind::image_definition;
const std::string root = "galleryImage.properties.";

struct immutable_text {
    std::string_view object; ///< empty for a property itself
    std::string_view member;
    std::string_view usual; ///< what stands for absence
};

constexpr std::array<immutable_text, 12> immutable{{
    {"", "osType", ""},
    {"", "osState", ""},
    {"", "hyperVGeneration", "V1"},
    {"", "architecture", "x64"},
    {"", "eula", ""},
    {"", "privacyStatementUri", ""},
    {"identifier", "publisher", ""},
    {"identifier", "offer", ""},
    {"identifier", "sku", ""},
    {"purchasePlan", "name", ""},
    {"purchasePlan", "publisher", ""},
    {"purchasePlan", "product", ""},
}};

std::string_view text_in(const json& definition, const immutable_text& property) noexcept {
    const json* const properties = find(&definition, "properties");
    return text_of(
        find(property.object.empty() ? properties : find(properties, property.object), property.member));
}

std::string name_of(const immutable_text& property) {
    return root + (property.object.empty() ? "" : std::string(property.object) + '.') +
           std::string(property.member);
}

bool is_definition_name(std::string_view name) noexcept {
    const auto word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !name.empty() && name.size() <= 80 && word(name.front()) && name.back() != '.' &&
           name.back() != '-' && std::all_of(name.begin(), name.end(), [&](char c) {
               return word(c) || c == '.' || c == '_' || c == '-';
           });
}

std::optional<refusal> refused_end_of_life(const world& state, const json* stored, const json& body) {
    const json* const wanted = find(body, {"properties", "endOfLifeDate"});
    if (wanted == nullptr || wanted->IsNull()) return std::nullopt;
    const auto instant = instant_of(wanted);
    if (!instant)
        return invalid_parameter(root + "endOfLifeDate",
                                 "EndOfLifeDate must be a date with a time and an offset.");
    if (stored != nullptr && instant == instant_of(find(*stored, {"properties", "endOfLifeDate"})))
        return std::nullopt;
    if (*instant <= state.now)
        return invalid_parameter(root + "endOfLifeDate", "EndOfLifeDate must be set to a future date.");
    return std::nullopt;
}

std::optional<refusal> refused_creation(const world& state, const resource_id& id, const json& body) {
    if (!is_definition_name(id.name()))
        return invalid_parameter("galleryImageName",
                                 fmt::format("'{}' is not an image definition name: 1 to 80 letters, digits, "
                                             "underscores, full stops and dashes, a letter or digit first.",
                                             id.name()));
    for (const auto& property : immutable) {
        const bool required =
            property.object == "identifier" || property.member == "osType" || property.member == "osState";
        if (required && text_in(body, property).empty()) return missing_parameter(name_of(property));
    }
    std::optional<refusal> taken;
    const std::string siblings = id.without_last(1).text() + '/';
    state.resources.under(kind, siblings, [&](const std::string& other, const stored_resource& definition) {
        for (const auto& property : immutable)
            if (property.object == "identifier" &&
                !equal_folded(text_in(definition.body, property), text_in(body, property)))
                return true;
        taken =
            refusal{409, "Conflict",
                    fmt::format("Publisher, offer and sku of {} are those of another image definition of the "
                                "gallery, {}; each combination can be used once.",
                                id.text(), other),
                    root + "identifier"};
        return false;
    });
    return taken;
}

std::optional<refusal> refused_change(const world& state, const json& stored, const json& body) {
    for (const auto& property : immutable) {
        const auto wanted = text_in(body, property);
        auto had = text_in(stored, property);
        if (had.empty()) had = property.usual;
        if (!wanted.empty() && !equal_folded(wanted, had))
            return property_change_not_allowed(name_of(property));
    }
    const json* const features = find(body, {"properties", "features"});
    const json* const had = find(stored, {"properties", "features"});
    const bool allowed = boolean_of(find(body, {"properties", "allowUpdateImage"})).value_or(false);
    if (features != nullptr && !features->IsNull() && !allowed) {
        const bool was_empty = had == nullptr || !had->IsArray() || had->Empty();
        const bool is_empty = !features->IsArray() || features->Empty();
        if (was_empty != is_empty || (!is_empty && write_json(*features) != write_json(*had)))
            return property_change_not_allowed(root + "features");
    }
    return refused_end_of_life(state, &stored, body);
}

/// From this api-version on, a definition that says nothing of its security type is for trusted launch.
constexpr std::string_view api_with_trusted_launch = "2025-03-03";

bool names_security_type(const json& definition) {
    const json* const features = find(definition, {"properties", "features"});
    if (features == nullptr || !features->IsArray()) return false;
    const auto all = features->GetArray();
    return std::any_of(all.begin(), all.end(), [](const json& feature) {
        return equal_folded(text_of(find(&feature, "name")), "SecurityType");
    });
}

/// Fills in what the writer left open. The same body means another definition at another api-version.
void complete_creation(json& body, std::string_view api_version) {
    json& properties = object_at(body, "properties");
    erase(properties, "allowUpdateImage");
    const auto generation = text_of(find(&properties, "hyperVGeneration"));
    if (api_version >= api_with_trusted_launch && !names_security_type(body) &&
        !equal_folded(generation, "V1")) {
        json feature = json_object();
        set(feature, "name", "SecurityType");
        set(feature, "value", "TrustedLaunchSupported");
        if (const json* const features = find(&properties, "features");
            features == nullptr || !features->IsArray())
            set(properties, "features", json_array());
        append(*find(&properties, "features"), std::move(feature));
        set(properties, "hyperVGeneration", "V2");
    }
    for (const auto& property : immutable)
        if (!property.usual.empty() && text_in(body, property).empty())
            set(properties, property.member, property.usual);
}

http::response create(world& state, const call& request) {
    const auto gallery_id = resource_id::parse(request.path)->without_last(2);
    const auto* const gallery = state.resources.find(resource_kind::gallery, gallery_id.text());
    if (equal_folded(provisioning_state(gallery->body), "Deleting"))
        return answer(
            refusal{409,
                    "OperationNotAllowed",
                    fmt::format("Operation 'Create Gallery Image' is not allowed since {} is marked for "
                                "deletion.",
                                gallery_id.text()),
                    {}});
    const auto id = resource_id::parse(fmt::format("{}/images/{}", text_at(gallery->body, {"id"}),
                                                   request.path.substr(request.path.rfind('/') + 1)));
    if (auto problem = refused_envelope(request.body, nullptr)) return answer(*problem);
    if (auto problem = refused_creation(state, *id, request.body)) return answer(*problem);
    if (auto problem = refused_end_of_life(state, nullptr, request.body)) return answer(*problem);
    json body = json_copy(request.body);
    set_envelope(body, kind, id->text());
    complete_creation(body, request.api_version());
    return begin_create(state, request, kind, id->text(), std::move(body),
                        state.settings.latencies.definition_write);
}

http::response update(world& state, const call& request, stored_resource& definition) {
    const std::string id(text_at(definition.body, {"id"}));
    const bool full = request.method == http::method::put;
    if (auto busy = refused_as_busy(state, definition, id, "Update Gallery Image")) return answer(*busy);
    if (auto problem = full ? refused_envelope(request.body, &definition) : refused_tags(request.body))
        return answer(*problem);
    if (auto problem = refused_change(state, definition.body, request.body)) return answer(*problem);
    if (const json* const tags = find(&request.body, "tags"); tags != nullptr && tags->IsObject()) {
        set(definition.body, "tags", json_copy(*tags));
    } else if (full) {
        erase(definition.body, "tags");
    }
    if (const json* const wanted = find(&request.body, "properties");
        wanted != nullptr && wanted->IsObject()) {
        json changes = json_copy(*wanted);
        for (const std::string_view member : {"provisioningState", "allowUpdateImage"})
            erase(changes, member);
        if (const json* const date = find(&changes, "endOfLifeDate"); date != nullptr && date->IsNull())
            erase(changes, "endOfLifeDate"); // cannot be cleared
        merge(object_at(definition.body, "properties"), changes);
    }
    return begin_update(state, request, kind, id, state.settings.latencies.definition_write);
}

http::response remove(world& state, const call& request, stored_resource& definition) {
    const std::string id(text_at(definition.body, {"id"}));
    if (!equal_folded(provisioning_state(definition.body), "Deleting")) {
        if (auto busy = refused_as_busy(state, definition, id, "Delete Gallery Image")) return answer(*busy);
        if (auto nested = refused_for_nested(state, kind, id)) return answer(*nested);
    }
    return begin_delete(state, request, kind, id, state.settings.latencies.gallery_delete,
                        [&state, id] { vanish(state, kind, id); });
}

} // namespace

http::response handle_image_definition(world& state, const call& request) {
    auto* const definition = state.resources.find(kind, request.path);
    switch (request.method) {
    case http::method::put:
        if (auto missing = missing_parent(state, kind, request.path)) return answer(*missing);
        return definition == nullptr ? create(state, request) : update(state, request, *definition);
    case http::method::remove:
        return definition == nullptr ? answer(204) : remove(state, request, *definition);
    default: break;
    }
    if (definition == nullptr) return answer(resource_not_found(request.path));
    if (request.method == http::method::patch) return update(state, request, *definition);
    return answer(200, definition->body);
}

http::response list_image_definitions(const world& state, const call& request) {
    const auto gallery = resource_id::parse(request.path)->without_last(1);
    if (state.resources.find(resource_kind::gallery, gallery.text()) == nullptr)
        return answer(resource_not_found(gallery.text()));
    return list_page(state, request, kind, gallery.text() + "/images/", as_stored);
}

} // namespace ingot::inline v0::emulator
