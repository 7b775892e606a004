#include <ingot/azure/detail/body_object.hpp>
#include <ingot/azure/gallery_names.hpp>
#include <ingot/azure/write_body.hpp>

#include <algorithm>

namespace ingot::inline v0::azure {

namespace {

using azure_detail::body_object;

void fill_name(body_object& into, std::string_view member, std::string_view name, std::size_t longest) {
    const bool good = name.size() <= longest && !name.empty() && name.back() != '.' &&
                      std::all_of(name.begin(), name.end(), [](char c) {
                          return detail::is_letter_or_digit(c) || c == '.' || c == '_' || c == '-';
                      });
    if (!good)
        return into.refuse(member, "'" + std::string(name) + "' cannot be: it takes 1 to " +
                                       std::to_string(longest) +
                                       " letters, digits, dots, underscores and dashes, no dot at the end");
    into.text(member, name);
}

void fill_identifier(body_object& into, const image_identifier& identifier) {
    constexpr std::size_t longest_publisher = 128;
    constexpr std::size_t longest_other = 64;
    fill_name(into, "publisher", identifier.publisher, longest_publisher);
    fill_name(into, "offer", identifier.offer, longest_other);
    fill_name(into, "sku", identifier.sku, longest_other);
}

void fill_range(body_object& into, const resource_range& range) {
    into.count("min", range.min, 1);
    into.count("max", range.max, 1);
    if (range.min && range.max && *range.min > *range.max)
        into.refuse("max", std::to_string(*range.max) + " is below the least, " + std::to_string(*range.min));
}

void fill_recommended(body_object& into, const recommended_machine& recommended) {
    into.object_unless_empty("vCPUs", [&](body_object& range) { fill_range(range, recommended.vcpus); });
    into.object_unless_empty("memory", [&](body_object& range) { fill_range(range, recommended.memory); });
}

void fill_feature(body_object& into, const image_feature& feature) {
    into.required_text("name", feature.name);
    into.required_text("value", feature.value);
    if (feature.starts_at_version) into.text("startsAtVersion", feature.starts_at_version->to_string());
    into.unknown(feature.unknown);
}

/// What a definition is; the service wants it in an update, too.
template <class Body>
void fill_nature(body_object& properties, const Body& body) {
    properties.required_enumeration("osType", body.os_type);
    properties.required_enumeration("osState", body.os_state);
    properties.enumeration("hyperVGeneration", body.hyper_v_generation);
    properties.object("identifier", [&](body_object& into) { fill_identifier(into, body.identifier); });
    properties.instant("endOfLifeDate", body.end_of_life_date);
    if (body.recommended)
        properties.object_unless_empty("recommended",
                                       [&](body_object& into) { fill_recommended(into, *body.recommended); });
}

} // namespace

json_body write_body(const service&, const image_definition_creation& body) {
    return azure_detail::write_object("an image definition to create", [&](body_object& root) {
        root.required_text("location", body.location.name());
        if (!body.tags.empty()) root.tags(body.tags);
        root.object("properties", [&](body_object& properties) {
            fill_nature(properties, body);
            properties.enumeration("architecture", body.architecture);
            properties.text("description", body.description);
            properties.text("eula", body.eula);
            properties.text("privacyStatementUri", body.privacy_statement_uri);
            properties.text("releaseNoteUri", body.release_note_uri);
            properties.object_unless_empty("disallowed", [&](body_object& into) {
                into.texts("diskTypes", body.disallowed_disk_types);
            });
            if (body.purchase_plan)
                properties.object("purchasePlan", [&](body_object& into) {
                    into.required_text("name", body.purchase_plan->name);
                    into.required_text("publisher", body.purchase_plan->publisher);
                    into.required_text("product", body.purchase_plan->product);
                });
            properties.array<image_feature>("features", body.features, fill_feature);
        });
    });
}

json_body write_body(const service&, const image_definition_update& body) {
    return azure_detail::write_object("an update of an image definition", [&](body_object& root) {
        if (body.tags) root.tags(*body.tags);
        root.object("properties", [&](body_object& properties) {
            fill_nature(properties, body);
            properties.clearable_text("description", body.description);
            properties.clearable_text("releaseNoteUri", body.release_note_uri);
            if (!body.features) return;
            properties.boolean("allowUpdateImage", true);
            properties.array<image_feature>("features", *body.features, fill_feature);
        });
    });
}

} // namespace ingot::inline v0::azure
